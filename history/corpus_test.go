package history_test

import (
	"testing"

	"patchpilot/history"
	"patchpilot/history/historytest"
)

func TestCorpusBranchOf2111(t *testing.T) {
	commits, refs := historytest.DPDK(t)
	x := history.New(history.DPDK)
	x.Extend(commits)
	main, tip, base := x.Find(historytest.ParseID(t, refs["refs/heads/main"])), x.Find(historytest.ParseID(t, refs["refs/heads/21.11"])), x.Find(historytest.ParseID(t, refs["refs/tags/v21.11"]))
	upstream := x.Reach(main)
	branch := x.Reach(tip).Beyond(x.Reach(base))
	if len(branch) != 735 {
		t.Errorf("%d commits on 21.11 after v21.11", len(branch))
	}
	linked, there, later := 0, map[history.N]bool{}, 0
	for _, n := range branch {
		taken := 0
		for _, m := range x.Said(n) {
			if m.Kind != history.BackportOf {
				continue
			}
			taken++
			if m.Of == history.None {
				later++
			} else if upstream.Has(m.Of) {
				there[m.Of] = true
			}
		}
		if taken > 0 {
			linked++
		}
	}
	if linked != 721 || len(there) != 715 || later != 4 {
		t.Errorf("%d commits name an upstream commit, %d are on main, %d are not known; want 721, 715, 4", linked, len(there), later)
	}
}
