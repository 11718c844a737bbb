package stable

import (
	"slices"
	"sync"

	"patchpilot/history"
)

// Keeper answers for all fixes and branches of an input. It is safe for concurrent use.
type Keeper struct {
	in       Input
	upstream history.Bits
	branches []held
	facts    map[history.N][]int32 // of in.Facts, by what they are about
	troubles []Trouble
	unmet    string // what is said of a branch that meets upstream nowhere

	skips skips
	found findings

	mainline func() []int32 // of each commit, the first of in.Mainline that holds it; -1 = none yet
}

// held is a branch, and all that it holds.
type held struct {
	Branch
	all, base history.Bits
	since     []history.N // what it has beyond its base, oldest first: its own, and what it merged of upstream
	released  []int32     // of each of since, the first of Releases that holds it; -1 = none yet
	own       []history.N // of since, what upstream does not have
	untied    func() map[string][]history.N
}

// Trouble is something that answers for a branch, or for all of them, suffer from.
type Trouble struct {
	Branch int       // -1 = none of them
	Commit history.N // history.None = none
	Text   string    // a sentence
}

// New is a keeper of what is in the index.
func New(in Input) *Keeper {
	k := &Keeper{in: in, upstream: in.Index.Reach(in.Upstream)}
	k.branches = make([]held, len(in.Branches))
	var branches sync.WaitGroup
	for i, b := range in.Branches {
		branches.Go(func() { k.branches[i] = k.hold(b) })
	}
	branches.Wait()
	for i := range k.branches {
		h := &k.branches[i]
		h.untied = sync.OnceValue(func() map[string][]history.N { return k.untiedOf(h) })
	}
	k.mainline = sync.OnceValue(k.releases)
	k.readFacts()
	k.findTroubles()
	return k
}

func (k *Keeper) hold(b Branch) held {
	x := k.in.Index
	h := held{Branch: b, all: x.Reach(b.Tip), base: x.Reach(b.Base)}
	h.since = h.all.Beyond(h.base)
	h.own = slices.DeleteFunc(slices.Clone(h.since), k.upstream.Has)
	h.released = make([]int32, len(h.since))
	for i := range h.released {
		h.released[i] = -1
	}
	for r := len(b.Releases) - 1; r >= 0; r-- {
		if i, ok := slices.BinarySearch(h.since, b.Releases[r].Commit); ok {
			h.released[i] = int32(r)
		}
	}
	for i := len(h.since) - 1; i >= 0; i-- {
		for _, p := range x.Parents(h.since[i]) {
			if j, ok := slices.BinarySearch(h.since, p); ok {
				h.released[j] = earlier(h.released[j], h.released[i])
			}
		}
	}
	return h
}

// releases finds for each commit the first release of upstream that holds it.
func (k *Keeper) releases() []int32 {
	x := k.in.Index
	first := make([]int32, x.Len())
	for n := range first {
		first[n] = -1
	}
	for r := len(k.in.Mainline) - 1; r >= 0; r-- {
		if n := k.in.Mainline[r].Commit; n != history.None {
			first[n] = int32(r)
		}
	}
	for n := history.N(x.Len() - 1); n >= 0; n-- {
		if first[n] < 0 {
			continue
		}
		for _, p := range x.Parents(n) {
			first[p] = earlier(first[p], first[n])
		}
	}
	return first
}

// earlier is the lower of two releases, where -1 is none.
func earlier(a, b int32) int32 {
	if a < 0 || b >= 0 && b < a {
		return b
	}
	return a
}

// release is the first release of a branch that holds a commit which came after its base.
func (h *held) release(n history.N) string {
	if i, ok := slices.BinarySearch(h.since, n); ok && h.released[i] >= 0 {
		return h.Releases[h.released[i]].Name
	}
	return ""
}
