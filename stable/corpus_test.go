package stable_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"patchpilot/history"
	"patchpilot/history/historytest"
	"patchpilot/stable"
)

// dpdk is DPDK's history to v22.07, with its branch of 21.11 to v21.11.2.
type dpdk struct {
	*history.Index
	main, base, tip history.N
	branch          stable.Branch
	titles          map[history.ID]string
}

func readDPDK(t *testing.T, commits []history.Commit, refs map[string]string) *dpdk {
	d := &dpdk{Index: history.New(history.DPDK), titles: map[history.ID]string{}}
	d.Extend(commits)
	at := func(ref string) history.N { return d.Find(historytest.ParseID(t, refs["refs/"+ref])) }
	d.main, d.base, d.tip = at("heads/main"), at("tags/v21.11"), at("heads/21.11")
	d.branch = stable.Branch{Name: "21.11", Version: "21.11", Tip: d.tip, Base: d.base, Releases: []stable.Release{
		{Name: "v21.11.1", Commit: at("tags/v21.11.1")}, {Name: "v21.11.2", Commit: at("tags/v21.11.2")},
	}}
	for _, c := range commits {
		d.titles[c.ID], _, _ = strings.Cut(c.Message, "\n")
	}
	return d
}

// picked are the commits of main that the branch's say they were taken from, by the first that does.
func (d *dpdk) picked() map[history.N]history.N {
	main, picked := d.Reach(d.main), map[history.N]history.N{}
	for _, n := range d.Reach(d.tip).Beyond(d.Reach(d.base)) {
		for _, m := range d.Said(n) {
			if _, twice := picked[m.Of]; m.Kind == history.BackportOf && main.Has(m.Of) && !twice {
				picked[m.Of] = n
			}
		}
	}
	return picked
}

func (d *dpdk) log(t *testing.T, what string, all []history.N) {
	slices.Sort(all)
	for _, n := range all {
		t.Logf("%s: %s %s", what, d.ID(n).String()[:12], d.titles[d.ID(n)])
	}
}

func TestCorpusDPDK(t *testing.T) {
	commits, refs := historytest.DPDK(t)
	d := readDPDK(t, commits, refs)
	picked := d.picked()
	if len(picked) != 715 {
		t.Fatalf("%d commits of main were picked", len(picked))
	}
	t.Run("needed, from main alone", func(t *testing.T) { needed(t, d, picked) })
	t.Run("linked by id", func(t *testing.T) {
		k := stable.New(stable.Input{Index: d.Index, Upstream: d.main, Branches: []stable.Branch{d.branch}})
		for of, n := range picked {
			c := k.Cell(of, 0)
			i := slices.IndexFunc(c.Copies, func(c stable.Copy) bool { return c.Commit == n })
			if i < 0 || c.Copies[i].Rank != stable.ByID || c.Status != stable.Done || c.Release == "" {
				t.Errorf("%s is %s as %v in %q", d.ID(of), c.Status, c.Copies, c.Release)
			}
		}
	})
	t.Run("linked without ids", func(t *testing.T) { unnamed(t, commits, refs, d, picked) })
}

// needed asks what 21.11 needed while it was as it began, and compares with what was picked for it later.
func needed(t *testing.T, d *dpdk, picked map[history.N]history.N) {
	asItBegan := stable.Branch{Name: "21.11", Version: "21.11", Tip: d.base, Base: d.base}
	k := stable.New(stable.Input{Index: d.Index, Upstream: d.main, Branches: []stable.Branch{asItBegan}})
	fixes := k.Fixes(stable.Selection{From: d.base})
	needed := k.Needed(fixes, 0)
	var right, extra, forgotten, untagged []history.N
	for _, n := range needed {
		if _, ok := picked[n]; ok {
			right = append(right, n)
		} else {
			extra = append(extra, n)
		}
	}
	for n := range picked {
		if !slices.Contains(fixes, n) {
			untagged = append(untagged, n)
		} else if !slices.Contains(needed, n) {
			forgotten = append(forgotten, n)
		}
	}
	d.log(t, "needed and not picked", extra)
	d.log(t, "picked and not needed", forgotten)
	d.log(t, "picked without a tag", untagged)
	recall, precision := float64(len(right))/float64(len(picked)), float64(len(right))/float64(len(needed))
	t.Logf("recall %.4f, precision %.4f: %d of %d picked, of %d needed", recall, precision, len(right), len(picked), len(needed))
	if recall < 0.98 || precision < 0.955 {
		t.Errorf("recall %.4f, precision %.4f", recall, precision)
	}
	if len(untagged) != 12 {
		t.Errorf("%d were picked without a tag", len(untagged))
	}
}

var origin = regexp.MustCompile(`(?mi)^\[ ?upstream commit [0-9a-f]+ ?\]\n*`)

// unnamed takes the ids out of the branch's messages, and looks that its commits are known all the same.
func unnamed(t *testing.T, commits []history.Commit, refs map[string]string, d *dpdk, picked map[history.N]history.N) {
	hidden, main := slices.Clone(commits), d.Reach(d.main)
	for i := range hidden {
		if !main.Has(d.Find(hidden[i].ID)) {
			hidden[i].Message = origin.ReplaceAllString(hidden[i].Message, "")
		}
	}
	h := readDPDK(t, hidden, refs)
	k := stable.New(stable.Input{Index: h.Index, Upstream: h.main, Branches: []stable.Branch{h.branch}})
	ranks := map[stable.Rank]int{}
	var lost, mistaken []history.N
	for of, n := range picked {
		c := k.Cell(h.Find(d.ID(of)), 0)
		i := slices.IndexFunc(c.Copies, func(c stable.Copy) bool { return c.Commit == h.Find(d.ID(n)) })
		switch {
		case i >= 0:
			ranks[c.Copies[i].Rank]++
		case len(c.Copies) > 0:
			mistaken = append(mistaken, of)
		default:
			lost = append(lost, of)
		}
	}
	var strangers []history.N
	for _, n := range main.Beyond(d.Reach(d.base)) {
		if _, ok := picked[n]; !ok && len(k.Cell(h.Find(d.ID(n)), 0).Copies) > 0 {
			strangers = append(strangers, n)
		}
	}
	d.log(t, "found, and named by none", strangers)
	d.log(t, "lost", lost)
	d.log(t, "taken for another", mistaken)
	t.Logf("known by %v", ranks)
	if len(strangers) > 4 { // these are there, three without an id and one under a wrong one
		t.Errorf("%d found that nobody named", len(strangers))
	}
	if ranks[stable.ByID] > 0 || float64(len(lost)+len(mistaken)) > 0.02*float64(len(picked)) {
		t.Errorf("%d of %d linked, %d of them to another", len(picked)-len(lost), len(picked), len(mistaken))
	}
}
