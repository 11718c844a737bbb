package lint

// The patch is an attachment.
//
// Reviewers answer by quoting; what is attached is not quoted. Tools that read patches off the list may not
// look into attachments at all.
//
// Put the patch into the mail's text: `git send-email` does.
//
//	bad:  Content-Disposition: attachment; filename="0001-fix.patch"
//	good: Content-Type: text/plain; charset=utf-8
//
// See Documentation/process/submitting-patches.rst, "No MIME, no links, no compression, no attachments".
var msgAttachment = &Rule{
	Name:      "msg-attachment",
	Severity:  Error,
	Scope:     OnPatch,
	Backports: true,
	Headers:   true,
	Check: func(p *Pass) {
		if m := p.Mail.Message; m != nil && m.MIME.Attachment {
			p.Report(Finding{Line: p.Mail.Diff.Line, Text: "the patch is attached; it belongs into the text of the mail"})
		}
	},
}
