package stable

import (
	"fmt"
	"slices"

	"patchpilot/history"
)

// Troubles are what answers suffer from: branches that share nothing, history that was cut off, mail about commits that
// are not here. The rest of the table stands.
func (k *Keeper) Troubles() []Trouble { return k.troubles }

func (k *Keeper) findTroubles() {
	add := func(branch int, n history.N, format string, a ...any) {
		k.troubles = append(k.troubles, Trouble{branch, n, fmt.Sprintf(format, a...)})
	}
	if k.in.Upstream == history.None {
		add(-1, history.None, "there is no upstream: copies are known by the ids they name, and nothing else")
	}
	cut, newest := k.cutOff()
	k.unmet = "shares no history with upstream: what it began with is not known"
	if cut > 0 {
		k.unmet = "is not known to have left upstream anywhere, as history is cut off: what it began with is not known"
	}
	switch {
	case cut == 1:
		add(-1, newest, "history of upstream and the branches is cut off before %s", k.short(newest))
	case cut > 1:
		add(-1, newest, "history of upstream and the branches is cut off in %d places, the newest of them %s", cut, k.short(newest))
	}
	for i, h := range k.branches {
		switch {
		case h.Tip == history.None:
			add(i, history.None, "%s has no commits", h.Name)
		case h.Base == history.None:
			add(i, history.None, "%s %s", h.Name, k.unmet)
		}
		if h.Version == "" {
			add(i, history.None, "%s has no version in its name: versions asked for in Ccs, and what mail says, do not count for it", h.Name)
		}
		if len(h.Releases) == 0 && len(h.own) > 0 {
			add(i, history.None, "%s has no releases after its base: in which one a fix came is not known", h.Name)
		}
		k.lost(i, &h, history.Reverts, "reverts on %s of commits that are not here: %d, the first in %s", add)
		k.lost(i, &h, history.BackportOf, "commits on %s taken from ones that are not here: %d, the first %s", add)
	}
}

// cutOff counts the commits of which parents are not here.
func (k *Keeper) cutOff() (count int, newest history.N) {
	for n := range history.N(k.in.Index.Len()) {
		if k.in.Index.Cut(n) {
			count, newest = count+1, n
		}
	}
	return count, newest
}

// lost counts the commits of a branch that say one kind of thing of what is not here.
func (k *Keeper) lost(branch int, h *held, kind history.Kind, format string, add func(int, history.N, string, ...any)) {
	is := func(m history.Mention) bool { return m.Kind == kind && m.Of == history.None }
	count, first := 0, history.None
	for _, n := range h.own {
		if slices.ContainsFunc(k.in.Index.Said(n), is) {
			if count++; count == 1 {
				first = n
			}
		}
	}
	if count > 0 {
		add(branch, first, format, h.Name, count, k.short(first))
	}
}
