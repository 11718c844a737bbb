package lint

import (
	"patchpilot/diff"
)

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
		m := p.Mail.Message
		switch {
		case m == nil || !m.MIME.Attachment:
		case twice(p.Mail.Diff):
			p.Report(Finding{Line: p.Mail.Diff.Line, Severity: min(p.rule.severity, Warning), Text: "the patch stands in the text and again as an attachment: git am takes both"})
		default:
			p.Report(Finding{Line: p.Mail.Diff.Line, Text: "the patch is attached; it belongs into the text of the mail"})
		}
	},
}

// twice tells whether a diff changes one file in two places of the mail.
func twice(d *diff.Patch) bool {
	seen := map[string]bool{}
	for _, f := range d.Files {
		if seen[f.Path()] {
			return true
		}
		seen[f.Path()] = true
	}
	return false
}
