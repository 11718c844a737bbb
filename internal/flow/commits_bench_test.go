package flow

import (
	"os"
	"runtime"
	"testing"

	"patchpilot/apply"
	"patchpilot/history"
	"patchpilot/internal/gitrepo"
)

// BenchmarkOpenIndex reads the repository that PATCHPILOT_BENCH_REPO names, all its branches: bench/history makes some.
func BenchmarkOpenIndex(b *testing.B) {
	path := os.Getenv("PATCHPILOT_BENCH_REPO")
	if path == "" {
		b.Skip("PATCHPILOT_BENCH_REPO is not set")
	}
	for b.Loop() {
		git, err := gitrepo.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		refs, err := git.Refs("refs/heads/")
		if err != nil {
			b.Fatal(err)
		}
		var tips []apply.Hash
		for _, ref := range refs {
			tip, err := git.Resolve(ref)
			if err != nil {
				b.Fatal(err)
			}
			tips = append(tips, tip)
		}
		x, err := OpenIndex(git, history.Kernel, tips, "")
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(x.Len()), "commits")
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapAlloc)/1e6, "MB-held")
		runtime.KeepAlive(x)
		git.Close()
	}
}
