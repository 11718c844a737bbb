package mbox

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

const maxDepth = 20 // of multiparts in multiparts

// textBuilder joins the text parts of a message.
type textBuilder struct {
	*parser
	text  string          // the text, as long as it is of one part: no second copy
	more  strings.Builder // the text, once it is of several
	first bool            // a text part was seen
	html  []byte          // the first html part, decoded

	verbatim bool // leave the charset as it is
}

// text fills in Text and MIME from the message's body.
func (p *parser) text(body []byte) {
	b := &textBuilder{parser: p}
	ct := p.contentType(p.m.header)
	p.m.MIME.Multipart = ct.isMultipart()
	b.part(p.m.header, ct, body, 0)
	if !b.first && b.html != nil {
		p.m.MIME.HTMLOnly = true
		p.problem("text/html alone: its tags were stripped")
		b.write(stripTags(string(b.html)))
	}
	p.m.Text = b.String()
}

func (b *textBuilder) write(s string) {
	switch {
	case s == "":
	case b.more.Len() > 0:
		b.more.WriteString(s)
	case b.text == "":
		b.text = s
	default:
		b.more.WriteString(b.text)
		b.more.WriteString(s)
	}
}

func (b *textBuilder) String() string {
	if b.more.Len() > 0 {
		return b.more.String()
	}
	return b.text
}

// line is the number of the line that comes next; it is counted only while problems are told.
func (b *textBuilder) line() int {
	if b.problems >= maxProblems {
		return 0
	}
	return strings.Count(b.String(), "\n") + 1
}

// part takes in one part. It reports whether the part gave text.
func (b *textBuilder) part(h header, ct contentType, body []byte, depth int) bool {
	switch {
	case ct.isMultipart() && ct.boundary == "":
		b.problem("%s without a boundary: read as text", ct.media)
	case ct.isMultipart() && depth >= maxDepth:
		b.problem("multiparts nested deeper than %d: the rest not read", maxDepth)
		return false
	case ct.isMultipart():
		return b.multipart(ct, body, depth)
	}
	encoding := b.encoding(h)
	switch {
	case ct.media == "text/html":
		b.m.MIME.HTML = true
		if b.html == nil {
			b.html = []byte(b.recode(decodeTransfer(body, encoding, nil), ct, false))
		}
		return false
	case strings.HasPrefix(ct.media, "text/") || ct.media == "message/rfc822" || ct.isMultipart():
	default:
		if depth == 0 && !strings.Contains(ct.media, "/") {
			break // no type at all: text
		}
		disposition, _ := h.last("Content-Disposition")
		if !holdsPatch(ct, disposition, body, encoding) {
			return false
		}
	}
	b.leaf(h, ct, body, encoding)
	return true
}

// leaf decodes a text part and joins it to the text.
func (b *textBuilder) leaf(h header, ct contentType, body []byte, encoding int) {
	if !b.first {
		b.m.MIME.Charset = strings.ToLower(ct.charset)
		value, _ := h.last("Content-Transfer-Encoding")
		b.m.MIME.Encoding = strings.ToLower(value)
		b.first = true
	}
	if disposition, _ := h.last("Content-Disposition"); strings.HasPrefix(strings.ToLower(disposition), "attachment") {
		b.m.MIME.Attachment = true
	}
	data := decodeTransfer(body, encoding, func(at int) {
		b.problemAt(b.line(), "base64 with other bytes in it, %q first: what decodes was kept", body[at:at+1])
	})
	text := b.recode(data, ct, true)
	if ct.flowed {
		b.m.MIME.Flowed = true
		text = unflow(text, ct.delSp)
	}
	if so := b.String(); so != "" && so[len(so)-1] != '\n' {
		b.write("\n") // base64 without a last line end: a part begins a line
	}
	b.write(text)
}

func decodeTransfer(body []byte, encoding int, bad func(at int)) []byte {
	switch encoding {
	case quotedPrintable:
		return decodeQuotedPrintable(body)
	case base64Encoding:
		return decodeBase64(body, bad)
	}
	return body
}

// recode brings a part to UTF-8 with LF line ends. CRs are the transport's where every line has one, and
// the content's where only some have (a patch to a CRLF file): then they stay.
func (b *textBuilder) recode(data []byte, ct contentType, report bool) string {
	if crlf := bytes.Count(data, []byte("\r\n")); crlf > 0 {
		b.m.MIME.CRLF = true
		if crlf == bytes.Count(data, []byte("\n")) {
			data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
		}
	}
	if b.verbatim {
		return string(data)
	}
	text, ok := toUTF8(data, ct.charset)
	if !ok && report {
		b.m.MIME.BadCharset = true
		b.badCharset(data, ct.charset)
	}
	return text
}

// badCharset says how bytes were read that are not of the charset declared.
func (b *textBuilder) badCharset(data []byte, declared string) {
	read := "read as UTF-8"
	if !utf8.Valid(data) {
		read = "what is not UTF-8 was read as windows-1252"
	}
	switch {
	case !knownCharset(declared):
		b.problem("unknown charset %q: %s", clip(declared), read)
	case declared == "":
		b.problemAt(b.line(), "bytes over 127 and no charset declared: %s", read)
	default:
		b.problemAt(b.line(), "text is not of its charset %q: %s", clip(declared), read)
	}
}
