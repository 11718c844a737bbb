package trailers

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"strings"
	"testing"

	"patchpilot/internal/corpustest"
)

// letter is a mail of the corpus, read no further than these tests need.
type letter struct {
	id, subject, text string
	reply             bool
}

// letters reads an mbox; multiparts and other charsets are left alone.
func letters(t testing.TB, path string) []letter {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []letter
	for part := range bytes.SplitSeq(append([]byte("\n"), data...), []byte("\nFrom ")) {
		_, part, ok := bytes.Cut(part, []byte("\n"))
		if !ok {
			continue
		}
		m, err := mail.ReadMessage(bytes.NewReader(part))
		if err != nil {
			continue
		}
		body := io.Reader(m.Body)
		switch strings.ToLower(m.Header.Get("Content-Transfer-Encoding")) {
		case "quoted-printable":
			body = quotedprintable.NewReader(body)
		case "base64":
			body = base64.NewDecoder(base64.StdEncoding, body)
		}
		text, _ := io.ReadAll(body)
		subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
		if err != nil {
			subject = m.Header.Get("Subject")
		}
		all = append(all, letter{
			id: m.Header.Get("Message-Id"), subject: subject,
			text:  strings.ReplaceAll(string(text), "\r\n", "\n"),
			reply: strings.Contains(strings.ToLower(subject), "re:"),
		})
	}
	if len(all) == 0 {
		t.Fatalf("%s holds no mail", path)
	}
	return all
}

// log cuts the commit log out of a patch mail; false for other mail.
func (l letter) log() (string, bool) {
	if l.reply || !strings.Contains(l.text, "\n@@ -") {
		return "", false
	}
	end := len(l.text)
	for _, cut := range []string{"\n---\n", "\ndiff --git ", "\nIndex: ", "\n--- a/", "\n--- "} {
		if i := strings.Index(l.text, cut); i >= 0 {
			end = min(end, i+1)
		}
	}
	return l.text[:end], true
}

func TestExplore(t *testing.T) {
	for _, f := range strings.Fields(os.Getenv("EXPLORE")) {
		for _, m := range letters(t, f) {
			if log, ok := m.log(); ok {
				l := Parse(log, 1)
				if l.Format() != log {
					t.Errorf("format %s", m.id)
				}
				for _, x := range l.Trailers {
					println("T", m.id, strings.TrimSpace(brief([]Trailer{x})))
				}
				for _, c := range l.chunks {
					if strings.TrimSpace(c.text) != "" {
						println("C", m.id, c.text)
					}
				}
				for _, x := range l.Stranded() {
					println("S", m.id, x.Line, x.Raw)
				}
				n := 0
				for line := range strings.Lines(log) {
					if n++; strings.HasPrefix(line, "Signed-off-by:") {
						found := false
						for _, x := range l.Trailers {
							found = found || x.Line == n
						}
						if !found {
							println("X", m.id, m.subject, line)
						}
					}
				}
				if len(l.Trailers) == 0 {
					println("N", m.id, m.subject)
				}
			} else if m.reply {
				for _, x := range Find(m.text, 1) {
					println("F", m.id, strings.TrimSpace(brief([]Trailer{x})))
				}
				for _, x := range FindQuoted(m.text, 1) {
					println("Q", m.id, strings.TrimSpace(brief([]Trailer{x})))
				}
			}
		}
	}
	_ = corpustest.Dir
}
