package stable

import (
	"cmp"
	"maps"
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

// event is a commit of a branch that brings another in or takes it out.
type event struct {
	commit history.N
	in     bool
}

// standing follows a commit's coming and going on a branch. What lands last decides: a copy, a revert, a revert of the
// revert.
func (l *look) standing(of history.N, branch int) *standing {
	key := instance{of, branch}
	if s := l.standings[key]; s != nil {
		return s
	}
	s := &standing{copies: l.instances(of, branch), force: history.None, taken: history.None}
	l.standings[key] = s
	if len(s.copies) == 0 {
		return s
	}
	events := l.events(of, s.copies, l.view(branch))
	for i := range s.copies {
		c := &s.copies[i]
		for ; len(events) > 0 && (i+1 == len(s.copies) || events[0].commit < s.copies[i+1].Commit); events = events[1:] {
			if c.TakenOut = history.None; !events[0].in {
				c.TakenOut = events[0].commit
			}
		}
	}
	last := s.copies[len(s.copies)-1]
	if s.taken = last.TakenOut; s.taken == history.None {
		s.force = last.Commit
	}
	return s
}

// events are the reverts of a commit after its instances on a branch, the reverts of those, and so on, oldest first.
func (l *look) events(of history.N, instances []Copy, view history.Bits) (all []event) {
	seen := map[history.N]bool{}
	var follow func(history.N, []Copy, bool)
	follow = func(of history.N, instances []Copy, in bool) {
		for _, t := range l.takers(of) {
			if seen[t.commit] || !view.Has(t.commit) || t.commit < instances[0].Commit || t.titled && !l.means(t.commit, of, instances, view) {
				continue
			}
			seen[t.commit] = true
			all = append(all, event{t.commit, in})
			follow(t.commit, []Copy{{Commit: t.commit}}, !in)
		}
	}
	follow(of, instances, false)
	slices.SortFunc(all, func(a, b event) int { return cmp.Compare(a.commit, b.commit) })
	return all
}

// instances are a commit and its copies on a branch, oldest first.
func (l *look) instances(of history.N, branch int) (all []Copy) {
	view := l.view(branch)
	if view.Has(of) {
		all = append(all, copyFound(of, Ancestor))
	}
	for _, c := range l.family(of).copies {
		if view.Has(c.Commit) {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, byCommit)
	return slices.CompactFunc(all, func(a, b Copy) bool { return a.Commit == b.Commit })
}

// takers are the commits, on any branch, that take one or a copy of it back, oldest first.
func (l *look) takers(of history.N) []taker {
	f := l.family(of)
	if f.asked {
		return f.takers
	}
	f.asked = true
	found := map[history.N]taker{}
	for _, n := range f.members() {
		for _, m := range l.in.Index.Naming(history.Reverts, n) {
			if !byTitle(m) {
				found[m.By] = taker{m.By, false}
			}
		}
	}
	l.addTitled(f, found)
	for _, t := range slices.Collect(maps.Values(found)) {
		if t.titled {
			continue
		}
		for _, c := range l.family(t.commit).copies {
			found[c.Commit] = taker{c.Commit, false}
		}
	}
	f.takers = slices.SortedFunc(maps.Values(found), func(a, b taker) int { return cmp.Compare(a.commit, b.commit) })
	return f.takers
}

// addTitled adds the reverts that give a title and no id. They mean the newest that has it, on their own branch, whatever
// there is on others; and the copy of one means what that one meant.
func (l *look) addTitled(f *family, found map[history.N]taker) {
	x := l.in.Index
	members := f.members()
	for i, n := range members {
		titled := x.Titled(n)
		if len(titled) > common || slices.ContainsFunc(members[:i], func(o history.N) bool { return x.SameTitle(n, o) }) {
			continue
		}
		for _, n := range titled {
			for _, m := range x.Naming(history.Reverts, n) {
				if _, known := found[m.By]; known || !byTitle(m) {
					continue
				}
				switch {
				case !l.upstream.Has(m.By):
					if l.takenFrom(m.By) == history.None {
						found[m.By] = taker{m.By, true}
					}
				case l.means(m.By, f.of, l.instances(f.of, mainstream), l.upstream):
					found[m.By] = taker{m.By, false}
				}
			}
		}
	}
}

// byTitle tells whether a mention's commit was found by title.
func byTitle(m history.Mention) bool {
	return m.ID == "" || m.How == history.ByTitle || m.How == history.WrongID
}

// means tells whether one of the instances is the newest before a revert that has the title it gives; where none there
// has it, whether the title is that of the commit they are instances of.
func (l *look) means(revert, of history.N, instances []Copy, view history.Bits) bool {
	about := history.None
	for _, m := range l.in.Index.Said(revert) {
		if m.Kind == history.Reverts {
			about = m.Of
		}
	}
	if about == history.None {
		return false
	}
	titled := l.in.Index.Titled(about)
	for i := len(titled) - 1; i >= 0; i-- {
		if n := titled[i]; n < revert && view.Has(n) {
			return slices.ContainsFunc(instances, func(c Copy) bool { return c.Commit == n })
		}
	}
	return l.in.Index.SameTitle(about, of)
}
