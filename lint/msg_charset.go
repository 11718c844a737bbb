package lint

import "strings"

// The mail holds bytes that are not of the charset it declares, or a name still in its mail encoding.
//
// Git recodes the log by the declared charset. What does not fit ends as rubbish in the commit, most often
// in somebody's name, or `git am` refuses the mail. A mail that declares none says US-ASCII by it; for more
// than that git has to guess.
//
// Set `i18n.commitEncoding` and the mail program to UTF-8, and write names in trailers as themselves.
//
//	bad:  Reviewed-by: =?utf-8?q?J=C3=BCrgen?= Reader <jr@example.org>
//	good: Reviewed-by: Jürgen Reader <jr@example.org>
//
// See Documentation/process/email-clients.rst, "General Preferences".
var msgCharset = &Rule{
	Name:     "msg-charset",
	Severity: Warning,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		if m := p.Mail.Message; m != nil && m.MIME.BadCharset {
			text := "the mail's text is not of the charset it declares, " + quote(m.MIME.Charset)
			if m.MIME.Charset == "" {
				text = "the mail declares no charset, which means US-ASCII, and its text holds more than that"
			}
			p.Report(Finding{Text: text})
		}
		for _, t := range p.Mail.Trailers {
			if strings.Contains(t.Value, "=?") && strings.Contains(t.Value, "?=") {
				p.Report(Finding{Line: t.Line, Text: quote(t.Key+": "+t.Value) + " holds a name in its mail encoding"})
			}
		}
	},
}
