package stable

import (
	"slices"

	"patchpilot/history"
)

// Keeper answers for all fixes and branches of an input. It is safe for concurrent use.
type Keeper struct {
	in       Input
	upstream history.Bits
	branches []held
}

// held is a branch, and all that it holds.
type held struct {
	Branch
	all history.Bits
	own []history.N // what it has beyond upstream and its base, oldest first
}

// New is a keeper of what is in the index.
func New(in Input) *Keeper {
	k := &Keeper{in: in, upstream: in.Index.Reach(in.Upstream)}
	for _, b := range in.Branches {
		h := held{Branch: b, all: in.Index.Reach(b.Tip)}
		h.own = slices.DeleteFunc(h.all.Beyond(in.Index.Reach(b.Base)), k.upstream.Has)
		k.branches = append(k.branches, h)
	}
	return k
}
