package lint

import "patchpilot/trailers"

// The author signs off with another address than the patch is from.
//
// It is one person, and nothing is broken; scripts that count and check by address see two.
//
// Use one address: set `user.email` for the tree, or put the address you sign with on a `From:` line at
// the top of the mail.
//
//	bad:  From: Ada Writer <ada@kernel.example>
//	      Signed-off-by: Ada Writer <ada@work.example>
//	good: From: Ada Writer <ada@work.example>
//	      Signed-off-by: Ada Writer <ada@work.example>
//
// See Documentation/dev-tools/checkpatch.rst, FROM_SIGN_OFF_MISMATCH.
var sobAuthorAddrDiffers = &Rule{
	Name:     "sob-author-addr-differs",
	Severity: Info,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		signers := p.Signers()
		if len(signers) == 0 || !authorKnown(p.Mail) {
			return
		}
		author := person(p.Mail.Author)
		switch match, by := p.signedBy(signers, author); match {
		case trailers.SameName, trailers.SameLocal:
			p.Reportf(by.Line, "the author writes as <%s> and signs off as <%s>", author.Email, by.person.Email)
		}
	},
}
