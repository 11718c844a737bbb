package mbox

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/internal/corpustest"
)

// TestMailinfoGoldens compares with what git's own test suite expects, byte for byte.
func TestMailinfoGoldens(t *testing.T) {
	dir := corpustest.File(t, "mailinfo")
	infos, _ := filepath.Glob(filepath.Join(dir, "*info[0-9]*"))
	if len(infos) < 10 {
		t.Fatalf("only %d goldens", len(infos))
	}
	for _, info := range infos {
		base := filepath.Base(info)
		t.Run(base, func(t *testing.T) {
			number, option, _ := strings.Cut(base, "--")
			m := parseFile(t, filepath.Join(dir, strings.Replace(number, "info", "mail", 1)))
			got := m.Mailinfo(InfoOptions{NoInBodyHeaders: option == "no-inbody-headers"})
			compare(t, "info", golden(t, info), printInfo(m, got))
			if strings.HasPrefix(base, "rfc2047") {
				return
			}
			compare(t, "msg", golden(t, strings.Replace(info, "info0", "msg0", 1)), got.Log)
			compare(t, "patch", golden(t, strings.Replace(info, "info0", "patch0", 1)), string(m.PatchBytes(got)))
		})
	}
}

func golden(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func compare(t *testing.T, what, want, got string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: -want +got\n%s", what, diff)
	}
}

// parseFile reads the one mail of a file.
func parseFile(t testing.TB, file string) *Message {
	t.Helper()
	raws, problems := scanFile(t, file)
	if len(raws) != 1 {
		t.Fatalf("%s: %d mails, %v", file, len(raws), problems)
	}
	return Parse(raws[0])
}

func scanFile(t testing.TB, file string) (raws []Raw, problems []Problem) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	problems, err = Scan(filepath.Base(file), f, func(r Raw) error {
		raws = append(raws, r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return raws, problems
}

// printInfo prints as git mailinfo does: a header that is nowhere gives no line.
func printInfo(m *Message, i Info) string {
	var b strings.Builder
	patch := i.Patch != ""
	c := cutter{text: m.Text}
	c.run()
	has := func(name string, bit int) bool {
		_, n := m.header.last(name)
		return n > 0 || patch && c.headers.has&bit != 0
	}
	if has("From", inBodyFrom) {
		fmt.Fprintf(&b, "Author: %s\nEmail: %s\n", i.Author.Name, i.Author.Email)
	}
	if has("Subject", inBodySubject) {
		fmt.Fprintf(&b, "Subject: %s\n", i.Subject)
	}
	if has("Date", inBodyDate) {
		fmt.Fprintf(&b, "Date: %s\n", i.Date)
	}
	return b.String() + "\n"
}
