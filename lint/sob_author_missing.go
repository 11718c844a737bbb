package lint

import "patchpilot/trailers"

// The author of a patch has not signed it off, though others have.
//
// The certificate of origin is the author's to give. linux-next reports such commits, and they cannot be
// repaired once they are public.
//
// Let the author sign off; where the From line names the wrong author, put the right one on a `From:`
// line at the top of the mail.
//
//	bad:  From: Ada Writer <ada@example.org>
//	      Signed-off-by: Max Sender <max@example.org>
//	good: From: Ada Writer <ada@example.org>
//	      Signed-off-by: Ada Writer <ada@example.org>
//	      Signed-off-by: Max Sender <max@example.org>
//
// See Documentation/process/submitting-patches.rst, "Sign your work".
var sobAuthorMissing = &Rule{
	Name:     "sob-author-missing",
	Severity: Error,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		signers := p.AllSigners()
		if len(signers) == 0 || unreadable(signers) || !authorKnown(p.Mail) {
			return
		}
		author := person(p.Mail.Author)
		if match, _ := p.signedBy(signers, author); match != trailers.Other {
			return
		}
		for _, s := range signers {
			if mayBeSame(s.person.Name, author.Name) {
				return
			}
		}
		p.Report(Finding{Line: signers[0].Line, Severity: softened(p.Mail, p.rule.severity),
			Text: "the author " + show(author) + " has not signed off; " + show(signers[0].person) + " has"})
	},
}
