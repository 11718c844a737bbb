package lint

import (
	"mime"
	"strings"
	"unicode"

	"patchpilot/trailers"
)

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
				p.Report(Finding{Line: t.Line, Edit: decoded(p, t), Text: quote(t.Key+": "+t.Value) + " holds a name in its mail encoding"})
			}
		}
	},
}

// decoded is the edit that writes a trailer's name as itself, nil where the mail could not carry it, or where
// the word is broken or of a rare charset.
func decoded(p *Pass, t trailers.Trailer) *Edit {
	if t.Lines != 1 || p.Mail.Message == nil || p.Mail.Message.MIME.Charset != "utf-8" {
		return nil
	}
	text, err := new(mime.WordDecoder).DecodeHeader(p.Lines()[t.Line-1])
	if err != nil || strings.Contains(text, "=?") || strings.ContainsFunc(text, unicode.IsControl) {
		return nil
	}
	return &Edit{First: t.Line, Last: t.Line, Lines: []string{text}}
}
