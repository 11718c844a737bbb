package mbox

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// maxProblems bounds what is said of one message.
const maxProblems = 100

// parser holds what Parse is at.
type parser struct {
	m        *Message
	problems int
	hidden   bool // the archive hides addresses
}

// problem notes a forgiveness in the headers.
func (p *parser) problem(format string, args ...any) { p.problemAt(0, format, args...) }

// problemAt notes a forgiveness at a line of the text.
func (p *parser) problemAt(line int, format string, args ...any) {
	switch p.problems++; {
	case p.problems < maxProblems:
		p.m.Problems = append(p.m.Problems, Problem{Line: line, Text: fmt.Sprintf(format, args...)})
	case p.problems == maxProblems:
		p.m.Problems = append(p.m.Problems, Problem{Line: line, Text: "more problems than are told"})
	}
}

// Parse decodes one message. It never fails: what had to be forgiven is in Problems.
// The message holds no piece of raw.Data but in its Raw field.
func Parse(raw Raw) *Message {
	p := &parser{m: &Message{Source: raw.Source, Line: raw.Line, Dump: raw.Dump, Quilt: raw.Quilt, Commit: raw.Commit, Unsent: raw.Unsent || raw.Commit != "", Raw: raw.Data}}
	m := p.m
	switch {
	case raw.Dump:
		p.dumpText(raw.Data)
	case raw.Quilt.Series != "":
		p.quiltText(raw.Data)
	default:
		var body []byte
		m.header, body = readHeader(messageLines(raw.Data), p.problem)
		if len(m.header.fields) == 0 {
			p.problem("no headers")
		}
		p.text(body)
		m.TextLine = textLine(&raw, body, m)
	}
	if nul := strings.IndexByte(m.Text, 0); nul >= 0 {
		p.problemAt(1+strings.Count(m.Text[:nul], "\n"), "NUL bytes in the text")
	}
	if !utf8.ValidString(m.header.block) {
		p.problem("bytes in the headers that are not UTF-8: read as windows-1252")
	}
	p.readSubject()
	p.readAddresses()
	if p.hidden {
		m.Text = p.restoreAddresses(m.Text)
	}
	p.readDate()
	p.readIDs()
	m.MIME.Signed = m.MIME.Signed || strings.Contains(m.Text, "-----BEGIN PGP SIGNED MESSAGE-----\n")
	for i := range m.Problems {
		m.Problems[i].Source, m.Problems[i].MessageID = m.Source, m.ID
	}
	m.Problems = append(m.Problems, raw.Problems...)
	return m
}

// textLine is where in the source the text begins, 0 where its lines are not the body's.
func textLine(raw *Raw, body []byte, m *Message) int {
	switch m.MIME.Encoding {
	case "quoted-printable", "base64", "x-uuencode":
		return 0
	}
	lines := bytes.Count(body, newline)
	if m.MIME.Multipart || strings.Count(m.Text, "\n") != lines {
		return 0
	}
	line := raw.Line + bytes.Count(raw.Data, newline) - lines
	if raw.Framed {
		line++
	}
	return line
}

var newline = []byte{'\n'}

// messageLines returns a message from its first header on, with LF line ends; like git it passes blank lines
// before the headers over.
func messageLines(data []byte) []byte {
	return bytes.TrimLeft(bytes.TrimPrefix(transportLines(data), utf8BOM), "\n")
}

// transportLines takes the CRs of the transport off: a mail whose first line ends in CRLF has them everywhere.
func transportLines(data []byte) []byte {
	line := firstLine(data)
	if len(line) < 2 || line[len(line)-2] != '\r' || line[len(line)-1] != '\n' {
		return data
	}
	return bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
}

func (p *parser) readSubject() {
	m := p.m
	value, n := m.header.last("Subject")
	m.Subject = decodeWords(value)
	if strings.Contains(m.Subject, "=?") && strings.Contains(m.Subject, "?=") {
		p.problem("Subject holds an encoded-word that cannot be decoded: %q", clip(m.Subject))
	}
	switch {
	case n > 1:
		p.problem("%d Subjects: the last one counts", n)
	case n == 0 && !m.Dump:
		p.problem("no Subject")
	}
}

func (p *parser) readAddresses() {
	m := p.m
	value, n := m.header.last("From")
	said := p.problems
	from := parseAddresses(value, p.problem)
	p.hidden = p.problems > said && !strings.Contains(value, "@")
	switch {
	case len(from) > 0 && from[0].Email != "":
		m.From = from[0]
		if strings.Contains(m.From.Name, "=?") {
			p.problem("From holds an encoded-word that cannot be decoded: %q", clip(m.From.Name))
		}
	case n > 0:
		m.From.Name = cleanName(value)
		p.problem("From %q holds no address", clip(value))
	case !m.Dump:
		p.problem("no From")
	}
	if n > 1 {
		p.problem("%d Froms: the last one counts", n)
	}
	m.ReplyTo = p.addresses("Reply-To")
	m.To = p.addresses("To")
	m.Cc = p.addresses("Cc")
}

// addresses reads every field of that name.
func (p *parser) addresses(name string) (list []Address) {
	for _, f := range p.m.header.fields {
		if int(f.nameEnd-f.start) == len(name) && strings.EqualFold(p.m.header.name(f), name) {
			more := parseAddresses(unfold(p.m.header.raw(f)), p.problem)
			if list == nil {
				list = more
			} else if len(list) < maxAddresses {
				list = append(list, more...)
			}
		}
	}
	return list
}
