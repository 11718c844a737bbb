package flow

import (
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"patchpilot/apply"
	"patchpilot/history"
	"patchpilot/internal/gitrepo"
	"patchpilot/stable"
)

// BenchmarkTry lays fixes on the stable branches of the repository that PATCHPILOT_STABLE_REPO names:
// bench/stable-history makes one.
func BenchmarkTry(b *testing.B) {
	path := os.Getenv("PATCHPILOT_STABLE_REPO")
	if path == "" {
		b.Skip("PATCHPILOT_STABLE_REPO is not set")
	}
	for b.Loop() {
		benchTry(b, path)
	}
}

func benchTry(b *testing.B, path string) {
	git, err := gitrepo.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer git.Close()
	k, fixes := benchKeeper(b, git)
	type trial struct{ fix, branch int }
	var all []trial
	for f := range fixes {
		for branch := range k.Branches() {
			all = append(all, trial{f, branch})
		}
	}
	begin := time.Now()
	var next, conflicts, found, blocked, more atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(all); i = int(next.Add(1)) - 1 {
				t, err := k.Try(fixes[all[i].fix], all[i].branch)
				if err != nil {
					b.Error(err)
					return
				}
				if t.Applies == stable.Conflict {
					conflicts.Add(1)
					found.Add(int64(len(t.Prerequisites)))
				}
				if t.Blocked != nil {
					blocked.Add(1)
				}
				if t.More {
					more.Add(1)
				}
			}
		})
	}
	workers.Wait()
	b.ReportMetric(float64(len(all)), "trials")
	b.ReportMetric(float64(conflicts.Load()), "conflicts")
	b.ReportMetric(float64(found.Load()), "prerequisites")
	b.ReportMetric(float64(blocked.Load()), "blocked")
	b.ReportMetric(float64(more.Load()), "more")
	b.ReportMetric(float64(len(all))/time.Since(begin).Seconds(), "trials/s")
}

// benchKeeper knows the newest 400 commits of main, and the branches.
func benchKeeper(b *testing.B, git *gitrepo.Repo) (*stable.Keeper, []history.N) {
	resolve := func(name string) apply.Hash {
		h, err := git.Resolve(name)
		if err != nil {
			b.Fatal(err)
		}
		return h
	}
	names, err := git.Branches("linux-*.y")
	if err != nil {
		b.Fatal(err)
	}
	tips := []apply.Hash{resolve("main")}
	for _, name := range names {
		tips = append(tips, resolve(name))
	}
	x, err := OpenIndex(git, history.Kernel, tips, "")
	if err != nil {
		b.Fatal(err)
	}
	in := stable.Input{Index: x, Upstream: x.Find(history.ID(tips[0])), Source: newCommitSource(git)}
	for i, name := range names {
		version := strings.TrimSuffix(strings.TrimPrefix(name[strings.LastIndexByte(name, '/')+1:], "linux-"), ".y")
		in.Branches = append(in.Branches, stable.Branch{
			Name: name, Version: version, Tip: x.Find(history.ID(tips[i+1])), Base: x.Find(history.ID(resolve("v" + version + "^{commit}"))),
		})
	}
	var fixes []history.N
	for n := in.Upstream; len(fixes) < 400; n = x.Parents(n)[0] {
		fixes = append(fixes, n)
	}
	return stable.New(in), fixes
}
