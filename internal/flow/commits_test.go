package flow

import (
	"bytes"
	"fmt"
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

func asFile(t *testing.T, x *history.Index, err error) []byte {
	t.Helper()
	must(t, err)
	var file bytes.Buffer
	must(t, x.Encode(&file))
	return file.Bytes()
}

// The index that is kept is what reading the repository anew gives, whatever was added meanwhile.
func TestIndexIsKept(t *testing.T) {
	l, at := kernelLike(t)
	folder := t.TempDir()
	check := func(what string, tips ...string) {
		t.Helper()
		var all []apply.Hash
		for _, name := range tips {
			all = append(all, at[name])
		}
		anew, err := OpenIndex(l.git, history.Kernel, all, "")
		want := asFile(t, anew, err)
		for range 2 {
			kept, err := openIndex(l.git, history.Kernel, all, folder, 0)
			if !bytes.Equal(asFile(t, kept, err), want) {
				t.Errorf("%s: another index than without the file", what)
			}
		}
	}
	check("first", "v5.9")
	check("mainline went on", "v5.10")
	check("a branch came", "tip", "copy")
	check("both went on", "tip", "back")
	topic := l.add("demo: begun late", at["tip"])
	l.now = l.now.AddDate(-1, 0, 0)
	old := l.add("demo: begun early", at["first"])
	l.now = l.now.AddDate(2, 0, 0)
	at["merge"] = l.add("Merge a topic begun early", topic, old)
	check("a topic was merged that was begun long before", "merge", "back")

	files, err := os.ReadDir(folder)
	must(t, err)
	if len(files) != 1 {
		t.Fatalf("%d files kept", len(files))
	}
	path := filepath.Join(folder, files[0].Name())
	data, err := os.ReadFile(path)
	must(t, err)
	must(t, os.WriteFile(path, data[:len(data)/2], 0o644))
	check("the file was damaged", "merge", "back")

	must(t, os.RemoveAll(filepath.Join(l.dir, "objects")))
	x, err := openIndex(l.git, history.Kernel, []apply.Hash{at["merge"]}, folder, 0)
	if !bytes.Equal(asFile(t, x, err), data) {
		t.Error("what is there is not enough")
	}
}

// While a long history is indexed it is told how many commits were found, then how many of them were read.
func TestLongHistoryTellsHowFarItIs(t *testing.T) {
	l := newLine(t)
	who := gitrepo.Signature{Name: "S O", Email: "so@example.org", When: l.now}
	const commits = 1500
	objects := []gitrepo.Object{{Type: "tree"}}
	var tip []apply.Hash
	for i := range commits {
		c, err := gitrepo.NewCommit{Tree: apply.Empty.Root(), Parents: tip, Author: who, Committer: who, Message: fmt.Sprintf("demo: %d\n", i)}.Object()
		must(t, err)
		objects, tip = append(objects, c), []apply.Hash{c.Hash()}
	}
	must(t, l.git.Write(slices.Values(objects)))
	var told []int64
	l.git.Watch(func(done, total int64) { told = append(told, done, total) })
	_, err := OpenIndex(l.git, history.Kernel, tip, "")
	must(t, err)
	if want := []int64{1024, 0, 1024, commits, commits, commits}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
}

func TestIndexForgetsRewoundBranches(t *testing.T) {
	l, at := kernelLike(t)
	folder := t.TempDir()
	tip := at["tip"]
	for i := range 9 {
		tip = l.add(fmt.Sprint("demo: not to stay ", i), tip)
	}
	_, err := openIndex(l.git, history.Kernel, []apply.Hash{tip, at["back"]}, folder, 0)
	must(t, err)
	next := l.add("demo: to stay", at["tip"])
	x, err := openIndex(l.git, history.Kernel, []apply.Hash{next}, folder, 0)
	must(t, err)
	if x.Len() != len(at)+1 || x.Find(history.ID(tip)) != history.None || x.Find(history.ID(at["back"])) == history.None {
		t.Errorf("%d commits are left of %d and one", x.Len(), len(at))
	}
}

func TestIndexEndsWhereTheCloneDoesNow(t *testing.T) {
	l, at := kernelLike(t)
	folder := t.TempDir()
	for _, step := range []struct {
		edge string // "" = the whole history is there
		want int
	}{{"fix", 5}, {"v5.9", 6}, {"", 8}, {"fix", 5}, {"v5.10", 3}, {"first", 8}, {"", 8}} {
		shallow := filepath.Join(l.dir, "shallow")
		if step.edge == "" {
			must(t, os.Remove(shallow))
		} else {
			must(t, os.WriteFile(shallow, []byte(at[step.edge].String()+"\n"), 0o644))
		}
		git, err := gitrepo.Open(l.dir)
		must(t, err)
		x, err := openIndex(git, history.Kernel, []apply.Hash{at["tip"]}, folder, 0)
		must(t, err)
		must(t, git.Close())
		if x.Len() != step.want {
			t.Errorf("%d commits from %q on, want %d", x.Len(), step.edge, step.want)
		}
	}
}
