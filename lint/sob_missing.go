package lint

// A patch carries no Signed-off-by.
//
// With that line its author certifies the Developer's Certificate of Origin: that the work may be passed
// on under the project's licence. No maintainer can take a patch without it, and nobody but the author
// can add it.
//
// Answer the mail with your sign-off, or send again after `git commit --amend -s`.
//
//	bad:  The ring leaks when probe fails. Free it.
//	good: The ring leaks when probe fails. Free it.
//
//	      Signed-off-by: Ada Writer <ada@example.org>
//
// See Documentation/process/submitting-patches.rst, "Sign your work".
var sobMissing = &Rule{
	Name:      "sob-missing",
	Severity:  Error,
	Scope:     OnPatch,
	Backports: true,
	Check: func(p *Pass) {
		if !p.Mail.Subject.Patch && !p.Mail.Dump || signsSomewhere(p) {
			return
		}
		if _, below := signedBelow(p); below || logCutByDiff(p) { // it may stand below the diff in the log
			return
		}
		p.Report(Finding{Severity: softened(p.Mail, p.rule.severity), Text: "the patch carries no Signed-off-by; its author must add one"})
	},
}
