package lint

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"patchpilot/maintainers"
	"patchpilot/mbox"
	"patchpilot/series"
)

// A fixture is fixtures/rules/NAME.txtar: mails (*.eml), then
//
//	-- want --   what rule NAME finds, one a line, "bad-x.eml:LINE: severity: rule: text"
//	-- also --   rules that may rightly warn about a good mail of this fixture
//	-- tree/PATH --, -- at/ID/PATH --, -- commits --   a repository, as fakeRepo reads it
//	-- MAINTAINERS --, -- mailmap --   who looks after what; of the day of the repository's newest commit
//
// Mails whose names begin with "bad" must each be found (for a rule of series: at least one), those
// that begin with "good" must not; and no other rule may say more than info: on a good mail because it is
// good, on a bad one because one cause gives one finding.
type fixture struct {
	rule  string
	path  string
	ar    *txtar.Archive
	mails map[string][]byte
	order []string
	want  string
	also  []string
	repo  *fakeRepo // nil = there is none

	maintainers *maintainers.File
	mailmap     *maintainers.Mailmap
}

func loadFixture(t *testing.T, path string) *fixture {
	t.Helper()
	ar, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f := &fixture{rule: strings.TrimSuffix(filepath.Base(path), ".txtar"), path: path, ar: ar, mails: map[string][]byte{}}
	for _, file := range ar.Files {
		switch {
		case strings.HasSuffix(file.Name, ".eml"):
			f.mails[file.Name] = file.Data
			f.order = append(f.order, file.Name)
		case file.Name == "want":
			f.want = string(file.Data)
		case file.Name == "also":
			f.also = strings.Fields(string(file.Data))
		case file.Name == "MAINTAINERS":
			f.maintainers = maintainers.Parse(string(file.Data))
		case file.Name == "mailmap":
			f.mailmap = maintainers.ParseMailmap(string(file.Data))
		case file.Name == "commits", strings.HasPrefix(file.Name, "tree/"), strings.HasPrefix(file.Name, "base/"), strings.HasPrefix(file.Name, "at/"):
		default:
			t.Errorf("%s: what is %q?", path, file.Name)
		}
	}
	f.repo = newFakeRepo(t, ar.Files)
	return f
}

// testNow is a week after the mails of most fixtures.
var testNow = time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)

// lintAll takes mails through the whole pipeline.
func lintAll(l *Linter, names []string, mails map[string][]byte) []Finding {
	var light []*series.Mail
	seen := map[string]*Seen{}
	for _, name := range names {
		m := series.NewMail(mbox.Parse(rawOf(name, mails[name])))
		seen[m.ID] = l.Mail(m)
		if l.repo == nil {
			m = m.Light()
		}
		light = append(light, m)
	}
	var all []Finding
	for _, s := range series.Group(light).Series {
		all = append(all, l.Series(s, testNow, func(m *series.Mail) *Seen { return seen[m.ID] })...)
	}
	return all
}

// rawOf is a mail of a fixture; where it begins as git format-patch has it, "From ID Mon Sep 17", it was made of
// that commit.
func rawOf(name string, data []byte) mbox.Raw {
	raw := mbox.Raw{Source: name, Line: 1, Data: bytes.Clone(data)}
	if line, rest, _ := bytes.Cut(raw.Data, []byte("\n")); bytes.HasPrefix(line, []byte("From ")) {
		raw.Commit, raw.Data = string(bytes.Fields(line)[1]), rest
	}
	return raw
}

func format(f Finding) string {
	text := fmt.Sprintf("%s:%d: %s: %s: %s", f.Mail.Source, f.Line, f.Severity, f.Rule.Name, f.Text)
	if f.Fix != "" {
		text += fmt.Sprintf(" [fix: %s]", f.Fix)
	}
	return text + formatEdit(f) + "\n"
}

// formatEdit says which lines an edit replaces, and by what where the fix does not say it.
func formatEdit(f Finding) string {
	e := f.Edit
	if e == nil {
		return ""
	}
	lines := fmt.Sprintf("%d-%d", e.First, e.Last)
	switch {
	case e.Last < e.First:
		lines = fmt.Sprintf("before %d", e.First)
	case e.Last == e.First:
		lines = fmt.Sprint(e.First)
	}
	if by := strings.Join(e.Lines, " ⏎ "); by != "" && by != f.Fix {
		lines += ": " + by
	}
	return " [edit " + lines + "]"
}

// linter runs the whole catalogue, the fixture's rule too where it is off by itself.
func (f *fixture) linter(t *testing.T) *Linter {
	t.Helper()
	c := Config{Maintainers: f.maintainers, Mailmap: f.mailmap}
	if f.repo != nil {
		c.Repo, c.MaintainersAt = f.repo, f.repo.newest
	}
	if byName(f.rule).Severity == Off {
		c.Settings = []Setting{{f.rule, Info}}
	}
	l, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestFixtures(t *testing.T) {
	for _, r := range rules {
		t.Run(r.Name, func(t *testing.T) {
			path := filepath.Join("../fixtures/rules", r.Name+".txtar")
			if _, err := os.Stat(path); err != nil {
				t.Fatalf("no fixture: %v", err)
			}
			checkFixture(t, loadFixture(t, path))
		})
	}
}

func checkFixture(t *testing.T, f *fixture) {
	found := lintAll(f.linter(t), f.order, f.mails)
	slices.SortStableFunc(found, func(a, b Finding) int {
		return slices.Index(f.order, a.Mail.Source) - slices.Index(f.order, b.Mail.Source)
	})
	hit := map[string]bool{}
	var got strings.Builder
	for _, fd := range found {
		good := strings.HasPrefix(fd.Mail.Source, "good")
		if strings.Contains(fd.Text+fd.Fix, "\n") {
			t.Errorf("a finding of more than one line: %q", fd.Text)
		}
		switch {
		case fd.Rule.Name == f.rule:
			got.WriteString(format(fd))
			hit[fd.Mail.Source] = true
			if good {
				t.Errorf("fires on a good mail: %s", format(fd))
			}
		case fd.Severity < Warning || slices.Contains(f.also, fd.Rule.Name):
		case good:
			t.Errorf("another rule fires on a good mail: %s", format(fd))
		case byName(f.rule).Scope != OnSeries:
			t.Errorf("one cause, two findings: %s", format(fd))
		}
	}
	for _, name := range f.order {
		if strings.HasPrefix(name, "bad") && !hit[name] && (byName(f.rule).Scope != OnSeries || len(hit) == 0) {
			t.Errorf("nothing found in %s", name)
		}
	}
	if *update {
		f.write(t, got.String())
		return
	}
	if d := cmp.Diff(f.want, got.String()); d != "" {
		t.Errorf("%s (-want +got):\n%s", f.path, d)
	}
}

// write puts the findings into the fixture, its other parts as they are.
func (f *fixture) write(t *testing.T, want string) {
	t.Helper()
	f.ar.Files = slices.DeleteFunc(f.ar.Files, func(x txtar.File) bool { return x.Name == "want" || x.Name == "also" })
	f.ar.Files = append(f.ar.Files, txtar.File{Name: "want", Data: []byte(want)})
	if len(f.also) > 0 {
		f.ar.Files = append(f.ar.Files, txtar.File{Name: "also", Data: []byte(strings.Join(f.also, "\n") + "\n")})
	}
	if err := os.WriteFile(f.path, txtar.Format(f.ar), 0o644); err != nil {
		t.Fatal(err)
	}
}

// No fixture is left without its rule.
func TestNoOrphanFixtures(t *testing.T) {
	paths, err := filepath.Glob("../fixtures/rules/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, p := range paths {
		if name := strings.TrimSuffix(filepath.Base(p), ".txtar"); byName(name) == nil {
			t.Errorf("%s: no such rule", p)
		}
	}
}
