package lint

import (
	"bytes"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"patchpilot/internal/corpustest"
	"patchpilot/mbox"
	"patchpilot/series"
)

// rounds is how often mails are mended at most: edits on the same lines wait for each other.
const rounds = 6

// What an edit mends is gone, nothing louder than information comes in its place, and when all is mended nothing
// is left to mend.
func TestEditsMend(t *testing.T) {
	edits := 0
	for _, r := range rules {
		f := loadFixture(t, filepath.Join("../fixtures/rules", r.Name+".txtar"))
		t.Run(r.Name, func(t *testing.T) {
			found := lintAll(f.linter(t), f.order, f.mails)
			for _, fd := range found {
				if fd.Edit != nil {
					edits++
					checkEdit(t, f, found, fd)
				}
			}
			checkMended(t, f)
		})
	}
	if edits < 30 {
		t.Errorf("only %d edits", edits)
	}
}

// checkEdit makes one edit and lints again.
func checkEdit(t *testing.T, f *fixture, before []Finding, fd Finding) {
	t.Helper()
	mails := maps.Clone(f.mails)
	if n := mend(mails, fd.Mail.Source, []Finding{fd}); n != 1 {
		t.Errorf("%d edits made of %s", n, format(fd))
	}
	after := lintAll(f.linter(t), f.order, mails)
	if countOf(after, Info)[key(fd)] >= countOf(before, Info)[key(fd)] {
		t.Errorf("still there: %s", format(fd))
	}
	was := countOf(before, Warning)
	for k, n := range countOf(after, Warning) {
		if n > was[k] {
			t.Errorf("mending %s brings %s", format(fd), k)
		}
	}
}

// checkMended makes all edits until there are none.
func checkMended(t *testing.T, f *fixture) {
	t.Helper()
	mails := maps.Clone(f.mails)
	for range rounds {
		todo := map[string][]Finding{}
		for _, fd := range lintAll(f.linter(t), f.order, mails) {
			todo[fd.Mail.Source] = append(todo[fd.Mail.Source], fd)
		}
		n := 0
		for source, found := range todo {
			n += mend(mails, source, found)
		}
		if n == 0 {
			return
		}
	}
	t.Errorf("still mending after %d rounds", rounds)
}

func key(f Finding) string { return f.Mail.Source + ": " + f.Rule.Name }

// countOf counts findings of a severity and above.
func countOf(found []Finding, least Severity) map[string]int {
	n := map[string]int{}
	for _, f := range found {
		if f.Severity >= least {
			n[key(f)]++
		}
	}
	return n
}

// mend puts the mended text in the place of a mail's own.
func mend(mails map[string][]byte, source string, found []Finding) (done int) {
	m := mbox.Parse(mbox.Raw{Source: source, Line: 1, Data: bytes.Clone(mails[source])})
	text, made := Mend(m.Text, found)
	mails[source] = withText(mails[source], text)
	return len(made)
}

// withText gives a mail another text, as plain UTF-8.
func withText(mail []byte, text string) []byte {
	head, _, _ := bytes.Cut(mail, []byte("\n\n"))
	var out bytes.Buffer
	keep := true
	for line := range bytes.Lines(append(head, '\n')) {
		if line[0] != ' ' && line[0] != '\t' {
			keep = !hasPrefixFold(string(line), "content-") && !hasPrefixFold(string(line), "mime-")
		}
		if keep {
			out.Write(line)
		}
	}
	fmt.Fprintf(&out, "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n%s", text)
	return out.Bytes()
}

// The same holds of real mail, each mail alone.
func TestCorpusEditsMend(t *testing.T) {
	settings := []Setting{{"tag-order", Info}, {"fixes-long-id", Info}}
	l, err := New(Config{Settings: settings})
	if err != nil {
		t.Fatal(err)
	}
	edits, count := 0, map[string]int{}
	for _, m := range corpusPatches(t) {
		for round, text := 0, m.Text; ; round++ {
			mail := m
			if round > 0 {
				mail = again(m, text)
			}
			found := findings(l.Mail(mail))
			mended, done := Mend(text, found)
			if len(done) == 0 {
				break
			}
			for _, f := range done {
				checkRealEdit(t, l, m, text, found, f)
				count[f.Rule.Name]++
			}
			if edits += len(done); round == rounds {
				t.Errorf("%s: still mending after %d rounds: %s", m.ID, rounds, done[0].Text)
				break
			}
			text = mended
		}
	}
	for _, name := range slices.Sorted(maps.Keys(count)) {
		t.Logf("%4d %s", count[name], name)
	}
	if edits < 100 {
		t.Errorf("only %d edits", edits)
	}
}

func checkRealEdit(t *testing.T, l *Linter, m *series.Mail, text string, before []Finding, f Finding) {
	t.Helper()
	mended, _ := Mend(text, []Finding{f})
	was, now := map[string]int{}, map[string]int{}
	for _, b := range before {
		was[b.Rule.Name]++
	}
	for _, a := range findings(l.Mail(again(m, mended))) {
		if now[a.Rule.Name]++; a.Severity > Info && now[a.Rule.Name] > was[a.Rule.Name] {
			t.Errorf("%s: mending %s brings %s: %s", m.ID, f.Rule.Name, a.Rule.Name, a.Text)
		}
	}
	if now[f.Rule.Name] >= was[f.Rule.Name] {
		t.Errorf("%s:%d: still there: %s: %s", m.ID, f.Line, f.Rule.Name, f.Text)
	}
}

// again reads a mail anew with another text.
func again(m *series.Mail, text string) *series.Mail {
	head, _, _ := bytes.Cut(m.Message.Raw, []byte("\n\n"))
	return series.NewMail(mbox.Parse(mbox.Raw{Source: m.Source, Line: m.Line, Data: withText(append(head, "\n\n"...), text)}))
}

// corpusPatches are the patches of the real lists and threads.
func corpusPatches(t *testing.T) []*series.Mail {
	t.Helper()
	var paths []string
	for _, pattern := range [][]string{{"lists", "*.mbox.xz"}, {"seeds", "*.mbox"}, {"threads", "*.mbox"}} {
		more, err := filepath.Glob(corpustest.File(t, pattern...))
		if err != nil || len(more) == 0 {
			t.Fatalf("nothing at %v: %v", pattern, err)
		}
		paths = append(paths, more...)
	}
	return slices.DeleteFunc(readMails(t, paths...), func(m *series.Mail) bool {
		return m.Kind != series.PatchMail || m.Dump || !bytes.Contains(m.Message.Raw, []byte("\n\n"))
	})
}
