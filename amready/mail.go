package amready

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
	"time"

	"patchpilot/mbox"
	"patchpilot/series"
	"patchpilot/trailers"
)

// write makes the mail of a patch.
func (b *builder) write(m *Mail, r *series.Revision, taken []*series.Tag) {
	info := m.Source.Message.Mailinfo(mbox.InfoOptions{})
	patch := trimmed(m.Source.Message.PatchBytes(info), m.Source, &info)
	body := info.Log
	if info.PatchLine == 0 {
		b.remark(m.Patch, m.Source, 0, "git finds no patch in it; given as it is, without trailers")
	} else if b.o.changesLogs() {
		log := trailers.Parse(strings.TrimRight(info.Log, "\n")+"\n", info.LogLine)
		b.addTrailers(m, &log, taken)
		body = strings.TrimLeft(log.Format(), "\n")
		patch = joint(patch)
	}
	content := append([]byte(guarded(body, info.Author)), patch...)
	if n := len(content); n == 0 || content[n-1] != '\n' {
		content = append(content, '\n')
	}
	m.Data = b.mail(m, r, &info, content)
}

// guarded puts an in-body From before a log whose first line git would take for a header itself.
func guarded(body string, author mbox.Address) string {
	line, _, _ := strings.Cut(strings.ToLower(body), "\n")
	for _, start := range []string{"from:", "subject:", "date:", "from ", ">from", "[patch"} {
		if strings.HasPrefix(line, start) {
			return "From: " + address(author.Name, author.Email) + "\n\n" + body
		}
	}
	return body
}

// changesLogs tells whether logs may be touched at all.
func (o *Options) changesLogs() bool {
	return !o.NoTrailers || o.SignOff.Email != "" || o.Link != "" || o.MessageID || o.CcTrailers || len(o.TrailerOrder) > 0
}

// trimmed takes empty lines off the end, but for those that a hunk counts as its own.
func trimmed(patch []byte, source *series.Mail, info *mbox.Info) []byte {
	floor := 0
	if source.Diff != nil && info.PatchLine > 0 {
		for range source.Diff.End - info.PatchLine + 1 {
			end := bytes.IndexByte(patch[floor:], '\n')
			if end < 0 {
				return patch
			}
			floor += end + 1
		}
	}
	return append(patch[:floor:floor], bytes.TrimRight(patch[floor:], "\n")...)
}

// joint is the patch with what ties it to the log: the "---" where prose or a diffstat follows it, an
// empty line where the diff does.
func joint(patch []byte) []byte {
	first, rest, _ := bytes.Cut(patch, []byte("\n"))
	if bytes.HasPrefix(first, []byte("---")) && len(bytes.TrimRight(first[3:], " \t\r")) == 0 {
		diff := bytes.TrimLeft(rest, " \t\r\n")
		if !startsDiff(diff) {
			return patch
		}
		patch = diff
	}
	return append([]byte("\n"), patch...)
}

// startsDiff tells whether git would take the first line for a diff's by itself.
func startsDiff(text []byte) bool {
	for _, start := range []string{"diff -", "Index: ", "--- "} {
		if bytes.HasPrefix(text, []byte(start)) {
			return true
		}
	}
	return false
}

// mail puts headers before the content. Content that mail would change goes in base64: git am takes
// carriage returns off lines that are sent as they are.
func (b *builder) mail(m *Mail, r *series.Revision, info *mbox.Info, content []byte) []byte {
	author := info.Author
	if m.Source.Munged {
		author = m.Source.Author
	}
	encoding := "7bit"
	switch {
	case bytes.Contains(content, []byte("\r\n")):
		encoding = "base64"
	case bytes.ContainsFunc(content, func(r rune) bool { return r >= 0x80 }):
		encoding = "8bit"
	}
	var out bytes.Buffer
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&out, "%s: %s\n", name, value)
		}
	}
	field("Subject", oneLine(subject(m, r, info.Subject)))
	field("From", address(author.Name, author.Email))
	field("Date", date(info.Date, m.Source.Date))
	field("Message-Id", "<"+oneLine(m.Source.ID)+">")
	field("MIME-Version", "1.0")
	field("Content-Type", `text/plain; charset="utf-8"`)
	field("Content-Transfer-Encoding", encoding)
	out.WriteByte('\n')
	if encoding == "base64" {
		writeBase64(&out, content)
	} else {
		b.writeLines(&out, m, info, content)
	}
	return out.Bytes()
}

// subject writes the prefix anew: a patch carried over into v3 says v3.
func subject(m *Mail, r *series.Revision, title string) string {
	words := []string{"PATCH"}
	if r.RFC {
		words = append(words, "RFC")
	}
	words = append(words, m.Source.Subject.Words...)
	if r.Version > 1 {
		words = append(words, fmt.Sprintf("v%d", r.Version))
	}
	if r.Expected > 1 {
		words = append(words, fmt.Sprintf("%0*d/%d", len(fmt.Sprint(r.Expected)), m.Patch.Index, r.Expected))
	}
	return fmt.Sprintf("[%s] %s", strings.Join(words, " "), title)
}

// date is the one written, else when the mail came.
func date(written string, read time.Time) string {
	if written = oneLine(written); written != "" || read.IsZero() {
		return written
	}
	return read.Format(time.RFC1123Z)
}

// writeLines writes the content as it is, but for lines that git would take for the start of the next
// mail: they are quoted with ">".
func (b *builder) writeLines(out *bytes.Buffer, m *Mail, info *mbox.Info, content []byte) {
	for len(content) > 0 {
		end := bytes.IndexByte(content, '\n') + 1
		line := content[:end]
		if startsMessage(line) {
			out.WriteByte('>')
			b.remark(m.Patch, m.Source, 0, "quoted with \">\": a line that git would take for the start of another mail: %q", oneLine(string(line)))
		}
		out.Write(line)
		content = content[end:]
	}
}

// startsMessage tells whether git mailsplit might take a line for a From_ line: it looks for a time behind
// "From ", so more than it believes in is caught.
func startsMessage(line []byte) bool {
	if !bytes.HasPrefix(line, []byte("From ")) {
		return false
	}
	c := bytes.LastIndexByte(line, ':')
	return c > 0 && c+1 < len(line) && isDigit(line[c-1]) && isDigit(line[c+1])
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func writeBase64(out *bytes.Buffer, content []byte) {
	text := base64.StdEncoding.EncodeToString(content)
	for len(text) > 76 {
		out.WriteString(text[:76] + "\n")
		text = text[76:]
	}
	out.WriteString(text + "\n")
}

// Write writes an mbox as git mailsplit reads it: each mail below a From_ line, an empty line behind it,
// nothing quoted.
func Write(w io.Writer, mails []Mail) error {
	for _, m := range mails {
		if _, err := fmt.Fprintf(w, "From git@z Thu Jan  1 00:00:00 1970\n%s\n", m.Data); err != nil {
			return err
		}
	}
	return nil
}
