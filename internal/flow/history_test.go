package flow

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"patchpilot/apply"
	"patchpilot/internal/gitrepo"
	"patchpilot/lint"
)

// line writes a history down, a commit a day, in a bare repository.
type line struct {
	t   *testing.T
	dir string
	git *gitrepo.Repo
	now time.Time
}

func newLine(t *testing.T) *line {
	l := &line{t: t, dir: newRepo(t), now: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)}
	var err error
	l.git, err = gitrepo.Open(l.dir)
	must(t, err)
	t.Cleanup(func() { l.git.Close() })
	return l
}

// add makes a commit and returns it.
func (l *line) add(message string, parents ...apply.Hash) apply.Hash {
	l.t.Helper()
	l.now = l.now.Add(24 * time.Hour)
	who := gitrepo.Signature{Name: "S O", Email: "so@example.org", When: l.now}
	c, err := gitrepo.NewCommit{Tree: apply.Empty.Root(), Parents: parents, Author: who, Committer: who, Message: message + "\n"}.Object()
	must(l.t, err)
	must(l.t, l.git.Write(slices.Values([]gitrepo.Object{c, {Type: "tree"}})))
	return c.Hash()
}

func (l *line) ref(name string, h apply.Hash) {
	l.t.Helper()
	path := filepath.Join(l.dir, "refs", name)
	must(l.t, os.MkdirAll(filepath.Dir(path), 0o755))
	must(l.t, os.WriteFile(path, []byte(h.String()+"\n"), 0o644))
}

func subjects(all []*lint.Commit) (s []string) {
	for _, c := range all {
		s = append(s, c.Subject)
	}
	return s
}

// kernelLike is a mainline with releases and two stable branches, of which the older took and gave back.
func kernelLike(t *testing.T) (*line, map[string]apply.Hash) {
	l, at := newLine(t), map[string]apply.Hash{}
	at["first"] = l.add("Linux-2.6.12-rc2")
	at["broken"] = l.add("demo: add the ring", at["first"])
	at["v5.9"] = l.add("Linux 5.9", at["broken"])
	at["fix"] = l.add("demo: free the ring\n\nFixes: "+at["broken"].String()[:12]+" (\"demo: add the ring\")", at["v5.9"])
	at["fix of fix"] = l.add("demo: free it once\n\nFixes: "+at["fix"].String()[:14]+" (\"demo: free the ring\")", at["fix"])
	at["v5.10"] = l.add("Linux 5.10", at["fix of fix"])
	at["twin"] = l.add("Demo:  free the\nring\n\nAgain.", at["v5.10"])
	at["tip"] = l.add("demo: go on", at["twin"])
	at["copy"] = l.add("demo: free the ring\n\ncommit "+at["fix"].String()+" upstream.\n\nFixes: "+at["broken"].String()[:12], at["v5.9"])
	at["copy 2"] = l.add("demo: free it once\n\n[ Upstream commit "+at["fix of fix"].String()+" ]", at["copy"])
	at["back"] = l.add("Revert \"demo: free it once\"\n\nThis reverts commit "+at["copy 2"].String()+" which is\ncommit "+at["fix of fix"].String()+" upstream.", at["copy 2"])
	l.ref("heads/master", at["tip"])
	l.ref("heads/linux-5.9.y", at["copy"]) // lags behind
	l.ref("remotes/stable/linux-5.9.y", at["back"])
	l.ref("remotes/stable/linux-5.10.y", at["v5.10"])
	l.ref("remotes/stable/linux-rolling-stable", at["v5.10"])
	for _, v := range []string{"v5.9", "v5.10"} {
		l.ref("tags/"+v, at[v])
	}
	l.ref("tags/v5.8-rc1", at["first"])
	l.ref("tags/v5.9.1", at["copy"])
	return l, at
}

func TestRepoTellsReleases(t *testing.T) {
	l, at := kernelLike(t)
	r := openRepo(t, l.dir, "")
	for name, want := range map[string]string{"broken": "v5.9 false", "v5.9": "v5.9 false", "fix": "v5.10 true", "v5.10": "v5.10 true", "tip": " false", "copy": " false"} {
		rel, err := r.FirstRelease(at[name])
		must(t, err)
		if got := fmt.Sprint(rel.Name, " ", rel.First); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	for _, test := range []struct {
		old, next string
		want      bool
	}{
		{"v5.9", "v5.10", true}, {"v5.9", "v5.11", false}, {"v4.20", "v5.0", true}, {"v2.6.38", "v2.6.39", true},
		{"v2.6.39", "v3.0", true}, {"v2.6.39", "v3.1", false}, {"v4.9", "v5.10", false},
	} {
		if got := follows(test.old, test.next); got != test.want {
			t.Errorf("%s after %s: %v", test.next, test.old, got)
		}
	}
}

// The kernel has tags that name no commit; they are passed over.
func TestRepoPassesOverTagsOfTrees(t *testing.T) {
	l, at := kernelLike(t)
	l.ref("tags/v5.8", apply.Empty.Root())
	rel, err := openRepo(t, l.dir, "").FirstRelease(at["fix"])
	if err != nil || rel.Name != "v5.10" {
		t.Error(rel, err)
	}
}

func TestRepoFindsCommitsByWhatTheySay(t *testing.T) {
	l, at := kernelLike(t)
	for _, onto := range []string{"", "master", "stable/linux-5.9.y", "v5.9.1"} { // mainline is the same for all
		r := openRepo(t, l.dir, onto)
		for title, want := range map[string][]string{
			"demo: free the ring":  {"Demo: free the ring", "demo: free the ring"},
			"DEMO: add  the ring ": {"demo: add the ring"},
			"demo: free the rings": nil,
		} {
			found, err := r.Titled(title)
			if d := cmp.Diff(want, subjects(found)); d != "" || err != nil {
				t.Errorf("onto %q: %q: %v %s", onto, title, err, d)
			}
		}
		for name, want := range map[string][]string{"broken": {"demo: free the ring"}, "fix": {"demo: free it once"}, "tip": nil} {
			found, err := r.FixedBy(at[name])
			if d := cmp.Diff(want, subjects(found)); d != "" || err != nil {
				t.Errorf("onto %q: what fixes %s: %v %s", onto, name, err, d)
			}
		}
	}
}

func TestRepoKnowsStableBranches(t *testing.T) {
	l, at := kernelLike(t)
	r := openRepo(t, l.dir, "")
	stable, err := r.Stable()
	must(t, err)
	var names []string
	for _, b := range stable {
		names = append(names, b.Name+" "+b.Release)
	}
	if d := cmp.Diff([]string{"stable/linux-5.9.y 5.9", "stable/linux-5.10.y 5.10"}, names); d != "" {
		t.Fatal(d)
	}
	for _, test := range []struct {
		branch int
		commit string
		want   apply.Hash
	}{
		{0, "broken", at["broken"]}, {0, "fix", at["copy"]}, {0, "fix of fix", apply.Hash{}}, {0, "tip", apply.Hash{}},
		{1, "fix", at["fix"]}, {1, "fix of fix", at["fix of fix"]}, {1, "twin", apply.Hash{}},
	} {
		c, err := r.Carried(stable[test.branch], at[test.commit])
		must(t, err)
		var got apply.Hash
		if c != nil {
			got = c.Hash
		}
		if got != test.want {
			t.Errorf("%s has of %q %s, want %s", stable[test.branch].Name, test.commit, got, test.want)
		}
	}
	// What was given back and taken anew is there.
	again := l.add("Revert \"Revert \"demo: free it once\"\"\n\nThis reverts commit "+at["back"].String()+".", at["back"])
	l.ref("remotes/stable/linux-5.9.y", again)
	if c, err := openRepo(t, l.dir, "").Carried(stable[0], at["fix of fix"]); err != nil || c == nil || c.Hash != at["copy 2"] {
		t.Error(c, err)
	}
}

// One repository answers many at once, the same to all.
func TestRepoAnswersAreSafeForWorkers(t *testing.T) {
	l, at := kernelLike(t)
	r := openRepo(t, l.dir, "")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			titled, err1 := r.Titled("demo: free it once")
			fixed, err2 := r.FixedBy(at["fix"])
			stable, err3 := r.Stable()
			rel, err4 := r.FirstRelease(at["fix"])
			c, err5 := r.Carried(stable[0], at["fix"])
			if err := errors.Join(err1, err2, err3, err4, err5); err != nil || len(titled) != 1 || len(fixed) != 1 || rel.Name != "v5.10" || c == nil {
				t.Error(err, titled, fixed, rel, c)
			}
		})
	}
	wg.Wait()
}

// A branch whose tree of commits is broken is a failure of the run, and no verdict.
func TestRepoTellsOfBrokenHistory(t *testing.T) {
	l, at := kernelLike(t)
	id := at["copy"].String()
	must(t, os.Remove(filepath.Join(l.dir, "objects", id[:2], id[2:])))
	must(t, os.Remove(filepath.Join(l.dir, "refs/heads/linux-5.9.y")))
	r := openRepo(t, l.dir, "")
	c, err := r.Carried(lint.Branch{Name: "stable/linux-5.9.y"}, at["fix"])
	if err == nil || c != nil || len(r.failures()) != 1 || !strings.Contains(r.failures()[0].Error(), id) {
		t.Error(c, err, r.failures())
	}
}
