package lint

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"patchpilot/internal/corpustest"
	"patchpilot/mbox"
	"patchpilot/series"
)

// readMails reads archives into mails with their texts.
func readMails(t testing.TB, paths ...string) []*series.Mail {
	t.Helper()
	var mails []*series.Mail
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		_, err = mbox.Scan(filepath.Base(path), bytes.NewReader(data), func(r mbox.Raw) error {
			mails = append(mails, series.NewMail(mbox.Parse(r)))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return mails
}

// lintMails runs everything over mails, texts let go of in between as the tool does.
func lintMails(t testing.TB, mails []*series.Mail) []Finding {
	t.Helper()
	l, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]*Seen{}
	light := make([]*series.Mail, 0, len(mails))
	for _, m := range mails {
		if _, done := seen[m.ID]; !done {
			seen[m.ID] = l.Mail(m)
		}
		light = append(light, m.Light())
	}
	var all []Finding
	archive := series.Group(light)
	for _, s := range archive.Series {
		all = append(all, l.Series(s, archive.Newest, func(m *series.Mail) *Seen { return seen[m.ID] })...)
	}
	return all
}

// The findings on whole archives can be read with
// LINT_READ="a.mbox b.mbox" go test ./lint -run TestReadFindings -v.
func TestReadFindings(t *testing.T) {
	list := os.Getenv("LINT_READ")
	if list == "" {
		t.Skip("LINT_READ names no archives")
	}
	var paths []string
	for _, pattern := range strings.Fields(list) {
		more, err := filepath.Glob(pattern)
		if err != nil || len(more) == 0 {
			t.Fatalf("LINT_READ: no %s", pattern)
		}
		paths = append(paths, more...)
	}
	mails := readMails(t, paths...)
	found := lintMails(t, mails)
	count := map[string]int{}
	for _, f := range found {
		count[f.Rule.Name]++
		fmt.Printf("%s:%d\t%s\t%s\t%s\t%s\t[fix %s]\t%s\n", f.Mail.Source, f.Mail.Line, f.Severity, f.Rule.Name, f.Mail.ID, f.Text, f.Fix, f.Mail.Subject.Text)
	}
	names := make([]string, 0, len(count))
	for n := range count {
		names = append(names, n)
	}
	sort.Strings(names)
	patches := 0
	for _, m := range mails {
		if m.Diff != nil {
			patches++
		}
	}
	t.Logf("%d mails, %d with a diff", len(mails), patches)
	for _, n := range names {
		t.Logf("%6d %s", count[n], n)
	}
}

// What is known of a thread that was read by hand.
func TestKnownThread(t *testing.T) {
	for _, f := range lintMails(t, readMails(t, corpustest.File(t, "seeds", "shmem-mmap-fix.mbox"))) {
		switch f.Rule.Name {
		case "sob-author-missing", "stat-totals", "stat-per-file", "stat-file-list", "diff-hunk-count":
			t.Errorf("%s:%d: %s: %s", f.Mail.ID, f.Line, f.Rule.Name, f.Text)
		}
	}
}

// An added line stands in the text where the rules say it does.
func TestAddedLinesStandInTheText(t *testing.T) {
	paths, err := filepath.Glob(corpustest.File(t, "*", "*.mbox"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	n := 0
	for _, m := range readMails(t, paths...) {
		if m.Diff == nil || len(m.Diff.Damage) > 0 || m.Kind != series.PatchMail {
			continue
		}
		facts := &facts{mail: m}
		for _, l := range facts.Added() {
			if want := "+" + string(l.text); facts.Lines()[l.line-1] != want {
				t.Fatalf("%s:%d: is %q, not %q", m.ID, l.line, facts.Lines()[l.line-1], want)
			}
			n++
		}
	}
	if n == 0 {
		t.Error("no added lines")
	}
	t.Logf("%d lines", n)
}
