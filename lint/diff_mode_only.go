package lint

import (
	"strings"

	"patchpilot/diff"
)

// A file's mode changes, and nothing else of it.
//
// That is right where it is the point of the patch. More often a share or an editor did it, and the log does
// not speak of it.
//
// `chmod` it back and commit again, or say why in the log.
//
//	bad:  old mode 100644
//	      new mode 100755    (in a patch about something else)
//	good: a diff without the file
//
// See git-diff(1), "Generating patch text with -p".
var diffModeOnly = &Rule{
	Name:     "diff-mode-only",
	Severity: Info,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, f := range p.Mail.Diff.Files {
			madeExec := strings.HasSuffix(f.NewMode, "755") && neverRun(f.Path()) // diff-mode-exec
			if f.Status == diff.ModeOnly && !madeExec {
				p.Report(Finding{Line: f.Line, Path: f.Path(), Text: "the mode of " + quote(f.Path()) + " changes from " + f.OldMode + " to " + f.NewMode + ", and nothing else of it"})
			}
		}
	},
}
