package lint

import "strings"

// A list rewrote the sender, and the mail does not say who wrote the patch.
//
// Lists that rewrite From for DMARC ("Ada Writer via demo-devel <demo-devel@lists…>") make `git am`
// record the list as the author, unless a `From:` line at the top of the mail says otherwise.
//
// Send with `git send-email` after `git config format.forceInBodyFrom true`, or through b4, which write
// that line.
//
//	bad:  From: Ada Writer via demo-devel <demo-devel@lists.example.org>
//	good: From: Ada Writer via demo-devel <demo-devel@lists.example.org>
//
//	      From: Ada Writer <ada@example.org>
//
// See Documentation/process/submitting-patches.rst, "From Line".
var fromMunged = &Rule{
	Name:     "from-munged",
	Severity: Error,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		m := p.Mail
		if !m.Munged || m.InBody {
			return
		}
		f := Finding{Text: "the From header was rewritten, and no From: line in the mail names the author"}
		if m.Message != nil {
			f.Text = "the From header was rewritten to " + show(person(m.Message.From)) + ", and no From: line in the mail names the author"
			if !strings.EqualFold(m.Message.From.Email, m.From.Email) {
				f.Severity = Info // a header kept the address
				f.Text += "; other headers give " + show(person(m.From))
				f.Fix = "From: " + m.From.Name + " <" + m.From.Email + ">"
			}
		}
		p.Report(f)
	},
}
