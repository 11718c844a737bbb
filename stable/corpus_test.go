package stable_test

import (
	"testing"

	"patchpilot/history"
	"patchpilot/history/historytest"
	"patchpilot/stable"
)

func TestCorpusDPDK(t *testing.T) {
	commits, refs := historytest.DPDK(t)
	x := history.New(history.DPDK)
	x.Extend(commits)
	at := func(ref string) history.N { return x.Find(historytest.ParseID(t, refs[ref])) }
	k := stable.New(stable.Input{Index: x, Upstream: at("refs/heads/main"), Branches: []stable.Branch{{Name: "21.11", Version: "21.11", Tip: at("refs/heads/21.11"), Base: at("refs/tags/v21.11"), Releases: []stable.Release{{"v21.11.1", at("refs/tags/v21.11.1")}, {"v21.11.2", at("refs/tags/v21.11.2")}}}}})
	t.Log(k.Troubles())
	fixes := k.Fixes(stable.Selection{From: at("refs/tags/v21.11")})
	count := map[stable.Status]int{}
	for _, c := range k.Table(fixes) {
		count[c.Status]++
		for _, e := range c.Conflicts {
			t.Log(x.ID(c.Fix), c.Status, x.ID(e.Commit), e.Line, e.Text)
		}
	}
	t.Log(len(fixes), count)
}
