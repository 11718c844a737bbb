package stable

import (
	"slices"

	"patchpilot/history"
)

// followUps are upstream's later fixes and reverts of a fix, and theirs in turn, that a branch lacks. What upstream made
// and took back again is none.
func (l *look) followUps(fix history.N, branch int) (lacking []history.N) {
	seen := map[history.N]bool{fix: true}
	for todo := []history.N{fix}; len(todo) > 0; todo = todo[1:] {
		for _, n := range l.later(todo[0]) {
			if seen[n] {
				continue
			}
			seen[n] = true
			there := l.there(n, branch)
			if !there && l.standing(n, mainstream).force == history.None {
				continue
			}
			todo = append(todo, n)
			if !there && !l.undoes(n, todo[0], branch) {
				lacking = append(lacking, n)
			}
		}
	}
	slices.Sort(lacking)
	return lacking
}

// undoes tells whether a commit takes back what the branch does not have.
func (l *look) undoes(n, what history.N, branch int) bool {
	return !l.there(what, branch) && slices.ContainsFunc(l.takers(what), func(t taker) bool { return t.commit == n })
}

// later are the commits of upstream that fix one, or take it back.
func (l *look) later(of history.N) (all []history.N) {
	for _, n := range l.family(of).members() {
		for _, m := range l.in.Index.Naming(history.Fixes, n) {
			if l.upstream.Has(m.By) && m.By > of && (n == of || l.upstream.Has(n) || l.original(m) == of) {
				all = append(all, m.By)
			}
		}
	}
	for _, t := range l.takers(of) {
		if l.upstream.Has(t.commit) && t.commit > of {
			all = append(all, t.commit)
		}
	}
	return all
}
