package lint

import "strings"

// The mail begins with a `From:` line that says what its From header says.
//
// It does no harm. It is meant for patches that somebody else sends, and for lists that rewrite the header;
// where neither is so, one line less is to be read.
//
// Leave it out: `git send-email` writes it where it is needed.
//
//	bad:  From: Ada Writer <ada@example.org>    (in a mail from Ada Writer <ada@example.org>)
//	good: the log, from the first line on
//
// See Documentation/process/submitting-patches.rst, "From Line".
var fromInbodyRedundant = &Rule{
	Name:     "from-inbody-redundant",
	Severity: Info,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		m := p.Mail
		if !m.InBody || m.Munged || m.Message == nil || m.Author.Name != m.Message.From.Name || !strings.EqualFold(m.Author.Email, m.Message.From.Email) {
			return
		}
		l, next, found := topFrom(p)
		if !found || indented(next) {
			return
		}
		last := l.n
		if strings.TrimSpace(next) == "" {
			last++
		}
		p.Report(Finding{Line: l.n, Edit: &Edit{First: l.n, Last: last}, Fix: "delete the line", Text: quote(l.text) + " says what the mail's From header says"})
	},
}
