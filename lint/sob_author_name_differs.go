package lint

import "patchpilot/trailers"

// The author's name differs from the name in the sign-off with the same address.
//
// The commit will carry both. Often one of them is a mail account's nickname that was never meant for
// the history.
//
// Set the mail program's and git's `user.name` alike, or put the right name on a `From:` line at the top
// of the mail.
//
//	bad:  From: ada85 <ada@example.org>
//	      Signed-off-by: Ada Writer <ada@example.org>
//	good: From: Ada Writer <ada@example.org>
//	      Signed-off-by: Ada Writer <ada@example.org>
//
// See Documentation/dev-tools/checkpatch.rst, FROM_SIGN_OFF_MISMATCH.
var sobAuthorNameDiffers = &Rule{
	Name:     "sob-author-name-differs",
	Severity: Warning,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		if !authorKnown(p.Mail) {
			return
		}
		author := person(p.Mail.Author)
		match, by := p.signedBy(p.Signers(), author)
		if match == trailers.SameAddress && !sameName(by.person.Name, author.Name) {
			p.Reportf(by.Line, "the author is %s and signs off as %s", show(author), show(by.person))
		}
	},
}

// sameName compares names alone: the addresses are made to differ in all they have.
func sameName(a, b string) bool {
	return mayBeSame(a, b) || trailers.Same(trailers.Person{Name: a, Email: "a@x"}, trailers.Person{Name: b, Email: "b@y"}, nil) != trailers.Other
}
