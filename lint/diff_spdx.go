package lint

import (
	"bytes"
	"path"
	"strings"

	"patchpilot/diff"
)

// A new source file does not begin with its SPDX licence line.
//
// Every file in the tree says in its first line (behind `#!`, the second) under which licence it stands,
// in a form that programs read. Without it nobody may know whether it can be shipped.
//
// Add the line: `// SPDX-License-Identifier: …` in .c files, `/* … */` in headers and assembly, `# …` in
// scripts and YAML.
//
//	bad:  +#include <linux/module.h>
//	good: +// SPDX-License-Identifier: GPL-2.0-only
//
// See Documentation/process/license-rules.rst, "License identifier syntax".
var diffSPDX = &Rule{
	Name:     "diff-spdx",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, f := range p.Mail.Diff.Files {
			if f.Status == diff.Added && f.Added > 3 && len(f.Hunks) == 1 && needsLicence(f.Path()) && !firstLinesHold(f.Hunks[0].Body, "SPDX-License-Identifier:") {
				p.Report(Finding{Line: f.HunkLines[0] + 1, Path: f.Path(), PathLine: 1,
					Text: "the new file " + quote(f.Path()) + " does not begin with an SPDX-License-Identifier line"})
			}
		}
	},
}

func needsLicence(name string) bool {
	switch path.Ext(name) {
	case ".c", ".h", ".S", ".dts", ".dtsi", ".dtso", ".rs":
		return true
	case ".yaml":
		return strings.HasPrefix(name, "Documentation/devicetree/bindings/")
	}
	return false
}

// firstLinesHold looks at the first three lines of a new file: a few start with `#!` or an open comment.
func firstLinesHold(body []byte, mark string) bool {
	for range 3 {
		var l []byte
		l, body = cutLine(body)
		if bytes.Contains(l, []byte(mark)) {
			return true
		}
	}
	return false
}
