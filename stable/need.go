package stable

import (
	"fmt"
	"slices"
	"sort"

	"patchpilot/history"
)

// targets are what a fix is about, as they are on a branch.
func (l *look) targets(fix history.N, branch int) (all []Target) {
	for _, m := range l.in.Index.Said(fix) {
		if !about(m) {
			continue
		}
		t := Target{Commit: l.original(m), Kind: m.Kind, ID: m.ID, Line: m.Line, How: m.How, Copy: history.None}
		if t.Commit == fix || t.Commit != history.None && slices.ContainsFunc(all, func(o Target) bool { return o.Commit == t.Commit }) {
			continue
		}
		if t.Commit != history.None {
			t.Copy = l.standing(t.Commit, branch).force
			t.There = l.there(t.Commit, branch)
			if first := l.kept(t.Commit, branch); first != history.None && t.Kind == history.Fixes && !t.There {
				t.There, t.Copy = true, l.standing(first, branch).force
			}
		}
		all = append(all, t)
	}
	return all
}

// kept is what a commit brings back where a branch has that, and the revert never came: what is wrong with one is wrong with
// the other. It is history.None where there is no such.
func (l *look) kept(reapply history.N, branch int) history.N {
	revert := l.onlyTakes(reapply)
	if revert == history.None || len(l.standing(revert, branch).copies) > 0 {
		return history.None
	}
	first := l.onlyTakes(revert)
	if first == history.None || l.standing(first, branch).force == history.None {
		return history.None
	}
	return first
}

// onlyTakes is the one commit that another one takes back; history.None where it takes back none, or several.
func (l *look) onlyTakes(n history.N) history.N {
	only := history.None
	for _, m := range l.in.Index.Said(n) {
		if m.Kind != history.Reverts {
			continue
		}
		of := l.original(m)
		if of == history.None || only != history.None && only != of {
			return history.None
		}
		only = of
	}
	return only
}

// original is the commit of upstream that a mention means, where it means a copy; else what it means.
func (l *look) original(m history.Mention) history.N {
	if m.Of == history.None || l.upstream.Has(m.Of) {
		return m.Of
	}
	if v := l.Original(m.Of); v != history.None {
		return v
	}
	if byTitle(m) {
		titled := l.in.Index.Titled(m.Of)
		for i := sort.Search(len(titled), func(i int) bool { return titled[i] >= m.By }) - 1; i >= 0; i-- {
			if l.upstream.Has(titled[i]) {
				return titled[i]
			}
		}
	}
	return m.Of
}

// need tells whether a branch that lacks a fix needs it.
func (l *look) need(c *Cell) {
	tag := l.tag(c)
	c.Floor = tag.floor
	l.addTargetConflicts(c)
	below := tag.floor != "" && l.below(c.Branch, tag.floor)
	there := slices.IndexFunc(c.Targets, func(t Target) bool { return t.There })
	open := slices.ContainsFunc(c.Targets, func(t Target) bool {
		return t.Commit == history.None || l.found.nothing(t.Commit) || l.inPart(t.Commit, c.Branch) != ""
	})
	switch {
	case there >= 0:
		l.affected(c, c.Targets[there], tag, below)
	case l.branches[c.Branch].Base == history.None && l.branches[c.Branch].Tip != history.None:
		c.Status, c.Reason = Unknown, "the branch "+l.unmet
	case len(c.Targets) > 0 && !open:
		c.Status, c.Reason = NotAffected, fmt.Sprintf("it %s %s, which the branch does not have", c.Targets[0].Does(), l.short(c.Targets[0].Commit))
		l.addRelanded(c)
		if tag.floor != "" && !below {
			c.Evidence = append(c.Evidence, Evidence{Commit: c.Fix, Line: tag.line, Text: "asks for more than has the fault: " + tag.floor})
		}
	case below:
		c.Status, c.Reason = BelowFloor, fmt.Sprintf("it is asked for from %s on, and nothing here says that the fault is older", tag.floor)
	case tag.floor != "" && l.branches[c.Branch].Version != "":
		c.Status, c.Reason = Missing, fmt.Sprintf("it is asked for from %s on; what it fixes is not known here", tag.floor)
		c.Evidence = append(c.Evidence, Evidence{Commit: c.Fix, Line: tag.line, Text: "asks for stable from " + tag.floor + " on"})
	default:
		c.Status, c.Reason = Unknown, l.unknown(c, tag)
	}
	c.Asked = tag.asks && !below
	if c.Status == Missing || c.Status == Unknown {
		l.withhold(c, tag)
	}
	if c.Status != NotAffected {
		l.advise(c)
	}
}

// addRelanded tells of what may be a target that came again after it was taken back.
func (l *look) addRelanded(c *Cell) {
	x, view := l.in.Index, l.view(c.Branch)
	for _, t := range c.Targets {
		titled := x.Titled(t.Commit)
		if len(l.standing(t.Commit, c.Branch).copies) == 0 || len(titled) > common {
			continue
		}
		for _, n := range titled {
			if n > t.Commit && view.Has(n) && l.upstream.Has(n) && x.SameAuthor(n, t.Commit) {
				c.Evidence = append(c.Evidence, Evidence{Commit: n, Line: 1, Text: "may be what it fixes, come again: it has its author and title"})
			}
		}
	}
}

// Does says what a fix does to a target.
func (t Target) Does() string {
	if t.Kind == history.Reverts {
		return "takes back"
	}
	return "fixes"
}

// affected tells of a branch that has what the fix is about.
func (l *look) affected(c *Cell, t Target, tag tag, below bool) {
	c.Status = Missing
	of := t.Commit
	c.Reason = fmt.Sprintf("it %s %s, which ", t.Does(), l.short(of))
	if !l.there(of, c.Branch) {
		of = l.kept(of, c.Branch)
		c.Reason += fmt.Sprintf("brings back %s, which ", l.short(of))
	}
	c.Reason += "the branch has"
	if t.Copy != of && t.Copy != history.None {
		c.Reason += " as " + l.short(t.Copy)
	}
	c.Evidence = append(c.Evidence, Evidence{Commit: c.Fix, Line: t.Line, Text: "names what it " + t.Does()})
	if below {
		c.Conflicts = append(c.Conflicts, Evidence{
			Commit: c.Fix, Line: tag.line, Text: fmt.Sprintf("is asked for from %s on, but the branch has what it fixes", tag.floor),
		})
	}
}

// unknown says why nothing can be said.
func (l *look) unknown(c *Cell, tag tag) string {
	for _, t := range c.Targets {
		part := l.inPart(t.Commit, c.Branch)
		switch {
		case l.found.nothing(t.Commit):
			return fmt.Sprintf("it %s %s, which changes nothing: what it is about is not known", t.Does(), l.short(t.Commit))
		case part != "":
			return fmt.Sprintf("it %s the merge %s, which the branch lacks; %s", t.Does(), l.short(t.Commit), part)
		case t.Commit != history.None:
		case t.How == history.Ambiguous && t.ID == "":
			return "several commits have the title of what it fixes"
		case t.How == history.Ambiguous:
			return fmt.Sprintf("what it fixes may be one of several commits: %s", t.ID)
		case t.ID == "" && t.Kind == history.Fixes:
			return "no commit here has the title of what it fixes"
		case t.ID == "":
			return "what it takes back is not here"
		default:
			return fmt.Sprintf("what it fixes is not here: %s", t.ID)
		}
	}
	if tag.floor != "" {
		return fmt.Sprintf("it is asked for from %s on, and the branch has no version", tag.floor)
	}
	if tag.asks && tag.words {
		return "it is asked for, with words for people to read"
	}
	words := "nothing says what it fixes"
	if tag.asks {
		words = "it is asked for, but nothing says what it fixes or since when"
	}
	if spoken := l.spokenOf(c.Fix); len(spoken) > 0 {
		of := l.original(spoken[0])
		has := "has"
		if !l.there(of, c.Branch) {
			has = "does not have"
		}
		words += fmt.Sprintf("; it speaks of %s, which the branch %s", l.short(of), has)
	}
	return words
}

// addTargetConflicts tells of tags whose ids and titles disagree.
func (l *look) addTargetConflicts(c *Cell) {
	for _, t := range c.Targets {
		switch {
		case t.How == history.WrongID, t.How == history.OtherTitle:
			c.Conflicts = append(c.Conflicts, Evidence{Commit: c.Fix, Line: t.Line, Text: fmt.Sprintf("names %s: found %s", t.ID, t.How)})
		case t.How == history.ByTitle && t.ID != "":
			c.Conflicts = append(c.Conflicts, Evidence{Commit: c.Fix, Line: t.Line, Text: fmt.Sprintf("names %s, which is no commit here: found by its title", t.ID)})
		}
	}
}

// advise tells whether upstream took the fix back.
func (l *look) advise(c *Cell) {
	if c.Against = l.against(c.Fix); c.Against == history.None {
		return
	}
	c.Reason += fmt.Sprintf("; upstream took it back in %s: take neither, or both", l.short(c.Against))
	c.Evidence = append(c.Evidence, Evidence{Commit: c.Against, Line: l.revertLine(c.Against), Text: "takes it back upstream"})
}

// against is the commit in which upstream took a fix back and left it so, history.None where it did not.
func (l *look) against(fix history.N) history.N {
	if s := l.standing(fix, mainstream); s.force == history.None {
		return s.taken
	}
	return history.None
}
