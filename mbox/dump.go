package mbox

import (
	"bytes"
	"io"
	"regexp"
	"strings"
)

// splitDump reads text that has lost its headers: mails pasted one below the other.
func (s *scanner) splitDump(in io.Reader) error {
	data, err := io.ReadAll(io.LimitReader(in, int64(s.longest)))
	if err != nil {
		return err
	}
	c := newDumpCutter(data)
	if !c.looksLikeMail() {
		s.problem(0, "no mail: text without headers")
		return nil
	}
	s.problem(0, "no headers: senders, dates, subjects and the threads' references are lost; mails are told apart by their text")
	for start := 0; start < len(c.lines); {
		end := c.end(start)
		raw := Raw{Source: s.name, Line: start + 1, Dump: true}
		raw.Data = bytes.Join(c.lines[start:end], nil)
		if err := s.yield(raw); err != nil {
			return err
		}
		start = end
	}
	return nil
}

// looksLikeMail tells whether there is anything of a mail in the text.
func (c *dumpCutter) looksLikeMail() bool {
	for i, line := range c.lines {
		switch {
		case c.attribution(i) > 0 || c.isFrom(i) || isGitSignature(c.lines[i:]),
			bytes.HasPrefix(line, []byte("diff --git ")), bytes.HasPrefix(line, []byte("Signed-off-by: ")),
			bytes.HasPrefix(line, []byte("--- ")) && i+1 < len(c.lines) && bytes.HasPrefix(c.lines[i+1], []byte("+++ ")):
			return true
		}
	}
	return false
}

// dumpText fills in what a bare body tells: the text, and who may have sent it.
func (p *parser) dumpText(data []byte) {
	m := p.m
	text, ok := mendUTF8(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")))
	if !ok {
		m.MIME.BadCharset = true
		p.problem("text is not UTF-8: other bytes read as windows-1252")
	}
	m.Text = p.restoreAddresses(text)
	p.problem("no headers: sender, date, subject and references are lost")
	p.dumpSender()
	c := newDumpCutter([]byte(m.Text))
	if line := c.lostBlanks(); line > 0 {
		p.problemAt(line, "context lines of the diff have lost their leading blank")
	}
}

// dumpSender guesses who sent a bare body: by its own From: line, its signature, or its last Signed-off-by.
func (p *parser) dumpSender() {
	c := cutter{text: p.m.Text}
	c.run()
	if c.headers.has&inBodyFrom != 0 {
		if from := parseAddresses(c.headers.from, p.problem); len(from) > 0 {
			p.m.From = from[0]
			return
		}
	}
	log := c.log
	if i := strings.LastIndex(log, "\nSigned-off-by: "); i >= 0 && c.patch != "" {
		line, _, _ := strings.Cut(log[i+len("\nSigned-off-by: "):], "\n")
		if from := parseAddresses(line, p.problem); len(from) > 0 {
			p.m.From = from[0]
			p.problem("sender taken from the last Signed-off-by")
			return
		}
	}
	for _, mark := range [...]string{"\n-- \n", "\n--\n"} {
		i := strings.LastIndex(p.m.Text, mark)
		if i < 0 {
			continue
		}
		name, _, _ := strings.Cut(p.m.Text[i+len(mark):], "\n")
		if words := len(strings.Fields(name)); words > 1 && words < 5 && !strings.ContainsAny(name, "@0123456789") {
			p.m.From.Name = name
			p.problem("sender's name taken from the signature")
			return
		}
	}
}

// Archives hide addresses: "<user at host.org>" (Pipermail), "user(a)host.org" (HyperKitty).
var (
	hiddenAt = regexp.MustCompile(`<([\w.+=-]+) at ([\w-]+(?:\.[\w-]+)+)>`)
	hiddenA  = regexp.MustCompile(`([\w.+=-])\(a\)([\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,})\b`)
)

// restoreAddresses gives the addresses in a text their @ back.
func (p *parser) restoreAddresses(text string) string {
	at, a := strings.Contains(text, " at "), strings.Contains(text, "(a)")
	n := 0
	if at {
		n += len(hiddenAt.FindAllStringIndex(text, -1))
	}
	if a {
		n += len(hiddenA.FindAllStringIndex(text, -1))
	}
	if n == 0 {
		return text
	}
	p.problem("addresses hidden by the archive, restored in the text: %d", n)
	text = hiddenAt.ReplaceAllString(text, "<$1@$2>")
	return hiddenA.ReplaceAllString(text, "$1@$2")
}
