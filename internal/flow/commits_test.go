package flow

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"patchpilot/apply"
	"patchpilot/history"
	"patchpilot/internal/gitrepo"
)

func TestIndexOfRepository(t *testing.T) {
	l, at := kernelLike(t)
	x, err := OpenIndex(l.git, history.Kernel, []apply.Hash{at["tip"], at["back"], at["v5.10"]}, "")
	must(t, err)
	n := func(name string) history.N { return x.Find(history.ID(at[name])) }
	if x.Len() != len(at) {
		t.Errorf("%d commits of %d", x.Len(), len(at))
	}
	if got, want := x.Parents(n("copy")), []history.N{n("v5.9")}; !slices.Equal(got, want) {
		t.Errorf("parents of the copy are %v, want %v", got, want)
	}
	for _, name := range []string{"copy", "copy 2"} {
		said := x.Said(n(name))
		if len(said) == 0 || !slices.ContainsFunc(said, func(m history.Mention) bool { return m.Kind == history.BackportOf && m.How == history.ByID }) {
			t.Errorf("%s says %+v", name, said)
		}
	}
	if got := len(x.Naming(history.Reverts, n("fix of fix"))); got != 1 {
		t.Errorf("the fix of the fix is taken back %d times", got)
	}
}

func TestIndexOfShallowRepositoryEndsWhereItEnds(t *testing.T) {
	l, at := kernelLike(t)
	must(t, os.WriteFile(filepath.Join(l.dir, "shallow"), []byte(at["fix"].String()+"\n"), 0o644))
	git, err := gitrepo.Open(l.dir)
	must(t, err)
	defer git.Close()
	x, err := OpenIndex(git, history.Kernel, []apply.Hash{at["tip"]}, "")
	must(t, err)
	if x.Len() != 5 || !x.Cut(0) || x.Cut(1) || x.ID(0) != history.ID(at["fix"]) {
		t.Errorf("%d commits, the first %s, cut %v", x.Len(), x.ID(0), x.Cut(0))
	}
}
