package formatpatch

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"patchpilot/apply"
)

// Widths git keeps to: of a header, of one with encoded words, of the text it makes up.
const (
	headerWidth  = 78
	encodedWidth = 76
	textWidth    = 72
)

const mailDate = "Mon, 2 Jan 2006 15:04:05 -0700"

// headers are what stands above a mail's text.
type headers struct {
	id        apply.Hash
	from      Person
	date      time.Time
	title     string
	eightBits bool // the text has more than ASCII
}

func writeHeaders(b *bytes.Buffer, h headers, o Options) {
	fmt.Fprintf(b, "From %s Mon Sep 17 00:00:00 2001\n", h.id)
	if o.MessageID != "" {
		fmt.Fprintf(b, "Message-ID: <%s>\n", o.MessageID)
	}
	if o.InReplyTo != "" {
		fmt.Fprintf(b, "In-Reply-To: <%s>\nReferences: <%s>\n", o.InReplyTo, o.InReplyTo)
	}
	b.WriteString("From: ")
	width := writeName(b, h.from.Name)
	if lastColumn(b)+len(" <>")+len(h.from.Email) > width {
		b.WriteByte('\n')
	}
	fmt.Fprintf(b, " <%s>\n", h.from.Email)
	fmt.Fprintf(b, "Date: %s\nSubject: %s", h.date.Format(mailDate), o.bracket())
	if special(h.title) {
		encodeWords(b, h.title, false)
	} else {
		wrap(b, h.title, lastColumn(b), 1, headerWidth, true)
	}
	b.WriteByte('\n')
	if h.eightBits {
		b.WriteString("MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n")
	}
	if o.To != "" {
		fmt.Fprintf(b, "To: %s\n", o.To)
	}
	b.WriteByte('\n')
}

// bracket is "[RFC PATCH v2 01/12] ".
func (o Options) bracket() string {
	prefix := cmp.Or(o.Prefix, "PATCH")
	if o.RFC {
		prefix = "RFC " + prefix
	}
	if o.Version > 1 {
		prefix = fmt.Sprintf("%s v%d", prefix, o.Version)
	}
	if o.Total == 0 {
		return "[" + prefix + "] "
	}
	return fmt.Sprintf("[%s %0*d/%d] ", prefix, len(fmt.Sprint(o.Total)), o.N, o.Total)
}

// writeName writes the name before an address, and tells how wide the line may be.
func writeName(b *bytes.Buffer, name string) (width int) {
	switch {
	case special(name):
		encodeWords(b, name, true)
		return encodedWidth
	case strings.ContainsAny(name, `()<>[]:;@,."\`):
		name = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(name) + `"`
	}
	wrap(b, name, lastColumn(b), 1, headerWidth, true)
	return headerWidth
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf || s[i] == 0x1b {
			return false
		}
	}
	return true
}

// special tells a text that a header can only have in encoded words (RFC 2047).
func special(s string) bool {
	return !ascii(s) || strings.ContainsRune(s, '\n') || strings.Contains(s, "=?")
}

// encodeWords writes a text as encoded words, folded; no character is torn apart.
func encodeWords(b *bytes.Buffer, s string, name bool) {
	const start, end = "=?UTF-8?q?", "?="
	column := lastColumn(b) + len(start)
	b.WriteString(start)
	for s != "" {
		_, size := utf8.DecodeRuneInString(s)
		piece := s[:size]
		s = s[size:]
		if size > 1 || !plain(piece[0], name) {
			piece = fmt.Sprintf("=% X", piece)
			piece = strings.ReplaceAll(piece, " ", "=")
		}
		if column+len(piece)+len(end) > encodedWidth {
			b.WriteString(end + "\n " + start)
			column = 1 + len(start)
		}
		b.WriteString(piece)
		column += len(piece)
	}
	b.WriteString(end)
}

// plain tells a byte that stands for itself in an encoded word; in a name fewer do.
func plain(c byte, name bool) bool {
	if name {
		return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || strings.IndexByte("!*+-/", c) >= 0
	}
	return c > ' ' && c < 0x7f && c != '=' && c != '?' && c != '_'
}

// lastColumn is the length of the line being written.
func lastColumn(b *bytes.Buffer) int {
	return b.Len() - 1 - bytes.LastIndexByte(b.Bytes(), '\n')
}

// wrap breaks a text at blanks into lines of a width; the first begins at a column, the others are indented.
// A word too long has a line of its own, the first one only if it may.
func wrap(b *bytes.Buffer, text string, column, indent, width int, first bool) {
	line, blank := column, ""
	for i := 0; ; i++ {
		end := strings.IndexAny(text, " \t")
		word := text
		if end >= 0 {
			word = text[:end]
		}
		if blank == "\t" {
			line |= 7
		}
		if size := len(blank) + utf8.RuneCountInString(word); line+size <= width || i == 0 && !first {
			b.WriteString(blank + word)
			line += size
		} else {
			b.WriteString("\n" + strings.Repeat(" ", indent) + word)
			line = indent + utf8.RuneCountInString(word)
		}
		if end < 0 {
			return
		}
		blank, text = text[end:end+1], text[end+1:]
	}
}

// splitMessage takes a commit message apart as git does: the first paragraph on one line; the rest, without
// blanks at the ends of lines and of the text.
func splitMessage(message string) (title, body string) {
	var titles []string
	var text strings.Builder
	inTitle := true
	for line := range strings.Lines(message) {
		line = strings.TrimRight(line, " \t\n\r\v\f")
		switch {
		case line == "" && (len(titles) == 0 || text.Len() == 0):
			inTitle = inTitle && len(titles) == 0
		case inTitle:
			titles = append(titles, line)
		default:
			text.WriteString(line + "\n")
		}
	}
	body = strings.TrimRight(text.String(), "\n")
	if body != "" {
		body += "\n"
	}
	return strings.Join(titles, " "), body
}

// writeShortlog lists the titles by author.
func writeShortlog(b *bytes.Buffer, commits []Commit) {
	titles := map[string][]string{}
	for _, c := range commits {
		title, _ := splitMessage(c.Message)
		titles[c.Author.Name] = append(titles[c.Author.Name], strings.TrimLeft(title, " \t"))
	}
	authors := make([]string, 0, len(titles))
	for author := range titles {
		authors = append(authors, author)
	}
	slices.Sort(authors)
	for _, author := range authors {
		fmt.Fprintf(b, "%s (%d):\n", author, len(titles[author]))
		for _, title := range titles[author] {
			b.WriteString("  ")
			wrap(b, title, 2, 4, textWidth, false)
			b.WriteByte('\n')
		}
		b.WriteByte('\n')
	}
}
