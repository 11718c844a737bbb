package mbox

import (
	"bytes"
	"strings"
)

// Mailinfo cuts the message as `git mailinfo -u` would (git's builtin/mailinfo.c and mailinfo.c): the in-body
// headers at the text's head, the log, and from git's patch break on the patch.
// Log and Patch are pieces of Text. Like git's, the in-body headers name author, subject and date only where
// a patch follows; their lines are not part of the log either way.
func (m *Message) Mailinfo(o InfoOptions) Info {
	c := cutter{text: m.Text, options: o}
	c.run()
	var info Info
	info.Log, info.LogLine = c.log, c.logLine
	info.Patch, info.PatchLine = c.patch, c.patchLine
	info.InBodyHeaders, info.Scissors = c.taken, c.scissors

	from, _ := m.header.last("From")
	subject, _ := m.header.last("Subject")
	info.Date, _ = m.header.last("Date")
	if info.Patch != "" {
		if c.headers.has&inBodyFrom != 0 {
			from, info.InBodyFrom = c.headers.from, true
		}
		if c.headers.has&inBodySubject != 0 {
			subject = c.headers.subject
		}
		if c.headers.has&inBodyDate != 0 {
			info.Date = c.headers.date
		}
	}
	info.Author = author(decodeWords(from))
	if !strings.Contains(info.Author.Email, "@") && !info.InBodyFrom { // an address the archive hides; a dump
		info.Author = m.From
	}
	info.Subject = decodeWords(subject)
	if !o.KeepSubject {
		info.Subject = squeeze(cleanSubject(info.Subject))
	}
	info.Date = squeeze(decodeWords(info.Date))
	return info
}

// PatchBytes returns the patch of info as git would apply it: in the bytes the mail was sent in. They differ from
// info.Patch where the mail declares another charset than UTF-8 or lies about it, as one to a latin1 file does.
// Where Raw was dropped it is info.Patch that is returned.
func (m *Message) PatchBytes(info Info) []byte {
	name := charsetName(m.MIME.Charset)
	if m.Raw == nil || m.Dump || info.Patch == "" || !m.MIME.BadCharset && (name == "" || name == "utf-8" || name == "us-ascii") {
		return []byte(info.Patch)
	}
	if m.Quilt.Series != "" && m.MIME.Encoding == "" { // its text may be more than the file's body
		return lastLines(messageLines(m.Raw), strings.Count(info.Patch, "\n"))
	}
	again := &parser{m: &Message{}}
	var body []byte
	again.m.header, body = readHeader(messageLines(m.Raw), again.problem)
	b := &textBuilder{parser: again, verbatim: true}
	b.part(again.m.header, again.contentType(again.m.header), body, 0)
	text := b.String()
	for range info.PatchLine - 1 {
		_, text, _ = strings.Cut(text, "\n")
	}
	if text == "" { // a charset whose line ends are not ASCII's
		return []byte(info.Patch)
	}
	return []byte(text)
}

// lastLines are the last n lines of a text.
func lastLines(text []byte, n int) []byte {
	at := len(text)
	for ; n > 0 && at > 0; n-- {
		at = 1 + bytes.LastIndexByte(text[:at-1], '\n')
	}
	return text[at:]
}

// cutter walks a text line by line up to the patch.
type cutter struct {
	text    string
	options InfoOptions
	headers inBody

	line     int // number of the current line
	at       int // where the current line starts
	log      string
	logStart int
	logLine  int
	taken    int
	scissors int

	patch     string
	patchLine int
}

func (c *cutter) run() {
	c.start(0, 1)
	inHeaders := true
	for c.line = 1; c.at < len(c.text); c.line++ {
		end := len(c.text)
		if i := strings.IndexByte(c.text[c.at:], '\n'); i >= 0 {
			end = c.at + i + 1
		}
		line := c.text[c.at:end]
		if inHeaders {
			if inHeaders = c.header(line); inHeaders || c.logStart > c.at {
				c.at = end
				continue
			}
		}
		switch {
		case c.options.Scissors && isScissors(line):
			c.headers = inBody{}
			c.scissors = c.line
			c.start(end, c.line+1)
			inHeaders = true
		case isPatchBreak(line):
			c.log = c.text[c.logStart:c.at]
			c.patch, c.patchLine = c.text[c.at:], c.line
			return
		}
		c.at = end
	}
	c.log = c.text[c.logStart:]
}

// start lets the log begin at a place.
func (c *cutter) start(at, line int) { c.logStart, c.logLine = at, line }

// header takes one line at the head of the text; false where the headers end before or with it.
func (c *cutter) header(line string) bool {
	if line == "\n" {
		open := c.headers.open != 0
		c.start(c.at+1, c.line+1)
		c.headers.open = 0
		return !open
	}
	if c.options.NoInBodyHeaders || !c.headers.take(line, c.options.Scissors) {
		return false
	}
	c.taken++
	c.start(c.at+len(line), c.line+1)
	return true
}

// isPatchBreak tells where git lets the patch begin: "diff -", "Index: ", "--- file", or a bare "---".
func isPatchBreak(line string) bool {
	if line == "" {
		return false
	}
	switch line[0] {
	case 'd':
		return strings.HasPrefix(line, "diff -")
	case 'I':
		return strings.HasPrefix(line, "Index: ")
	case '-':
	default:
		return false
	}
	rest, ok := strings.CutPrefix(line, "---")
	if !ok || rest == "" {
		return false
	}
	if rest[0] == ' ' && len(rest) > 1 && !isSpace(rest[1]) {
		return true
	}
	return strings.TrimLeft(rest, " \t\r\v\f") == "\n"
}
