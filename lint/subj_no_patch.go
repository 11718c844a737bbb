package lint

import (
	"strings"
)

// A mail carries a diff to be applied, and its subject does not say [PATCH].
//
// Patchwork, b4, CI and people's mail filters find patches by that word. A patch without it is not
// queued, not tested, and easily not read.
//
// Send with `git send-email`, or put `[PATCH]` before the summary.
//
//	bad:  Subject: demo: free the ring when probe fails
//	good: Subject: [PATCH] demo: free the ring when probe fails
//
// See Documentation/process/submitting-patches.rst, "Include PATCH in the subject".
var subjNoPatch = &Rule{
	Name:     "subj-no-patch",
	Severity: Warning,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		s := p.Mail.Subject
		if s.Patch || strings.TrimSpace(s.Text) == "" || s.Reply || s.Forward || s.Pull || s.RFC {
			return
		}
		p.Report(Finding{Text: "the mail carries a patch, and its subject has no [PATCH]: " + quote(s.Text), Fix: "Subject: [PATCH] " + s.Title})
	},
}
