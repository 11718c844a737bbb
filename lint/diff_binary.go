package lint

import (
	"fmt"

	"patchpilot/diff"
)

// The diff changes a binary file.
//
// "Binary files differ" holds no change at all: it cannot be applied. A GIT binary patch can, by git alone,
// and nobody can review it: that is told as info, once a patch.
//
// Make the mail with `git format-patch --binary`, or keep the file out of the tree: firmware goes to
// linux-firmware.
//
//	bad:  Binary files a/logo.png and b/logo.png differ
//	good: GIT binary patch
//
// See git-diff(1), --binary.
var diffBinary = &Rule{
	Name:      "diff-binary",
	Severity:  Warning,
	Scope:     OnPatch,
	Backports: true,
	Check: func(p *Pass) {
		var whole []*diff.File
		for _, f := range p.Mail.Diff.Files {
			switch {
			case f.Binary == nil:
			case f.Binary.Forward == nil && f.Status != diff.Deleted:
				p.Report(Finding{Line: f.Line, Path: f.Path(), Severity: Error,
					Text: "the change of " + quote(f.Path()) + " is not in the mail, only that binary files differ; it cannot be applied"})
			case f.Status != diff.Deleted:
				whole = append(whole, f)
			}
		}
		if len(whole) > 0 {
			text := "the diff changes a binary file, " + quote(whole[0].Path())
			if len(whole) > 1 {
				text = fmt.Sprintf("the diff changes %d binary files, the first %s", len(whole), quote(whole[0].Path()))
			}
			p.Report(Finding{Line: whole[0].Line, Path: whole[0].Path(), Severity: min(Info, p.rule.severity), Text: text})
		}
		reportDamage(p, diff.BadBinary)
	},
}
