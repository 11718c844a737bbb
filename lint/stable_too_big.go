package lint

import (
	"strings"

	"patchpilot/diff"
	"patchpilot/trailers"
)

// A patch for the stable trees has more than a hundred lines, context included.
//
// The rules for stable set that bound: what is larger is hard to review for a tree that nobody may break.
// Larger ones are taken where there is no other way, and the stable team then wants to know why.
//
// Take the fix apart from what else the patch does; or say in the log why it is that large. Tests and
// documents are not counted.
//
//	bad:  Cc: stable@vger.kernel.org        (on a patch that moves the code and mends it)
//	good: two patches, the mending one first, with the tag
//
// See Documentation/process/stable-kernel-rules.rst, "Rules on what kind of patches are accepted".
var stableTooBig = &Rule{
	Name:     "stable-too-big",
	Severity: Info,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		line := 0
		eachStable(p, func(t trailers.Trailer, s trailers.Stable) {
			if s.Good && !s.NoAuto && line == 0 {
				line = t.Line
			}
		})
		if line == 0 || p.Damaged() {
			return
		}
		if n := sizeForStable(p.Mail.Diff); n > 100 {
			p.Reportf(line, "the patch asks for the stable trees and has %s with context; they take 100", plural(n, "line"))
		}
	},
}

// sizeForStable counts the lines of a diff, tests and documents aside.
func sizeForStable(d *diff.Patch) int {
	n := 0
	for _, f := range d.Files {
		if path := f.Path(); strings.HasPrefix(path, "tools/testing/") || strings.HasPrefix(path, "Documentation/") {
			continue
		}
		for i, h := range f.Hunks {
			eachHunkLine(h, f.HunkLines[i]+1, func(int, []byte) { n++ })
		}
	}
	return n
}
