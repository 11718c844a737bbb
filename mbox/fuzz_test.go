package mbox

import (
	"bufio"
	"bytes"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// seed adds every file of fixtures/mail, and every mail in them.
func seed(f *testing.F, mails bool) {
	f.Helper()
	for _, file := range fixtureFiles(f) {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		if !mails {
			f.Add(data)
			continue
		}
		Scan(file, bytes.NewReader(data), func(r Raw) error {
			f.Add(r.Data)
			return nil
		})
	}
}

// FuzzScan: an mbox is its From_ lines and its messages, byte for byte and line for line; a mail is itself.
func FuzzScan(f *testing.F) {
	seed(f, false)
	f.Fuzz(func(t *testing.T, data []byte) {
		var raws []Raw
		_, err := Scan("box", bytes.NewReader(data), func(r Raw) error {
			raws = append(raws, r)
			return nil
		})
		if _, kind, _ := decompress(bufio.NewReader(bytes.NewReader(data))); kind != "" {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		switch tell(data[:min(len(data), peekSize)]) {
		case kindMail:
			if len(raws) != 1 || !bytes.Equal(raws[0].Data, data) {
				t.Error("a mail is not itself")
			}
		case kindMbox:
			checkMbox(t, data, raws)
		}
	})
}

func checkMbox(t *testing.T, data []byte, raws []Raw) {
	rest := data[bytes.Index(data, fromSpace):]
	line := 1 + bytes.Count(data[:len(data)-len(rest)], []byte("\n"))
	for _, r := range raws {
		from := firstLine(rest)
		if !isFromLine(from) || r.Line != line {
			t.Fatalf("message at line %d; want %d, %q", r.Line, line, from)
		}
		rest = rest[len(from):]
		length := len(r.Data)
		if bytes.HasPrefix(from, mboxrdFrom) {
			for length < len(rest) && !bytes.Equal(unquoteFrom(bytes.Clone(rest[:length])), r.Data) {
				length++
			}
		}
		if length > len(rest) || !bytes.HasPrefix(from, mboxrdFrom) && !bytes.HasPrefix(rest, r.Data) {
			t.Fatalf("message at line %d is not in the archive", r.Line)
		}
		line += 1 + bytes.Count(rest[:length], []byte("\n"))
		rest = rest[length:]
	}
	if len(rest) > 0 {
		t.Errorf("%d bytes are in no message", len(rest))
	}
}

// FuzzParse: any mail gives a message; its text is UTF-8, its problems are in it.
func FuzzParse(f *testing.F) {
	seed(f, true)
	f.Fuzz(func(t *testing.T, data []byte) {
		m := Parse(Raw{Source: "box", Line: 1, Data: data})
		if !utf8.ValidString(m.Text) || !utf8.ValidString(m.Subject) || !utf8.ValidString(m.From.Name) {
			t.Error("not UTF-8")
		}
		if m.ID == "" {
			t.Error("no id")
		}
		lines := strings.Count(m.Text, "\n") + 1
		for _, p := range m.Problems {
			if p.Line < 0 || p.Line > lines || p.MessageID != m.ID || p.Text == "" {
				t.Errorf("%d lines, problem %+v", lines, p)
			}
		}
		for _, fd := range m.header.fields {
			m.HeaderAll(m.header.name(fd))
		}
	})
}

// FuzzMailinfo: log and patch are pieces of the text, the patch its end, at the lines they say.
func FuzzMailinfo(f *testing.F) {
	seed(f, true)
	f.Fuzz(func(t *testing.T, data []byte) {
		m := Parse(Raw{Source: "box", Line: 1, Data: data})
		for _, o := range []InfoOptions{{}, {Scissors: true}, {NoInBodyHeaders: true, KeepSubject: true}} {
			i := m.Mailinfo(o)
			if !strings.HasSuffix(m.Text, i.Log+i.Patch) {
				t.Errorf("%+v: log and patch are not the end of the text", o)
			}
			if want := 1 + strings.Count(strings.TrimSuffix(m.Text, i.Log+i.Patch), "\n"); i.Log+i.Patch != "" && i.LogLine != want {
				t.Errorf("%+v: log at line %d, want %d", o, i.LogLine, want)
			}
			if want := 1 + strings.Count(strings.TrimSuffix(m.Text, i.Patch), "\n"); i.Patch != "" && i.PatchLine != want {
				t.Errorf("%+v: patch at line %d, want %d", o, i.PatchLine, want)
			}
			if (i.Patch == "") != (i.PatchLine == 0) || i.InBodyFrom && i.Patch == "" {
				t.Errorf("%+v: %+v", o, i)
			}
			m.PatchBytes(i)
		}
	})
}

// FuzzDump: the mails of a dump are its bytes, none lost, none twice.
func FuzzDump(f *testing.F) {
	seed(f, false)
	f.Fuzz(func(t *testing.T, data []byte) {
		var got []byte
		line := 1
		s := &scanner{name: "dump", longest: maxMessage, yield: func(r Raw) error {
			if r.Line != line || len(r.Data) == 0 {
				t.Fatalf("mail at line %d, want %d", r.Line, line)
			}
			line += bytes.Count(r.Data, []byte("\n"))
			got = append(got, r.Data...)
			Parse(r).Mailinfo(InfoOptions{})
			return nil
		}}
		if err := s.splitDump(bytes.NewReader(data)); err != nil {
			t.Fatal(err)
		}
		if got != nil && !bytes.Equal(got, data) {
			t.Error("bytes were lost")
		}
	})
}
