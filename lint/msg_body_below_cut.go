package lint

// The log is empty, and what the mail says stands below the `---`.
//
// `git am` throws away what is below the `---`. The commit goes in without a word of explanation.
//
// Move the text above the `---`; leave below it what is for this mail only, such as the changelog.
//
//	bad:  Signed-off-by: Ada Writer <ada@example.org>
//	      ---
//	      The ring leaks when probe fails. Free it.
//	good: The ring leaks when probe fails. Free it.
//
//	      Signed-off-by: Ada Writer <ada@example.org>
//	      ---
//
// See Documentation/process/submitting-patches.rst, "The canonical patch format".
var msgBodyBelowCut = &Rule{
	Name:     "msg-body-below-cut",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		if !p.Mail.Subject.Patch || p.Mail.Notes == "" || hasProse(p) {
			return
		}
		if l, below := saidBelow(p); below {
			p.Report(Finding{Line: l.n, Text: "the log is empty, and what is said stands below the ---, where it is lost: " + quote(l.text)})
		}
	},
}
