package lint

import (
	"bytes"
	"strings"

	"patchpilot/diff"
)

// The patch changes a header of the interface to user space.
//
// What is released there can never be taken back or changed in meaning: programs depend on it. Such a
// change needs more eyes, documentation, and often a test and a user.
//
// Send a copy to linux-api@vger.kernel.org, document it, and say in the log who uses it and how it was
// tested. Comments, licence lines and copies under tools/ are not reported.
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
			if !isUAPI(f.Path()) {
				continue
			}
			if line := changesCode(f); line > 0 {
				p.Report(Finding{Line: line, Path: f.Path(), Text: "the patch changes the interface to user space in " + quote(f.Path())})
			}
		}
	},
}

func isUAPI(name string) bool {
	return strings.HasPrefix(name, "include/uapi/") || strings.HasPrefix(name, "arch/") && strings.Contains(name, "/include/uapi/")
}

// changesCode is the mail's line of the first change that is not a comment or blank, 0 if there is none.
func changesCode(f *diff.File) int {
	found := 0
	for i, h := range f.Hunks {
		eachHunkLine(h, f.HunkLines[i]+1, func(n int, l []byte) {
			if found == 0 && len(l) > 0 && (l[0] == '+' || l[0] == '-') && !comment(bytes.TrimSpace(l[1:])) {
				found = n
			}
		})
	}
	return found
}

// comment tells a line that is blank or looks like a part of a comment.
func comment(l []byte) bool {
	return len(l) == 0 || bytes.HasPrefix(l, []byte("/*")) || l[0] == '*' || bytes.HasPrefix(l, []byte("//")) || bytes.Contains(l, []byte("SPDX-"))
}
