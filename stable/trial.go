package stable

import (
	"cmp"
	"maps"
	"slices"

	"patchpilot/apply"
	"patchpilot/diff"
	"patchpilot/history"
)

// Try lays a fix on a branch's newest tree, and where it conflicts looks for what is to be taken before it. An error is
// the source's.
func (k *Keeper) Try(fix history.N, branch int) (*Trial, error) {
	p, err := k.pickOf(fix)
	if err != nil {
		return nil, err
	}
	return k.try(p, branch)
}

// TryPatch is Try for a patch that is no commit, such as a mail; on is the commit that it was made on.
func (k *Keeper) TryPatch(p *diff.Patch, on history.N, branch int) (*Trial, error) {
	return k.try(pick{commit: history.None, on: on, patch: p}, branch)
}

func (k *Keeper) try(p pick, branch int) (*Trial, error) {
	if p.empty() {
		return &Trial{Applies: Empty}, nil
	}
	s, err := k.seek(branch)
	if err != nil {
		return nil, err
	}
	l, err := s.lay([]pick{p})
	if err != nil {
		return nil, err
	}
	t := &Trial{Applies: appliesAs(l.outs[0]), Outcome: l.outs[0]}
	named, _ := s.prereqs(p.commit, branch)
	named = slices.DeleteFunc(named, func(n Prerequisite) bool { return s.has(n.Commit) })
	if t.Applies == Conflict {
		for _, n := range named {
			more, err := s.pickOf(n.Commit)
			if err != nil {
				return nil, err
			}
			s.picks = append(s.picks, more)
		}
		if t, err = s.settle(p, s.tip, t.Outcome); err != nil {
			return nil, err
		}
	}
	if t.Applies != Already {
		t.Prerequisites = inOrder(append(t.Prerequisites, named...))
	}
	for i := range t.Prerequisites {
		need := &t.Prerequisites[i]
		need.But = s.weigh(need.Commit, branch).against()
	}
	return t, nil
}

// settle puts a pick that conflicts with a tree among the others, with as few more as make all of them apply.
func (s *seeker) settle(p pick, onto apply.Tree, out apply.Outcome) (*Trial, error) {
	s.ends = nil
	direct, spots, err := s.explain(p, out.Clashes, onto)
	if err != nil {
		return nil, err
	}
	t := &Trial{Applies: Conflict, Outcome: out, Context: context(spots)}
	if t.ThreeWay, err = mergesOn(onto, p.patch); err != nil {
		return nil, err
	}
	all := s.picks
	defer func() { s.picks, s.aside = inNumbers(append(s.picks, s.aside...)), nil }()
	l, err := s.solveWith(all, p, direct)
	if err == nil && l.stuck {
		if hinted := s.hinted(p.commit); len(hinted) > 0 {
			l, err = s.solveWith(all, p, append(direct, hinted...))
		}
	}
	merged := false
	if err == nil && l.stuck {
		l, merged, err = s.mergeWith(all, p, l)
	}
	if err != nil {
		return nil, err
	}
	if l.stuck {
		if t.Blocked, err = s.block(p, out, l); err != nil {
			return nil, err
		}
	} else if at := slices.IndexFunc(s.picks, p.same); appliesAs(l.outs[at]) == Already {
		s.picks, s.aside = all, nil
		return &Trial{Applies: Already, Outcome: l.outs[at]}, nil // but for what is around it
	} else if err := s.smallest(p); err != nil {
		return nil, err
	} else if err := s.why(); err != nil {
		return nil, err
	}
	t.Prerequisites = inOrder(slices.Collect(maps.Values(s.needs)))
	t.More = s.more && l.stuck // what applies needs no more, wherever the search for reasons ended
	if merged {
		if t.Merged, err = s.merged(p); err != nil {
			return nil, err
		}
	}
	if merged || l.stuck {
		_, t.Moved, err = s.blockers(p, out.Clashes)
	}
	if l.stuck {
		t.Ends = slices.Compact(slices.Sorted(slices.Values(s.ends)))
	}
	return t, err
}

// mergeWith begins anew with picks that are stuck and one more, and merges what does not apply. Where that does not go
// through either, or leaves nothing to do, all stays as it was.
func (s *seeker) mergeWith(picks []pick, p pick, stuck laid) (laid, bool, error) {
	before := *s
	s.merges = true
	l, err := s.solveWith(picks, p, nil)
	s.merges = false
	if err != nil {
		return stuck, false, err
	}
	if !l.stuck && appliesAs(l.outs[slices.IndexFunc(s.picks, p.same)]) != Already {
		return l, true, nil
	}
	*s = before
	return stuck, false, nil
}

// merged are those of a pick and what it needs that do not apply, and merge.
func (s *seeker) merged(p pick) (all []history.N, err error) {
	l, err := s.lay(s.picks)
	for i, out := range l.outs {
		if _, need := s.needs[s.picks[i].commit]; out.Status == apply.ThreeWay && (need || s.picks[i].same(p)) {
			all = append(all, s.picks[i].commit)
		}
	}
	return all, err
}

// block says what does not apply in the end.
func (s *seeker) block(p pick, out apply.Outcome, l laid) (*Block, error) {
	if !s.more {
		at := len(l.outs) - 1
		p, out = s.picks[at], l.outs[at]
	}
	by, _, err := s.blockers(p, out.Clashes)
	return &Block{p.commit, out.Clashes, by}, err
}

// solveWith begins anew with picks, one more, and what that is known to need.
func (s *seeker) solveWith(picks []pick, p pick, needs []Prerequisite) (laid, error) {
	s.picks, s.aside = nil, picks
	s.needs, s.runs, s.more = map[history.N]Prerequisite{}, 0, false
	s.pick(p)
	if ok, err := s.require(needs); !ok {
		return laid{stuck: true}, err
	}
	return s.solve()
}

// inOrder sorts prerequisites, each told once.
func inOrder(all []Prerequisite) []Prerequisite {
	slices.SortStableFunc(all, func(a, b Prerequisite) int { return cmp.Compare(a.Commit, b.Commit) })
	return slices.CompactFunc(all, func(a, b Prerequisite) bool { return a.Commit == b.Commit })
}

// hinted are the commits of upstream of which a copy on some branch says that it was taken for the fix (Stable-dep-of).
func (s *seeker) hinted(fix history.N) (all []Prerequisite) {
	if fix == history.None {
		return nil
	}
	x := s.in.Index
	for _, m := range x.Naming(history.DepOf, fix) {
		of := []history.N{m.By}
		for _, said := range x.Said(m.By) {
			if said.Kind == history.BackportOf {
				of = append(of, said.Of)
			}
		}
		for _, n := range of {
			if s.upstream.Has(n) && n < fix && !s.has(n) {
				all = append(all, Prerequisite{Commit: n, For: fix, Why: "was taken for it on another branch"})
			}
		}
	}
	return inOrder(all)
}

// layOn lays a pick; a commit that changes nothing is laid too.
func (p pick) layOn(o *apply.Overlay) (apply.Outcome, error) {
	if p.empty() {
		return apply.Outcome{Status: apply.Clean, Tree: o.Root()}, nil
	}
	return o.Lay(p.patch, apply.Options{Strip: 1, ThreeWay: p.merge})
}

// mergesOn tells whether a patch can be merged into a tree over the files that it was made on.
func mergesOn(tree apply.Tree, p *diff.Patch) (bool, error) {
	out, err := apply.NewOverlay(tree).Lay(p, apply.Options{Strip: 1, ThreeWay: true})
	return out.Status == apply.ThreeWay, err
}

var applies = map[apply.Status]Applies{apply.Clean: Clean, apply.Offset: Offset, apply.Already: Already, apply.ThreeWay: Merges}

func appliesAs(out apply.Outcome) Applies { return cmp.Or(applies[out.Status], Conflict) }
