package lint

import (
	"bytes"
	"fmt"

	"patchpilot/diff"
)

// A file is moved and changed in one patch.
//
// Nobody can see in such a diff what was moved and what is new, and `git blame` and `git log --follow` lose
// the file where too much of it changes.
//
// Move it first, with nothing but what the move asks for, and change it in the next patch.
//
//	bad:  similarity index 71%, and 120 changed lines
//	good: similarity index 100%
//
// See Documentation/process/submitting-patches.rst, "Separate your changes": moving code.
var patchMixedMove = &Rule{
	Name:     "patch-mixed-move",
	Severity: Info,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, f := range p.Mail.Diff.Files {
			if f.Status != diff.Renamed || f.Added+f.Deleted < movedChanges || p.Damaged() {
				continue
			}
			if n := changedInMove(f); n >= movedChanges {
				p.Report(Finding{Line: f.Line, Path: f.Path(), Text: fmt.Sprintf("%s is moved to %s, and %d of its lines change in the same patch", quote(f.OldPath), quote(f.NewPath), n)})
			}
		}
	},
}

// movedChanges is how many changed lines a move does not explain.
const movedChanges = 20

// changedInMove counts changed lines but for those that follow a file's name: includes and comments.
func changedInMove(f *diff.File) int {
	n := 0
	for i, h := range f.Hunks {
		eachHunkLine(h, f.HunkLines[i]+1, func(_ int, l []byte) {
			if len(l) > 0 && l[0] != ' ' && !comment(bytes.TrimSpace(l[1:])) && !bytes.HasPrefix(l[1:], []byte("#")) {
				n++
			}
		})
	}
	return n
}

// comment tells a line that is blank or looks like a part of a comment.
func comment(l []byte) bool {
	return len(l) == 0 || bytes.HasPrefix(l, []byte("/*")) || l[0] == '*' || bytes.HasPrefix(l, []byte("//")) || bytes.Contains(l, []byte("SPDX-"))
}
