package lint

// The mail is format=flowed, and its diff did not survive that.
//
// Flowed text is joined and folded again by every reader, git among them: a line that ends with a blank is
// joined with the next one, and one blank is taken off the front of lines. Diffs have both.
//
// Tell the mail program not to send format=flowed (Thunderbird: mailnews.send_plaintext_flowed false), or
// use `git send-email`.
//
//	bad:  Content-Type: text/plain; charset=utf-8; format=flowed
//	good: Content-Type: text/plain; charset=utf-8
//
// See Documentation/process/email-clients.rst, "Thunderbird", and RFC 3676.
var msgFlowed = &Rule{
	Name:      "msg-flowed",
	Severity:  Error,
	Scope:     OnPatch,
	Backports: true,
	Headers:   true,
	Check: func(p *Pass) {
		if flowed(p) && p.Damaged() {
			d := p.Mail.Diff.Damage[0]
			p.Report(Finding{Line: d.Line, Path: d.Path, Text: "the mail is format=flowed and its diff did not survive that: " + d.Text})
		}
	},
}

// flowed tells whether readers may reflow the mail; its diff's damage is then this rule's.
func flowed(p *Pass) bool { return p.Mail.Message != nil && p.Mail.Message.MIME.Flowed }
