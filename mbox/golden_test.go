package mbox

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the goldens anew")

// visible keeps goldens text.
var visible = strings.NewReplacer("\r", `\r`, "\x00", `\0`)

const mailFixtures = "../fixtures/mail"

// TestMailFixtures reads every file of fixtures/mail and compares what comes of it with the .want beside it.
// A new trouble is a new file: run with -update, and read what was written.
func TestMailFixtures(t *testing.T) {
	files := fixtureFiles(t)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			got := describeFile(t, file)
			want := file + ".want"
			if *update {
				if err := os.WriteFile(want, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(golden(t, want), got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func fixtureFiles(t testing.TB) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(mailFixtures, "*"))
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, f := range all {
		if filepath.Ext(f) != ".want" {
			files = append(files, f)
		}
	}
	if len(files) < 40 {
		t.Fatalf("only %d fixtures", len(files))
	}
	return files
}

// describeFile says what Scan, Parse and Mailinfo make of a file.
func describeFile(t *testing.T, file string) string {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	problems, err := Scan(filepath.Base(file), bytes.NewReader(data), func(r Raw) error {
		describe(&b, Parse(r))
		return nil
	})
	for _, p := range problems {
		fmt.Fprintf(&b, "archive problem: %d: %s\n", p.Line, p.Text)
	}
	if err != nil {
		fmt.Fprintf(&b, "error: %v\n", err)
	}
	return b.String()
}

func describe(b *strings.Builder, m *Message) {
	line := func(name, format string, args ...any) {
		if s := fmt.Sprintf(format, args...); strings.Trim(s, " []<>") != "" {
			fmt.Fprintf(b, "%s: %s\n", name, s)
		}
	}
	info := m.Mailinfo(InfoOptions{})
	line("message", "%s at line %d", m.ID, m.Line)
	line("from", "%s <%s>", m.From.Name, m.From.Email)
	line("to", "%s", m.To)
	line("cc", "%s", m.Cc)
	line("subject", "%s", m.Subject)
	if !m.Date.IsZero() {
		line("date", "%s", m.Date.Format(time.RFC3339))
	}
	line("in reply to", "%q", m.InReplyTo)
	line("references", "%q", m.References)
	line("mime", "%s", describeMIME(m.MIME))
	for _, p := range m.Problems {
		line("problem", "%d: %s", p.Line, p.Text)
	}
	line("info", "author %q <%s> subject %q date %q in-body from %v, headers %d, log from line %d, patch from %d", info.Author.Name,
		info.Author.Email, info.Subject, info.Date, info.InBodyFrom, info.InBodyHeaders, info.LogLine, info.PatchLine)
	for _, text := range []struct{ mark, text string }{{"log| ", info.Log}, {"patch| ", info.Patch}} {
		for l := range strings.Lines(text.text) {
			fmt.Fprintf(b, "%s%s\n", text.mark, visible.Replace(strings.TrimSuffix(l, "\n")))
		}
	}
	b.WriteString("\n")
}

// describeMIME names what is not as in the plainest of mails.
func describeMIME(m MIME) string {
	var set []string
	v := reflect.ValueOf(m)
	for i := range v.NumField() {
		if !v.Field(i).IsZero() {
			set = append(set, fmt.Sprintf("%s=%v", v.Type().Field(i).Name, v.Field(i)))
		}
	}
	return strings.Join(set, " ")
}
