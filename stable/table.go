package stable

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"patchpilot/history"
)

// Tags are what a fix is known by.
type Tags int

// What may be asked of a fix.
const (
	AnyTag     Tags = iota // a Cc of stable, a Fixes tag, or that it is a revert
	CcStable               // a Cc of stable
	FixesTag               // a Fixes tag, or that it is a revert
	NoTagAtAll             // nothing: all commits
)

// Selection is which commits of upstream to look at.
type Selection struct {
	From    history.N            // what it holds is passed over; history.None = nothing is
	Commits []history.N          // these and no others; the rest does not count then
	Author  func(history.N) bool // nil = anyone
	Tags    Tags
}

// Fixes are the commits selected, oldest first.
func (k *Keeper) Fixes(sel Selection) []history.N {
	if len(sel.Commits) > 0 {
		all := slices.Clone(sel.Commits)
		slices.Sort(all)
		return slices.Compact(all)
	}
	return slices.DeleteFunc(k.upstream.Beyond(k.in.Index.Reach(sel.From)), func(n history.N) bool {
		return k.in.Index.Merge(n) || !k.tagged(n, sel.Tags) || sel.Author != nil && !sel.Author(n)
	})
}

func (k *Keeper) tagged(n history.N, tags Tags) bool {
	if tags == NoTagAtAll {
		return true
	}
	if tags != FixesTag && len(k.in.Index.Stable(n)) > 0 {
		return true
	}
	return tags != CcStable && slices.ContainsFunc(k.in.Index.Said(n), about)
}

// Cell tells of a fix on a branch.
func (k *Keeper) Cell(fix history.N, branch int) Cell { return k.look().cell(fix, branch) }

// Table tells of all fixes on all branches: fix by fix, branches in the order given.
func (k *Keeper) Table(fixes []history.N) []Cell {
	across := len(k.branches)
	cells := make([]Cell, len(fixes)*across)
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(fixes)) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(fixes); i = int(next.Add(1)) - 1 {
				look := k.look()
				for b := range across {
					cells[i*across+b] = look.cell(fixes[i], b)
				}
			}
		})
	}
	workers.Wait()
	return cells
}

// Branches are those of the input, in its order.
func (k *Keeper) Branches() []Branch { return k.in.Branches }

// Needed are those of some fixes that a branch needs, given in any order: what it misses, what a Cc of stable asks for
// without saying what it fixes, and what in turn fixes one of these; nothing that upstream took back.
func (k *Keeper) Needed(fixes []history.N, branch int) (all []history.N) {
	needed := map[history.N]bool{}
	l := k.look()
	for _, fix := range slices.Sorted(slices.Values(fixes)) { // what is fixed came before
		c := l.cell(fix, branch)
		late := func(t Target) bool { return needed[t.Commit] }
		lacks := c.Status == Missing || c.Status == Unknown && c.Asked || c.Status == NotAffected && slices.ContainsFunc(c.Targets, late)
		if lacks && l.against(fix) == history.None {
			needed[fix] = true
			all = append(all, fix)
		}
	}
	return all
}
