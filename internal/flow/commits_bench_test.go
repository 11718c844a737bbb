package flow

import (
	"os"
	"testing"

	"patchpilot/apply"
	"patchpilot/history"
	"patchpilot/internal/gitrepo"
)

// BenchmarkOpenIndex opens the index of all branches of the repository that PATCHPILOT_BENCH_REPO names: from its
// commits, and from the file that this left. bench/history makes such repositories.
func BenchmarkOpenIndex(b *testing.B) {
	path := os.Getenv("PATCHPILOT_BENCH_REPO")
	if path == "" {
		b.Skip("PATCHPILOT_BENCH_REPO is not set")
	}
	folder := b.TempDir()
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			openAll(b, path, "")
		}
	})
	openAll(b, path, folder)
	b.Run("again", func(b *testing.B) {
		for b.Loop() {
			openAll(b, path, folder)
		}
	})
}

func openAll(b *testing.B, path, folder string) {
	git, err := gitrepo.Open(path)
	must(b, err)
	defer git.Close()
	refs, err := git.Refs("refs/heads/")
	must(b, err)
	var tips []apply.Hash
	for _, ref := range refs {
		tip, err := git.Resolve(ref)
		must(b, err)
		tips = append(tips, tip)
	}
	x, err := OpenIndex(git, history.Kernel, tips, folder)
	must(b, err)
	b.ReportMetric(float64(x.Len()), "commits")
}
