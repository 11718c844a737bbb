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
	since  history.N // what brought it in last: force, or what took a revert of it back
	taken  history.N // what took the last of them back; history.None where one is in force, or none came
	after  []event   // what took the last of them out and brought it back, oldest first
	vain   history.N // a revert of it, which never came; history.None = none
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
	titled bool // it names no id
	alone  bool // what it takes back had not come
}

// standing follows a commit's coming and going on a branch. What lands last decides: a copy, a revert, a revert of the
// revert.
func (l *look) standing(of history.N, branch int) *standing {
	key := instance{of, branch}
	if s := l.standings[key]; s != nil {
		return s
	}
	s := &standing{force: history.None, since: history.None, taken: history.None, vain: history.None}
	l.standings[key] = s
	came := l.instances(of, branch)
	for _, e := range l.events(of, l.view(branch)) {
		for len(came) > 0 && came[0].Commit < e.commit {
			s.come(came[0])
			came = came[1:]
		}
		s.turn(e)
	}
	for _, c := range came {
		s.come(c)
	}
	return s
}

// there tells whether a branch has a commit in force, or all that it changes.
func (l *look) there(n history.N, branch int) bool {
	return l.standing(n, branch).force != history.None || l.found.has(n, branch)
}

// come notes a copy.
func (s *standing) come(c Copy) {
	s.copies = append(s.copies, c)
	s.force, s.since, s.taken, s.after = c.Commit, c.Commit, history.None, nil
}

// turn notes what takes it out, or takes back what did. Where neither it nor its revert ever came, what takes that back
// brings it in.
func (s *standing) turn(e event) {
	n := len(s.copies)
	switch {
	case e.in == (s.force != history.None):
		if !e.in && n == 0 && !e.titled {
			s.vain = e.commit
		}
		return
	case n == 0:
		if e.alone {
			s.come(copyFound(e.commit, ByReapply))
		}
		return
	case e.in:
		s.copies[n-1].TakenOut, s.taken = history.None, history.None
		s.force, s.since = s.copies[n-1].Commit, e.commit
	default:
		s.copies[n-1].TakenOut, s.taken = e.commit, e.commit
		s.force, s.since = history.None, history.None
	}
	s.after = append(s.after, e)
}

// events are the reverts of a commit on a branch, the reverts of those, and so on, oldest first.
func (l *look) events(of history.N, view history.Bits) (all []event) {
	seen := map[history.N]bool{}
	var follow func(history.N, bool)
	follow = func(of history.N, in bool) {
		takers := l.takers(of)
		if len(takers) == 0 {
			return
		}
		instances := l.instancesIn(of, view)
		for _, t := range takers {
			there := view.Has(t.commit)
			if seen[t.commit] || t.titled && (!there || !l.means(t.commit, of, instances, view)) {
				continue
			}
			seen[t.commit] = true
			if there {
				all = append(all, event{t.commit, in, t.titled, len(instances) == 0 || instances[0].Commit > t.commit})
			}
			follow(t.commit, !in)
		}
	}
	follow(of, false)
	slices.SortFunc(all, func(a, b event) int { return cmp.Compare(a.commit, b.commit) })
	return all
}

// instances are a commit and its copies on a branch, oldest first.
func (l *look) instances(of history.N, branch int) []Copy { return l.instancesIn(of, l.view(branch)) }

func (l *look) instancesIn(of history.N, view history.Bits) (all []Copy) {
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
					if l.Original(m.By) == history.None {
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
