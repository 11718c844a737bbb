package stable

import (
	"slices"

	"patchpilot/history"
)

// Role of a commit in the chain of a fix.
type Role string

// Roles.
const (
	Fault    Role = "fault"          // what the fix is about, or what that fixed in its turn
	TheFix   Role = "fix"            // the one asked about
	LaterFix Role = "fix of the fix" // upstream's, of the fix or of one of these
	Revert   Role = "revert"         // takes the fix or one of these back
	Hint     Role = "mention"        // speaks of the fix, and may be about it
)

// Link is a commit in the chain of a fix: the fault, the fix, the fix of the fix.
type Link struct {
	Commit history.N
	Role   Role
	Ties   []Tie // what its message says of other commits
	Cell   Cell  // where it is on the branch, how that is known, and what contradicts; only the fix's has FollowUps
}

// Tie is a line of a commit's message that ties it to another.
type Tie struct {
	history.Mention
	To history.N // upstream's commit, where Of is a copy; history.None = not in this history
}

const (
	mostFaults = 16 // up the chain
	mostHints  = 16
)

// Why is the chain of a fix on a branch, oldest first: the faults that led to it, the fix, and what came after it.
func (k *Keeper) Why(fix history.N, branch int) []Link {
	l := k.look()
	own := l.link(fix, TheFix, branch)
	own.Cell.FollowUps = l.cell(fix, branch).FollowUps
	l.compareCopies(&own.Cell)
	faults := l.faults(own, branch)
	for _, m := range l.spokenOf(fix) { // which may be no faults
		own.Ties = append(own.Ties, Tie{m, l.original(m)})
	}
	slices.SortStableFunc(own.Ties, func(a, b Tie) int { return a.Line - b.Line })
	return slices.Concat(faults, []Link{own}, l.after(fix, branch))
}

func (l *look) link(n history.N, role Role, branch int) Link {
	link := Link{Commit: n, Role: role, Cell: l.weigh(n, branch)}
	for _, m := range l.in.Index.Said(n) {
		if about(m) {
			link.Ties = append(link.Ties, Tie{m, l.original(m)})
		}
	}
	return link
}

// about tells whether a mention says what a commit is about.
func about(m history.Mention) bool { return m.Kind == history.Fixes || m.Kind == history.Reverts }

// spokenOf are the mentions of earlier commits in a message.
func (l *look) spokenOf(n history.N) []history.Mention {
	return slices.DeleteFunc(l.in.Index.Said(n), func(m history.Mention) bool {
		return m.Kind != history.Mentions || m.Of == history.None || m.Of >= n
	})
}

// faults are what a fix is about, and what that fixed, up to the first.
func (l *look) faults(fix Link, branch int) (all []Link) {
	seen := map[history.N]bool{fix.Commit: true, history.None: true}
	for todo := []Link{fix}; len(todo) > 0; todo = todo[1:] {
		for _, tie := range todo[0].Ties {
			if seen[tie.To] || len(all) == mostFaults {
				continue
			}
			seen[tie.To] = true
			link := l.link(tie.To, Fault, branch)
			all, todo = append(all, link), append(todo, link)
		}
	}
	slices.SortFunc(all, oldest)
	return all
}

// after are upstream's later commits about a fix, and about those in turn; then what only speaks of it.
func (l *look) after(fix history.N, branch int) (all []Link) {
	seen := map[history.N]bool{fix: true}
	for todo := []history.N{fix}; len(todo) > 0; todo = todo[1:] {
		for _, n := range l.later(todo[0]) {
			if seen[n] {
				continue
			}
			seen[n] = true
			todo = append(todo, n)
			role := LaterFix
			if slices.ContainsFunc(l.takers(todo[0]), func(t taker) bool { return t.commit == n }) {
				role = Revert
			}
			all = append(all, l.link(n, role, branch))
		}
	}
	hints := 0
	for _, m := range l.in.Index.Naming(history.Mentions, fix) {
		if hints == mostHints || seen[m.By] || m.By < fix || !l.upstream.Has(m.By) {
			continue
		}
		hints++
		seen[m.By] = true
		link := l.link(m.By, Hint, branch)
		link.Ties = append(link.Ties, Tie{m, fix})
		all = append(all, link)
	}
	slices.SortFunc(all, oldest)
	return all
}

func oldest(a, b Link) int { return int(a.Commit) - int(b.Commit) }
