package apply

import (
	"slices"

	"patchpilot/diff"
)

// Lay lays one patch on top of what was laid before, all of it or, if anything clashes, nothing. The clashes
// are those of all its files and hunks. An error is one of the tree below, and leaves the overlay as it was.
func (o *Overlay) Lay(p *diff.Patch, opt Options) (Outcome, error) {
	changes, clashes := changesOf(p, opt)
	if len(clashes) > 0 {
		return Outcome{Status: Conflict, Clashes: clashes}, nil
	}
	k := newCheck(o, opt.Fuzz)
	if err := k.run(changes); err != nil {
		return Outcome{}, err
	}
	clashes = k.clashes
	if len(clashes) == 0 {
		var err error
		if clashes, err = o.write(&k.sheet); err != nil {
			return Outcome{}, err
		}
	}
	if len(clashes) == 0 {
		return k.outcome(o.root), nil
	}
	if opt.ThreeWay && !hasReason(clashes, UnsafePath) {
		before := o.root
		conflicts, tried, err := o.threeWay(changes, opt.Fuzz)
		switch {
		case err != nil:
			return Outcome{}, err
		case tried && len(conflicts) > 0:
			clashes = conflicts
		case tried && o.root == before:
			return Outcome{Status: Already}, nil
		case tried:
			return Outcome{Status: ThreeWay, Tree: o.root}, nil
		}
	}
	there, err := o.isThere(changes)
	if err != nil {
		return Outcome{}, err
	}
	if there {
		return Outcome{Status: Already}, nil
	}
	return Outcome{Status: Conflict, Clashes: clashes}, nil
}

func hasReason(clashes []Clash, r Reason) bool {
	return slices.ContainsFunc(clashes, func(c Clash) bool { return c.Reason == r })
}

func (k *check) outcome(tree Hash) Outcome {
	out := Outcome{Status: Clean, Offset: k.offset, Fuzz: max(k.fuzzed, 0), Tree: tree}
	switch {
	case k.fuzzed >= 0:
		out.Status = Fuzz
	case k.offset != 0:
		out.Status = Offset
	}
	return out
}
