package mbox

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"patchpilot/internal/corpustest"
)

// A text that says where it begins stands there, line by line.
func TestTextStandsAtItsLine(t *testing.T) {
	names, err := filepath.Glob("../fixtures/mail/*")
	if err != nil || len(names) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	known := 0
	for _, name := range names {
		if !strings.HasSuffix(name, ".want") {
			known += checkTextLines(t, name)
		}
	}
	if known < 20 {
		t.Errorf("only %d mails know where their text begins", known)
	}
}

func TestCorpusTextStandsAtItsLine(t *testing.T) {
	names, _ := filepath.Glob(corpustest.File(t, "seeds", "*.mbox"))
	more, _ := filepath.Glob(corpustest.File(t, "zoo", "*"))
	known := 0
	for _, name := range append(names, more...) {
		known += checkTextLines(t, name)
	}
	if known < 100 {
		t.Errorf("only %d mails know where their text begins", known)
	}
}

// checkTextLines tells how many mails of a file know where their text begins.
func checkTextLines(t *testing.T, name string) (known int) {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.Split(data, []byte("\n"))
	raws, _, _ := scanned(t, data)
	for _, raw := range raws {
		m := Parse(raw)
		if m.TextLine == 0 {
			continue
		}
		known++
		for i, want := range strings.Split(strings.TrimSuffix(m.Text, "\n"), "\n") {
			got := strings.TrimSuffix(string(lines[m.TextLine-1+i]), "\r")
			want = strings.TrimSuffix(want, "\r")
			if !plainASCII(got) || !plainASCII(want) {
				continue // another charset, or addresses restored
			}
			if got != want && strings.TrimPrefix(got, ">") != want && !strings.Contains(want, "@") {
				t.Fatalf("%s:%d: %q is not line %d of the text, %q", name, m.TextLine+i, got, i+1, want)
			}
		}
	}
	return known
}

func plainASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf || r == 0x1b || r == '~' }) < 0
}
