package lint

import (
	"bytes"

	"patchpilot/diff"
)

// The patch adds the marks of a merge conflict.
//
// A conflict was committed unresolved. The file does not compile, or a document shows both versions.
//
// Resolve it, and look through the rest of the commit: `git diff --check` finds the marks.
//
//	bad:  +<<<<<<< HEAD
//	good: +	demo_ring_free(d);
//
// See git-diff(1), --check.
var diffConflictMarker = &Rule{
	Name:     "diff-conflict-marker",
	Severity: Error,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		var open addedLine
		var in *diff.File
		for _, l := range p.Added() {
			switch {
			case bytes.HasPrefix(l.text, []byte("<<<<<<< ")):
				open, in = l, l.file
			case in == l.file && bytes.HasPrefix(l.text, []byte(">>>>>>> ")):
				p.Report(Finding{Line: open.line, Path: in.Path(), PathLine: open.pathLine,
					Text: "the patch adds a merge conflict: " + quote(string(open.text)) + " … " + quote(string(l.text))})
				in = nil
			}
		}
	},
}
