package lint

import (
	"bytes"
	"strings"
)

// An added line, or the log, holds a character that turns the direction of text.
//
// Such characters make code read otherwise than it is compiled: what looks like a comment is code, or the
// other way round. No tool shows them.
//
// Delete them. They come from copying out of word processors and chats, or from somebody who means harm.
//
//	bad:  +	if (is_admin /* U+202E ... */)
//	good: +	if (is_admin)
//
// See https://trojansource.codes/ and CVE-2021-42574.
var diffBidi = &Rule{
	Name:      "diff-bidi",
	Severity:  Error,
	Scope:     OnPatch,
	Backports: true,
	Check: func(p *Pass) {
		if strings.IndexByte(p.Mail.Text, 0xE2) < 0 { // they all start with it in UTF-8
			return
		}
		for _, l := range p.Log() {
			if r, at := firstRune(l.text, bidi); at >= 0 {
				f := Finding{Line: l.n, Text: "the log holds " + codepoint(r) + ", which turns the direction of text: " + quote(l.text)}
				if r == 0x200E || r == 0x200F {
					f.Severity = Warning // a mark, pasted with a link or a name: it turns nothing by itself
				}
				p.Report(f)
				break
			}
		}
		for _, l := range p.Added() {
			if bytes.IndexByte(l.text, 0xE2) < 0 || translated(l.file.NewPath) {
				continue
			}
			if r, at := firstRune(string(l.text), bidi); at >= 0 {
				p.Report(Finding{Line: l.line, Path: l.file.Path(), PathLine: l.pathLine,
					Text: "the line added holds " + codepoint(r) + ", which turns the direction of text: " + quote(string(l.text))})
			}
		}
	},
}
