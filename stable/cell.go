package stable

import (
	"fmt"
	"slices"

	"patchpilot/history"
	"patchpilot/trailers"
)

// cell judges a fix on a branch, and tells what else it takes.
func (l *look) cell(fix history.N, branch int) Cell {
	c := l.weigh(fix, branch)
	if c.Status != NotAffected && c.Status != BelowFloor {
		c.FollowUps = l.followUps(fix, branch)
	}
	return c
}

// weigh tells whether a fix is there, whether it is needed, and what mail says.
func (l *look) weigh(fix history.N, branch int) Cell {
	c := Cell{Fix: fix, Branch: branch, Commit: history.None, Against: history.None}
	s := l.standing(fix, branch)
	c.Copies = s.copies
	c.Targets = l.targets(fix, branch)
	l.addDoubts(&c)
	switch {
	case s.force != history.None:
		l.inForce(&c, s)
		return c
	case len(s.copies) > 0:
		l.takenBack(&c, s)
		l.hear(&c)
	case l.found.has(fix, branch):
		c.Status, c.Reason = Done, "all that it changes is so on the branch; no commit is known that made it"
		return c
	case l.found.nothing(fix):
		c.Status, c.Reason, c.Trial = NotAffected, "there is nothing to take", &Trial{Applies: Empty}
		return c
	case l.in.Index.Merge(fix):
		c.Status, c.Reason = Unknown, "it is a merge, and cannot be taken: ask about the commits that it brought"
		return c
	default:
		if s.vain != history.None && !l.reverts(fix) { // else it reapplies
			c.Conflicts = append(c.Conflicts, Evidence{Commit: s.vain, Line: l.revertLine(s.vain), Text: "takes it back, though it never came"})
		}
		l.need(&c)
		l.hear(&c)
		l.addAlike(&c)
	}
	c.Notes = append(c.Notes, l.notes(fix, branch)...)
	return c
}

// inForce tells of a fix in force.
func (l *look) inForce(c *Cell, s *standing) {
	h := &l.branches[c.Branch]
	c.Commit = s.force
	if h.base.Has(s.force) {
		c.Status, c.Reason = InBase, "the branch began with it"
		if s.force != c.Fix {
			c.Reason = fmt.Sprintf("the branch began with %s, which is the same change", l.short(s.force))
		}
		l.addTurns(c, s)
		return
	}
	c.Status, c.Release = Done, h.release(s.since)
	i := slices.IndexFunc(s.copies, func(c Copy) bool { return c.Commit == s.force })
	how := s.copies[i]
	c.Reason = fmt.Sprintf("the branch has it as %s, by %s", l.short(s.force), how.Rank)
	e := Evidence{Commit: how.Commit, Line: how.Line, Text: l.known(c.Fix, how)}
	if how.By != history.None {
		e.Commit = how.By
	}
	c.Evidence = append(c.Evidence, e)
	l.addTurns(c, s)
}

// addTurns tells how what came was taken out, and brought back.
func (l *look) addTurns(c *Cell, s *standing) {
	for _, e := range s.after {
		text := "takes it back"
		if e.in {
			text = "brings it back"
		}
		c.Evidence = append(c.Evidence, Evidence{Commit: e.commit, Line: l.revertLine(e.commit), Text: text})
	}
}

// known says how a copy was known.
func (l *look) known(fix history.N, c Copy) string {
	switch c.Rank {
	case Ancestor:
		return "is an ancestor of the branch"
	case ByID:
		switch {
		case c.By != c.Commit:
			return fmt.Sprintf("says %q of %s", wordings[c.Form], l.short(c.Commit))
		case c.Named != fix && c.Commit != fix:
			return fmt.Sprintf("says %q of a copy of it, %s", wordings[c.Form], l.short(c.Named))
		}
		return fmt.Sprintf("says %q of it", wordings[c.Form])
	case ByPatchID:
		return "has the same patch-id"
	case ByChange:
		return "changes the same lines"
	case ByMaking:
		return "was made by the same author in the same second"
	case ByReapply:
		return "takes a revert of it back, and neither was here"
	}
	return "has the same author and title"
}

var wordings = map[trailers.Form]string{
	trailers.CommitUpstream: "commit … upstream", trailers.UpstreamCommit: "Upstream commit …", trailers.CherryPicked: "cherry picked from commit …",
	trailers.BackportedFrom: "backported from commit …", trailers.BareCommit: "commit …",
}

// takenBack tells of a fix that came and went.
func (l *look) takenBack(c *Cell, s *standing) {
	c.Status, c.Commit = Reverted, s.taken
	c.Release = l.branches[c.Branch].release(s.taken)
	last := s.copies[len(s.copies)-1]
	c.Reason = fmt.Sprintf("%s was taken back in %s", l.short(last.Commit), l.short(s.taken))
	l.addTurns(c, s)
}

func (l *look) revertLine(n history.N) int {
	for _, m := range l.in.Index.Said(n) {
		if m.Kind == history.Reverts {
			return m.Line
		}
	}
	return 0
}

// addDoubts tells where ranks contradict each other.
func (l *look) addDoubts(c *Cell) {
	view := l.branches[c.Branch].all
	for _, d := range l.family(c.Fix).doubts {
		if !view.Has(d.commit) {
			continue
		}
		text := "names it, but has another title and was made at another time"
		switch {
		case d.like == c.Fix && d.named == history.None && d.how == history.Ambiguous:
			text = fmt.Sprintf("is it, but names %s, which may be several commits here", d.id)
		case d.like == c.Fix && d.named == history.None:
			text = fmt.Sprintf("is it, but names %s, which is no commit here", d.id)
		case d.like == c.Fix:
			text = fmt.Sprintf("is it, but names %s: a wrong id", l.short(d.named))
		case d.like != history.None:
			text = fmt.Sprintf("names it, but is %s: a wrong id", l.short(d.like))
		}
		c.Conflicts = append(c.Conflicts, Evidence{Commit: d.commit, Line: d.line, Text: text})
	}
}

const mostAlike = 5

// addAlike tells of commits that may be the fix, as far as a title or a second tell.
func (l *look) addAlike(c *Cell) {
	for _, n := range l.family(c.Fix).alike {
		if !l.branches[c.Branch].all.Has(n) || len(c.Maybe) == mostAlike {
			continue
		}
		e := Evidence{Commit: n, Line: 1, Text: "has its title, and may be it: look"}
		if !l.in.Index.SameTitle(n, c.Fix) {
			e = Evidence{Commit: n, Text: "was made by its author in the same second, and may be it: look"}
		}
		c.Maybe = append(c.Maybe, n)
		c.Notes = append(c.Notes, e)
	}
}

// short is an id as people write it.
func (k *Keeper) short(n history.N) string { return k.in.Index.ID(n).String()[:12] }
