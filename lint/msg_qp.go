package lint

// The mail's text is sent as quoted-printable.
//
// Git decodes it. Scripts that read the raw mail find "=3D" for every "=", and lines cut at 76 columns.
//
// Send with `git send-email --transfer-encoding=8bit`, or tell the mail program to.
//
//	bad:  Content-Transfer-Encoding: quoted-printable
//	good: Content-Transfer-Encoding: 8bit
//
// See Documentation/process/email-clients.rst, "General Preferences".
var msgQP = &Rule{
	Name:     "msg-qp",
	Severity: Info,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		if encoded(p, "quoted-printable") {
			p.Report(Finding{Text: "the mail's text is sent as quoted-printable"})
		}
	},
}
