package stable

import (
	"cmp"
	"slices"

	"patchpilot/history"
)

// mainstream stands for upstream where a branch's number is asked for.
const mainstream = -1

// instance is a commit looked for on a branch.
type instance struct {
	commit history.N
	branch int
}

// standing is what became of a commit on a branch.
type standing struct {
	copies []Copy    // itself and its copies, oldest first
	force  history.N // the newest of them that is in force; history.None = none
	taken  history.N // what took the last of them back; history.None where one is in force, or none came
}

// taker is a commit that takes another one back.
type taker struct {
	commit history.N
	titled bool // it names no id
}

func (l *look) view(branch int) history.Bits {
	if branch == mainstream {
		return l.upstream
	}
	return l.branches[branch].all
}

// standing follows a commit's coming and going on a branch.
func (l *look) standing(of history.N, branch int) *standing {
	key := instance{of, branch}
	if s := l.standings[key]; s != nil {
		return s
	}
	s := &standing{force: of, taken: history.None} // what comes back to itself stands
	l.standings[key] = s
	s.copies = l.instances(of, branch)
	s.force = history.None
	if len(s.copies) == 0 {
		return s
	}
	s.force = of
	takers := slices.DeleteFunc(slices.Clone(l.takers(of)), func(t taker) bool { return !l.takes(t, s.copies, branch) })
	s.force = history.None
	for i := range s.copies {
		c := &s.copies[i]
		at := slices.IndexFunc(takers, func(t taker) bool { return t.commit > c.Commit })
		if at < 0 {
			s.force, s.taken = c.Commit, history.None
			continue
		}
		c.TakenOut = takers[at].commit
		if s.force == history.None {
			s.taken = c.TakenOut
		}
	}
	return s
}

// instances are a commit and its copies on a branch, oldest first.
func (l *look) instances(of history.N, branch int) (all []Copy) {
	view := l.view(branch)
	if view.Has(of) {
		all = append(all, Copy{Commit: of, Rank: Ancestor, TakenOut: history.None})
		all = append(all, l.relanded(of, view)...)
	}
	for _, c := range l.family(of).copies {
		if view.Has(c.Commit) {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, byCommit)
	return slices.CompactFunc(all, func(a, b Copy) bool { return a.Commit == b.Commit })
}

// relanded are upstream's later commits of the same author and title: it came again after it was taken back.
func (l *look) relanded(of history.N, view history.Bits) (all []Copy) {
	x := l.in.Index
	titled := x.Titled(of)
	if len(titled) > common || len(l.takers(of)) == 0 {
		return nil
	}
	for _, n := range titled {
		if n > of && view.Has(n) && l.upstream.Has(n) && x.SameAuthor(n, of) {
			all = append(all, Copy{Commit: n, Rank: ByAuthorTitle, TakenOut: history.None})
		}
	}
	return all
}

// takers are the commits, on any branch, that take one or a copy of it back, oldest first.
func (l *look) takers(of history.N) []taker {
	f := l.family(of)
	if f.asked {
		return f.takers
	}
	f.asked = true
	found := map[history.N]bool{} // whether it names no id
	naming := func(n history.N, titledOnly bool) {
		for _, m := range l.in.Index.Naming(history.Reverts, n) {
			titled := m.ID == ""
			if was, ok := found[m.By]; titled == titledOnly && !(ok && !was) {
				found[m.By] = titled
			}
		}
	}
	naming(of, false)
	for _, c := range f.copies {
		naming(c.Commit, false)
	}
	if titled := l.in.Index.Titled(of); len(titled) <= common {
		for _, n := range titled { // a title means the newest that has it, be it on another branch
			naming(n, true)
		}
	}
	for n, titled := range found {
		f.takers = append(f.takers, taker{n, titled})
	}
	for n := range found {
		for _, c := range l.family(n).copies {
			if _, ok := found[c.Commit]; !ok {
				f.takers = append(f.takers, taker{c.Commit, false})
			}
		}
	}
	slices.SortFunc(f.takers, func(a, b taker) int { return cmp.Compare(a.commit, b.commit) })
	f.takers = slices.CompactFunc(f.takers, func(a, b taker) bool { return a.commit == b.commit })
	return f.takers
}

// takes tells whether a commit takes back one of the instances on a branch, and stands itself.
func (l *look) takes(t taker, instances []Copy, branch int) bool {
	view := l.view(branch)
	if !view.Has(t.commit) || t.commit < instances[0].Commit {
		return false
	}
	if t.titled && !l.means(t.commit, instances, view) {
		return false
	}
	return l.standing(t.commit, branch).force != history.None
}

// means tells whether the title that a revert gives is there last on one of the instances.
func (l *look) means(revert history.N, instances []Copy, view history.Bits) bool {
	titled := l.in.Index.Titled(instances[0].Commit)
	for i := len(titled) - 1; i >= 0; i-- {
		if n := titled[i]; n < revert && view.Has(n) {
			return slices.ContainsFunc(instances, func(c Copy) bool { return c.Commit == n })
		}
	}
	return false
}
