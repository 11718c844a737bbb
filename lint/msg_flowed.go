package lint

import "strings"

// The mail is format=flowed, and lines of the diff end with a blank.
//
// Flowed text may be joined and folded again by every reader: a line that ends with a blank is joined with
// the next one. A diff does not survive that.
//
// Tell the mail program not to send format=flowed (Thunderbird: mailnews.send_plaintext_flowed false), or
// use `git send-email`.
//
//	bad:  Content-Type: text/plain; charset=utf-8; format=flowed
//	good: Content-Type: text/plain; charset=utf-8
//
// See Documentation/process/email-clients.rst, "Thunderbird".
var msgFlowed = &Rule{
	Name:     "msg-flowed",
	Severity: Warning,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		m, d := p.Mail.Message, p.Mail.Diff
		if m == nil || !m.MIME.Flowed || p.Damaged() || d.Line == 0 {
			return
		}
		lines := p.Lines()
		for n := d.Line; n <= min(d.End, len(lines)); n++ {
			if l := lines[n-1]; len(l) > 1 && strings.HasSuffix(l, " ") {
				p.Report(Finding{Line: n, Text: "the mail is format=flowed and this line of the diff ends with a blank: readers join it with the next"})
				return
			}
		}
	},
}
