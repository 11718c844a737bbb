package lint

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"patchpilot/maintainers"
	"patchpilot/mbox"
	"patchpilot/series"
)

// What a repository cannot know weighs less, or is not said at all.
func TestUnknownCommitsWeighLessWhereTheyMayBeElsewhere(t *testing.T) {
	f := loadFixture(t, filepath.Join("../fixtures/rules", "fixes-unknown.txtar"))
	for _, test := range []struct {
		name    string
		change  func(*fakeRepo)
		want    string
		skipped []Skipped
	}{
		{"whole", func(*fakeRepo) {}, `error: fixes-unknown: "54a4f0239f2f" is the id of no commit in the repository`, nil},
		{"shallow", func(r *fakeRepo) { r.shallow = true }, "warning: fixes-unknown: ", nil},
		{"old", func(r *fakeRepo) { r.newest = time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC) }, "whose newest commit is of 2026-03-01", nil},
		{"imported", func(r *fakeRepo) { r.imported = true }, "", []Skipped{{[]string{"fixes-unknown"}, noHistory}}},
	} {
		repo := *f.repo
		test.change(&repo)
		l, err := New(Config{Repo: &repo, Only: []string{"fixes-unknown"}})
		if err != nil {
			t.Fatal(err)
		}
		var got string
		for _, finding := range lintAll(l, f.order, f.mails) {
			got += format(finding)
		}
		if (test.want == "") != (got == "") || !strings.Contains(got, test.want) {
			t.Errorf("%s: %s", test.name, got)
		}
		if d := cmp.Diff(test.skipped, l.Skipped()); d != "" {
			t.Errorf("%s: %s", test.name, d)
		}
	}
}

// Rules that need a repository are told as skipped where there is none, and only those that would run.
func TestRulesWithoutTheirRepoAreSkipped(t *testing.T) {
	l, err := New(Config{Maintainers: maintainers.Parse(""), Settings: []Setting{{"diff-applied", Off}}})
	if err != nil {
		t.Fatal(err)
	}
	all := l.Skipped()
	if len(all) != 1 || all[0].Why != noRepo || !slices.Contains(all[0].Rules, "diff-apply") ||
		slices.Contains(all[0].Rules, "diff-applied") || slices.Contains(all[0].Rules, "fixes-self") {
		t.Error(all)
	}
}

// Only rules of series are given a repository.
func TestRulesThatAskARepoLookAtSeries(t *testing.T) {
	for _, r := range rules {
		if r.Needs&NeedsRepo != 0 && r.Scope != OnSeries {
			t.Errorf("%s: asks a repository, and is no rule of series", r.Name)
		}
	}
}

// A patch without its hunks, or for another branch, is not laid.
func TestPatchesThatCannotBeLaidAreSkipped(t *testing.T) {
	f := loadFixture(t, filepath.Join("../fixtures/rules", "diff-apply.txtar"))
	l, err := New(Config{Repo: f.repo, Only: []string{"diff-apply"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range f.order {
		m := series.NewMail(mbox.Parse(mbox.Raw{Source: name, Line: 1, Data: f.mails[name]}))
		for _, s := range series.Group([]*series.Mail{m.Light()}).Series {
			if found := l.Series(s, testNow, func(*series.Mail) *Seen { return nil }); len(found) > 0 {
				t.Error(format(found[0]))
			}
		}
	}
	if d := cmp.Diff([]Skipped{{[]string{"diff-apply"}, noText}}, l.Skipped()); d != "" {
		t.Error(d)
	}
}

func TestOtherBranch(t *testing.T) {
	for _, test := range []struct {
		target, ref string
		want        bool
	}{
		{"6.12.y", "v6.12", false},
		{"6.12", "linux-6.12.y", false},
		{"6.6.y", "v6.12", true},
		{"6.1 6.6 6.12", "v6.12.3", false},
		{"6.6.y", "HEAD", false},
		{"stable", "v6.12", false},
	} {
		r := &series.Revision{Backport: true, Target: test.target}
		if got := otherBranch(r, test.ref); got != test.want {
			t.Errorf("%s on %s: %v", test.target, test.ref, got)
		}
	}
}

func TestDifference(t *testing.T) {
	for _, test := range []struct {
		name, want, got, text string
		off                   int
	}{
		{"one line", "a\nb\nc\n", "a\nx\nc\n", `wants "b", finds "x"`, 1},
		{"the file ends", "a\nb\nc\n", "a\nb\n", `wants "c", and the file ends`, 2},
		{"an empty line", "a\nb\n\n", "a\nb\nx\n", `wants an empty line, finds "x"`, 2},
		{"nothing alike", "}\nint old;\n", "{\nint new;\n", `its lines are not there, as "int old;"`, -1},
		{"at another place", "a\nb\n", "a\nb\n", "its lines are there, but the hunk says that the file begins or ends with them", -1},
	} {
		if text, off := difference(test.want, test.got); text != test.text || off != test.off {
			t.Errorf("%s: %d %s", test.name, off, text)
		}
	}
}

// Files of one line over and over cost no more than others.
func TestBlanksAreLookedForInBoundedTime(t *testing.T) {
	line := []byte("x")
	lines := slices.Repeat([][]byte{line}, 1<<20)
	pre := slices.Repeat([]wanted{{1, line}}, 1<<17)
	pre[len(pre)-1].text = []byte("y")
	start := time.Now()
	if at := findUnspaced(lines, pre); at != -1 {
		t.Error(at)
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Error(took)
	}
}
