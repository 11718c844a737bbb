package lint

import "bytes"

// htmlPart begins the alternative that a reader of plain text never comes to.
var htmlPart = []byte("\nContent-Type: text/html")

// The mail is HTML, or carries an HTML copy of itself.
//
// The kernel's lists reject HTML outright. Where it arrives, the diff in it cannot be applied: the blanks
// are gone.
//
// Send plain text: `git send-email`, or a mail program told to.
//
//	bad:  Content-Type: text/html
//	good: Content-Type: text/plain; charset=utf-8
//
// See Documentation/process/submitting-patches.rst, "No MIME, no links, no compression, no attachments".
var msgHTML = &Rule{
	Name:      "msg-html",
	Severity:  Error,
	Scope:     OnMail,
	Backports: true,
	Headers:   true,
	Check: func(p *Pass) {
		m := p.Mail.Message
		switch {
		case m == nil:
		case m.MIME.HTMLOnly:
			p.Report(Finding{Text: "the mail is HTML without plain text; lists reject it and git cannot apply it"})
		case m.MIME.HTML, m.MIME.Multipart && bytes.Contains(m.Raw, htmlPart):
			p.Report(Finding{Severity: Warning, Text: "the mail carries an HTML copy of itself; lists reject such mail"})
		}
	},
}
