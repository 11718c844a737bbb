package flow

import (
	"os"
	"testing"

	"patchpilot/apply"
	"patchpilot/history"
	"patchpilot/internal/gitrepo"
)

// BenchmarkOpenIndex opens the index of all branches of the repository PATCHPILOT_BENCH_REPO, kept in the folder
// PATCHPILOT_BENCH_CACHE. bench/history makes repositories and runs it.
func BenchmarkOpenIndex(b *testing.B) {
	path := os.Getenv("PATCHPILOT_BENCH_REPO")
	if path == "" {
		b.Skip("PATCHPILOT_BENCH_REPO is not set")
	}
	for b.Loop() {
		git, err := gitrepo.Open(path)
		must(b, err)
		x, err := OpenIndex(git, history.Kernel, branchTips(b, git), os.Getenv("PATCHPILOT_BENCH_CACHE"))
		must(b, err)
		b.ReportMetric(float64(x.Len()), "commits")
		must(b, git.Close())
	}
}

func branchTips(b *testing.B, git *gitrepo.Repo) (tips []apply.Hash) {
	refs, err := git.Refs("refs/heads/")
	must(b, err)
	for _, ref := range refs {
		tip, err := git.Resolve(ref)
		must(b, err)
		tips = append(tips, tip)
	}
	return tips
}
