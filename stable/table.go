package stable

import (
	"fmt"
	"maps"
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

// Needed are those of some fixes that a branch needs, given in any order; see [Keeper.Needs].
func (k *Keeper) Needed(fixes []history.N, branch int) (all []history.N) {
	needs := k.Needs(fixes, branch)
	for _, fix := range slices.Sorted(slices.Values(fixes)) {
		if needs.Has(fix) {
			all = append(all, fix)
		}
	}
	return all
}

// Needs are the fixes that a branch needs, each with the one that must be taken for it to be: history.None for what it
// needs as it is.
type Needs map[history.N]history.N

// Has tells whether the branch needs a fix.
func (n Needs) Has(fix history.N) bool {
	_, ok := n[fix]
	return ok
}

// Needs are those of some fixes that a branch needs, whichever others are asked about: what it misses, what a Cc of stable
// asks for without saying what it fixes, and what in turn fixes one of these; nothing that upstream took back. What mail
// says did not apply, or was dropped, is needed as it was before.
func (k *Keeper) Needs(fixes []history.N, branch int) Needs {
	type lack struct {
		now   bool
		about []history.N // what it is about, none of it there
	}
	l, needs, lacks := k.look(), Needs{}, map[history.N]lack{}
	for todo := slices.Clone(fixes); len(todo) > 0; {
		fix := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if _, seen := lacks[fix]; seen {
			continue
		}
		c := l.cell(fix, branch)
		if c.Status == Failed || c.Status == Dropped {
			c = k.look().judge(fix, branch)
		}
		it := lack{now: c.Status == Missing || c.Status == Unknown && c.Asked}
		if c.Status == NotAffected && c.Trial == nil {
			for _, t := range c.Targets {
				if t.Commit != history.None && t.Commit < fix && !k.in.Index.Merge(t.Commit) { // what is fixed came before, and can be taken
					it.about, todo = append(it.about, t.Commit), append(todo, t.Commit)
				}
			}
		}
		lacks[fix] = it
	}
	for _, fix := range slices.Sorted(maps.Keys(lacks)) {
		it := lacks[fix]
		late := slices.IndexFunc(it.about, needs.Has)
		switch {
		case l.against(fix) != history.None:
		case it.now:
			needs[fix] = history.None
		case late >= 0:
			needs[fix] = it.about[late]
		}
	}
	return needs
}

// Tell tells whether a branch needs the fix of a cell, and says in the cell what must be taken for it to.
func (k *Keeper) Tell(c *Cell, needs Needs) bool {
	after, needed := needs[c.Fix]
	if needed && after != history.None {
		c.Reason += fmt.Sprintf("; needed once %s is taken", k.short(after))
	}
	return needed
}
