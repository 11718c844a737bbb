package lint

// The log says nothing but its summary.
//
// The diff shows what changes. The log must say why, what was seen going wrong, and for whom; without it
// nobody can judge whether the change is right, now or in five years.
//
// Describe the problem first, then what the patch does about it.
//
//	bad:  Signed-off-by: Ada Writer <ada@example.org>
//	good: The ring leaks when probe fails: nobody frees it. Free it.
//
//	      Signed-off-by: Ada Writer <ada@example.org>
//
// See Documentation/process/submitting-patches.rst, "Describe your changes".
var msgNoBody = &Rule{
	Name:     "msg-no-body",
	Severity: Error,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		if !p.Mail.Subject.Patch || hasProse(p) {
			return
		}
		if _, below := saidBelow(p); !below {
			p.Report(Finding{Line: p.Mail.LogLine, Severity: softened(p.Mail, p.rule.severity), Text: "the log says nothing but its summary"})
		}
	},
}
