package lint

import (
	"strings"

	"patchpilot/uapi"
)

// The patch changes a header of the interface to user space.
//
// What is released there can never be taken back or changed in meaning: programs depend on it. Such a
// change needs more eyes, documentation, and often a test and a user.
//
// Send a copy to linux-api@vger.kernel.org, document it, and say in the log who uses it and how it was
// tested. Comments, blanks and copies under tools/ are not reported.
//
//	bad:  include/uapi/linux/demo.h | 2 ++    (sent to the demo list alone)
//	good: Cc: linux-api@vger.kernel.org
//
// See Documentation/process/submit-checklist.rst, and Documentation/process/adding-syscalls.rst.
var uapiTouched = &Rule{
	Name:     "uapi-touched",
	Severity: Info,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, f := range p.Mail.Diff.Files {
			if !uapi.IsHeader(f.Path()) {
				continue
			}
			line := uapi.Line(f)
			if line == 0 {
				continue
			}
			text := "the patch changes the interface to user space in " + quote(f.Path())
			if added := addedTo(p.UAPI(), f.Path()); len(added) > 0 {
				text += ": adds " + strings.Join(added, ", ")
			}
			p.Report(Finding{Line: line, Path: f.Path(), Text: text})
		}
	},
}

// addedTo names the first things that a header gets.
func addedTo(c *uapi.Change, path string) []string {
	const told = 3
	var added []string
	for _, i := range c.Added {
		if i.Path != path {
			continue
		}
		if len(added) == told {
			return append(added, "…")
		}
		added = append(added, i.String())
	}
	return added
}
