package lint

import (
	"bytes"
	"path"
	"strings"
)

// A file that is no script is made executable.
//
// It comes from a Windows share or an editor that does not keep modes, and every later reader wonders what
// runs it.
//
// `chmod 644 PATH`, and commit again.
//
//	bad:  new file mode 100755    (of drivers/demo/ring.c)
//	good: new file mode 100644
//
// See Documentation/dev-tools/checkpatch.rst, EXECUTE_PERMISSIONS.
var diffModeExec = &Rule{
	Name:     "diff-mode-exec",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, f := range p.Mail.Diff.Files {
			if !strings.HasSuffix(f.NewMode, "755") || strings.HasSuffix(f.OldMode, "755") || !neverRun(f.Path()) {
				continue
			}
			if len(f.Hunks) > 0 && bytes.HasPrefix(f.Hunks[0].Body, []byte("+#!")) {
				continue
			}
			p.Report(Finding{Line: f.Line, Path: f.Path(), Text: "the patch makes " + quote(f.Path()) + " executable", Fix: "chmod 644 " + f.Path()})
		}
	},
}

// neverRun tells files that nobody runs.
func neverRun(name string) bool {
	switch path.Ext(name) {
	case ".c", ".h", ".S", ".dts", ".dtsi", ".dtso", ".yaml", ".rst", ".txt", ".json", ".lds", ".rs", ".md", ".svg":
		return true
	}
	base := path.Base(name)
	return base == "Makefile" || base == "MAINTAINERS" || strings.HasPrefix(base, "Kconfig")
}
