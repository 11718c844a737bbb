package apply_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"patchpilot/apply"
	"patchpilot/diff"
	"patchpilot/internal/corpustest"
	"patchpilot/mbox"
	"patchpilot/series"
)

// fact is what git made of a real series.
type fact struct {
	File, Branch string
	Base         string `json:"base_tree"`
	Result       string `json:"result_tree"`
	FailsAt      int    `json:"fails_at"`
	Git          string `json:"git_says"`
	Cover        bool
	Patches      []struct{ Subject string }
}

func facts(t testing.TB) []fact {
	t.Helper()
	raw, err := os.ReadFile(corpustest.File(t, "apply", "facts.json"))
	if err != nil {
		t.Fatal(err)
	}
	var out []fact
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	if len(out) == 0 {
		t.Fatal("no facts")
	}
	return out
}

// patches are the diffs of an mbox in order, without the cover.
func patches(t testing.TB, f fact) []*diff.Patch {
	t.Helper()
	raw, err := os.ReadFile(corpustest.File(t, "apply", f.File))
	if err != nil {
		t.Fatal(err)
	}
	var out []*diff.Patch
	_, err = mbox.Scan(f.File, bytes.NewReader(raw), func(r mbox.Raw) error {
		out = append(out, series.NewMail(mbox.Parse(r)).Diff)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if f.Cover {
		out = out[1:]
	}
	return out
}

func TestCorpusApply(t *testing.T) {
	all := facts(t)
	repo := kernelRepo(t)
	trees := map[string]*catFile{}
	verdicts := map[apply.Status]int{}
	for _, f := range all {
		tree := trees[f.Branch]
		if tree == nil {
			tree = openTree(t, repo, f.Branch)
			trees[f.Branch] = tree
		}
		o := apply.NewOverlay(tree)
		failed := 0
		for i, p := range patches(t, f) {
			got, err := o.Lay(p, apply.Options{Strip: 1})
			if err != nil {
				t.Fatal(err)
			}
			verdicts[got.Status]++
			if got.Tree.IsZero() {
				failed = i + 1
				if f.FailsAt != failed {
					t.Errorf("%s: patch %d: %s %+v, git: %q", f.File, failed, got.Status, got.Clashes, f.Git)
				} else if testing.Verbose() {
					t.Logf("%s: patch %d: %s %+v, git: %q", f.File, failed, got.Status, got.Clashes, f.Git)
				}
				break
			}
		}
		switch {
		case f.FailsAt != 0 && failed == 0:
			t.Errorf("%s: clean, git: %q", f.File, f.Git)
		case f.FailsAt == 0 && failed == 0 && f.Base == tree.Root().String() && o.Root().String() != f.Result:
			t.Errorf("%s: tree %s, git's is %s", f.File, o.Root(), f.Result)
		}
	}
	t.Logf("%d series: %v", len(all), verdicts)
}

func BenchmarkLay(b *testing.B) {
	repo := kernelRepo(b)
	var most []*diff.Patch
	var branch string
	for _, f := range facts(b) {
		if ps := patches(b, f); f.FailsAt == 0 && len(ps) > len(most) {
			most, branch = ps, f.Branch
		}
	}
	tree := openTree(b, repo, branch)
	files := 0
	for _, p := range most {
		files += len(p.Files)
	}
	lay := func() {
		o := apply.NewOverlay(tree)
		for _, p := range most {
			if got, err := o.Lay(p, apply.Options{Strip: 1}); err != nil || got.Tree.IsZero() {
				b.Fatal(got, err)
			}
		}
	}
	lay() // reads the objects
	b.ReportAllocs()
	for b.Loop() {
		lay()
	}
	b.ReportMetric(float64(len(most)), "patches")
	b.ReportMetric(float64(files), "files")
}
