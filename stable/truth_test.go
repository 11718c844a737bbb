package stable_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"patchpilot/history"
	"patchpilot/stable"
)

func draw(t *rapid.T) *world {
	w := &world{T: t, now: time.Unix(1.6e9, 0), upstream: newLine("main"), wrong: map[commitOn]bool{}, spoilt: map[string]bool{}, stray: map[history.ID]bool{}}
	w.land(&act{}, "")
	w.land(&act{}, "")
	w.releases = append(w.releases, mark{"v5.1", w.upstream.tip, w.now})
	w.changes[0].since, w.changes[1].since = 0, 0
	w.branch(1)
	for range 30 + w.one("length", 60) {
		if w.chance("mail", 10) {
			w.mail(w.branches[w.one("branch of mail", len(w.branches))])
		} else if w.chance("upstream next", 2) {
			w.stepUpstream()
		} else {
			w.stepBranch(w.branches[w.one("branch next", len(w.branches))])
		}
	}
	if w.topic != nil {
		w.merge()
	}
	return w
}

// keeper reads the world in one of the orders that commits may come in, and in pieces.
func (w *world) keeper() (*stable.Keeper, *history.Index) {
	x := history.New(history.Kernel)
	all := slices.Clone(w.commits)
	if w.chance("upstream first", 2) {
		upstream := map[history.ID]bool{}
		for _, c := range w.commits {
			upstream[c.ID] = strings.HasPrefix(c.Message, "Merge")
		}
		for _, c := range w.changes {
			upstream[c.id] = true
		}
		slices.SortStableFunc(all, func(a, b history.Commit) int {
			switch {
			case upstream[a.ID] == upstream[b.ID]:
				return 0
			case upstream[a.ID]:
				return -1
			}
			return 1
		})
	}
	cut := w.one("cut", len(all))
	x.Extend(all[:cut])
	x.Extend(all)
	tags := func(l []mark) (all []stable.Release) {
		for _, m := range l {
			all = append(all, stable.Release{Name: m.name, Commit: x.Find(m.commit)})
		}
		return all
	}
	in := stable.Input{Index: x, Upstream: x.Find(w.upstream.tip), Mainline: tags(w.releases), Facts: w.facts, Now: w.now, Source: w}
	for _, b := range w.branches {
		in.Branches = append(in.Branches, stable.Branch{
			Name: b.name, Version: fmt.Sprintf("5.%d", b.minor), Tip: x.Find(b.tip), Base: x.Find(b.base), Releases: tags(b.tags),
		})
	}
	return stable.New(in), x
}

// status is what is true of a change of upstream on a branch.
func (w *world) status(n int, b *line) stable.Status {
	c := w.changes[n]
	id, came := b.came[n]
	fact := w.heard(n, b)
	if came && b.force[n] {
		if id == c.id {
			return stable.InBase
		}
		return stable.Done
	}
	if came {
		if coming := fact != nil && (fact.Kind == stable.FactQueued || fact.Kind == stable.FactPosted); coming && fact.Date.After(w.takenAt(n, b)) {
			return told[fact.Kind]
		}
		return stable.Reverted
	}
	need := w.need(n, b)
	if fact == nil || need == stable.NotAffected && (fact.Kind == stable.FactFailed || fact.Kind == stable.FactDropped) {
		return need
	}
	return told[fact.Kind]
}

var told = map[stable.FactKind]stable.Status{
	stable.FactQueued: stable.Queued, stable.FactPosted: stable.Pending, stable.FactFailed: stable.Failed, stable.FactDropped: stable.Dropped,
}

func (w *world) heard(n int, b *line) (last *stable.Fact) {
	for i, f := range w.facts {
		unclear := f.Upstream == "" && w.titled(f.Title) > 1
		if w.told[i] == n && !unclear && f.Version == fmt.Sprintf("5.%d", b.minor) {
			if last == nil || f.Kind != stable.FactPosted || last.Kind != stable.FactQueued { // what is in the queue is posted for review
				last = &w.facts[i]
			}
		}
	}
	return last
}

// titled counts the changes of upstream with a title.
func (w *world) titled(title string) (count int) {
	for _, c := range w.changes {
		if c.title == title && !c.id.IsZero() {
			count++
		}
	}
	return count
}

// takenAt is when a change was taken out of a branch.
func (w *world) takenAt(n int, b *line) time.Time {
	id := b.came[b.by[n]]
	i := slices.IndexFunc(w.commits, func(c history.Commit) bool { return c.ID == id })
	return w.commits[i].Committer.When
}

// affected tells whether a branch has what a change is about, or what the reapply that it fixes brings back.
func (w *world) affected(n int, b *line) bool {
	c := w.changes[n]
	kept := func(reapply int) bool {
		for _, revert := range w.changes[reapply].undoes {
			if _, came := b.came[revert]; !came && slices.ContainsFunc(w.changes[revert].undoes, func(o int) bool { return b.force[o] }) {
				return true
			}
		}
		return false
	}
	return slices.ContainsFunc(slices.Concat(c.fixes, c.undoes), func(o int) bool { return b.force[o] }) || slices.ContainsFunc(c.fixes, kept)
}

// need is what is true of a change that never came to a branch.
func (w *world) need(n int, b *line) stable.Status {
	c := w.changes[n]
	about := slices.Concat(c.fixes, c.undoes)
	needed := stable.Unknown
	switch {
	case w.affected(n, b):
		needed = stable.Missing
	case len(about) > 0 && !c.lost:
		return stable.NotAffected
	case c.floor > b.minor:
		return stable.BelowFloor
	case c.floor > 0:
		needed = stable.Missing
	}
	if c.optOut {
		return stable.OptOut
	}
	if c.weeks > 0 {
		i := slices.IndexFunc(w.commits, func(o history.Commit) bool { return o.ID == c.id })
		from := w.commits[i].Committer.When
		if c.since >= 0 {
			tag := w.releases[c.since].commit
			i := slices.IndexFunc(w.commits, func(o history.Commit) bool { return o.ID == tag })
			from = w.commits[i].Committer.When
		}
		if w.now.Before(from.Add(time.Duration(c.weeks) * 7 * 24 * time.Hour)) {
			return stable.NotBefore
		}
	}
	return needed
}

// followUps are the later changes of upstream that a branch lacks, of one that it has or is to have.
func (w *world) followUps(n int, b *line) (all []int) {
	seen := map[int]bool{n: true}
	var visit func(int)
	visit = func(of int) {
		for i, c := range w.changes {
			fixes, undoes := slices.Contains(c.fixes, of), slices.Contains(c.undoes, of)
			if seen[i] || c.id.IsZero() || !fixes && !undoes {
				continue
			}
			if !b.force[i] && !w.upstream.force[i] {
				continue
			}
			seen[i] = true
			if !b.force[i] && !(undoes && !b.force[of]) {
				all = append(all, i)
			}
			visit(i)
		}
	}
	visit(n)
	slices.Sort(all)
	return all
}

func TestStatesOfDrawnHistories(t *testing.T) {
	seen := map[stable.Status]int{}
	for range 4 {
		rapid.Check(t, func(t *rapid.T) { compare(t, draw(t), seen) })
	}
	for _, s := range []stable.Status{
		stable.InBase, stable.Done, stable.NotAffected, stable.Missing, stable.Reverted, stable.OptOut, stable.BelowFloor,
		stable.NotBefore, stable.Queued, stable.Pending, stable.Failed, stable.Dropped, stable.Unknown,
	} {
		if seen[s] < 20 {
			t.Errorf("%d cells were %s: the histories drawn do not show it", seen[s], s)
		}
	}
	t.Log(seen)
}

// compare holds the table against the truth.
func compare(t *rapid.T, w *world, seen map[stable.Status]int) {
	k, x := w.keeper()
	var fixes []history.N
	of := map[history.N]int{}
	for i, c := range w.changes {
		if !c.id.IsZero() {
			of[x.Find(c.id)] = i
			fixes = append(fixes, x.Find(c.id))
		}
	}
	for _, cell := range k.Table(fixes) {
		n, b := of[cell.Fix], w.branches[cell.Branch]
		c := w.changes[n]
		fail := func(format string, a ...any) {
			t.Helper()
			t.Fatalf("%s on %s: %s\n%+v\n%s", c.title, b.name, fmt.Sprintf(format, a...), cell, w.story())
		}
		want := w.status(n, b)
		if seen[want]++; cell.Status != want {
			fail("%s, want %s", cell.Status, want)
		}
		switch want {
		case stable.Done:
			if x.ID(cell.Commit) != b.came[n] || cell.Release != b.release[b.since[n]] {
				fail("as %s in %q, want %s in %q", x.ID(cell.Commit), cell.Release, b.came[n], b.release[b.since[n]])
			}
		case stable.Reverted:
			if x.ID(cell.Commit) != b.came[b.by[n]] {
				fail("by %s, want %s", x.ID(cell.Commit), b.came[b.by[n]])
			}
		case stable.Missing:
			if against := !w.upstream.force[n]; against != (cell.Against != history.None) {
				fail("against: %d", cell.Against)
			}
			if w.affected(n, b) && c.floor > b.minor && len(cell.Conflicts) == 0 {
				fail("the floor is above, and it does not say so")
			}
		}
		if w.wrong[commitOn{n, b}] && len(cell.Conflicts) == 0 {
			fail("a copy names another, and it does not say so")
		}
		if want == stable.NotAffected || want == stable.BelowFloor {
			continue
		}
		var lacking []int
		for _, f := range cell.FollowUps {
			lacking = append(lacking, of[f])
		}
		slices.Sort(lacking)
		if !slices.Equal(lacking, w.followUps(n, b)) {
			fail("follow-ups %v, want %v", lacking, w.followUps(n, b))
		}
	}
}

// story is all that happened.
func (w *world) story() string {
	var s strings.Builder
	for i, c := range w.changes {
		fmt.Fprintf(&s, "%d: %s %q fixes %v undoes %v\n", i, c.id.String()[:12], c.title, c.fixes, c.undoes)
	}
	for _, l := range append(w.branches, w.upstream) {
		fmt.Fprintf(&s, "== %s from %s\n", l.name, l.base.String()[:12])
		for _, c := range w.commits {
			in := c.ID == l.tip
			for id := l.tip; !in && id != l.base && !id.IsZero(); {
				i := slices.IndexFunc(w.commits, func(o history.Commit) bool { return o.ID == id })
				if in = w.commits[i].ID == c.ID; in || len(w.commits[i].Parents) == 0 {
					break
				}
				id = w.commits[i].Parents[0]
			}
			if in {
				fmt.Fprintf(&s, "--- %s %s %d\n%s", c.ID.String()[:12], c.Author.Name, c.Author.When.Unix(), c.Message)
			}
		}
	}
	return s.String()
}
