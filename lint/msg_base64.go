package lint

// The mail's text is sent as base64.
//
// Git and the archives decode it. People who read the raw mail, grep a mailbox, or quote it in an old mail
// program see letters without sense.
//
// Send with `git send-email --transfer-encoding=8bit`, or tell the mail program to.
//
//	bad:  Content-Transfer-Encoding: base64
//	good: Content-Transfer-Encoding: 8bit
//
// See Documentation/process/email-clients.rst, "General Preferences".
var msgBase64 = &Rule{
	Name:     "msg-base64",
	Severity: Info,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		if encoded(p, "base64") {
			p.Report(Finding{Text: "the mail's text is sent as base64"})
		}
	},
}
