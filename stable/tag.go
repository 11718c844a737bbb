package stable

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"patchpilot/history"
	"patchpilot/internal/lazyregexp"
	"patchpilot/trailers"
)

// tag is what the Ccs of stable in a fix's message come to.
type tag struct {
	asks         bool
	floor        string // "v5.9"
	line         int    // of the floor; else of the first Cc
	words        bool   // some are for people to read
	optOut, wait *history.StableTag
}

// tag reads the Ccs of a fix. Where they contradict each other the lowest floor counts, and what asks for stable counts
// more than what opts out of being picked unasked; both are told. Those that name prerequisites say where these are to be
// taken, and the others where the fix is.
func (l *look) tag(c *Cell) (t tag) {
	all := l.in.Index.Stable(c.Fix)
	others := slices.ContainsFunc(all, func(s history.StableTag) bool { return !s.NoAuto && len(s.Prereq) == 0 })
	for i := range all {
		s := &all[i]
		if s.NoAuto {
			t.optOut = s
			continue
		}
		t.asks = true
		if t.line == 0 {
			t.line = s.Line
		}
		if waits.MatchString(s.Comment) {
			t.wait = s
		}
		t.words = t.words || s.Note != ""
		if s.Floor == "" || len(s.Prereq) > 0 && others {
			continue
		}
		if t.floor != "" && t.floor != s.Floor {
			c.Conflicts = append(c.Conflicts, Evidence{Commit: c.Fix, Line: s.Line, Text: fmt.Sprintf("is asked for from %s on, and from %s on", t.floor, s.Floor)})
		}
		if t.floor == "" || less(s.Floor, t.floor) {
			t.floor, t.line = s.Floor, s.Line
		}
	}
	if t.asks && t.optOut != nil {
		c.Conflicts = append(c.Conflicts, Evidence{Commit: c.Fix, Line: t.optOut.Line, Text: "both asks for stable and asks not to be picked"})
		t.optOut = nil
	}
	return t
}

// notes are what only people can read in the Ccs of a fix, and the prerequisites that these name and that are not taken
// to a branch for it.
func (l *look) notes(fix history.N, branch int) (all []Evidence) {
	for _, tag := range l.in.Index.Stable(fix) {
		if tag.Note != "" && !waits.MatchString(tag.Note) {
			all = append(all, Evidence{Commit: fix, Line: tag.Line, Text: fmt.Sprintf("says for people to read: %q", tag.Note)})
		}
	}
	_, not := l.prereqs(fix, branch)
	all = append(all, not...)
	slices.SortStableFunc(all, func(a, b Evidence) int { return cmp.Compare(a.Line, b.Line) })
	return all
}

// prereqs are the commits that the Ccs of a fix say are to be taken before it, and why others that these name are not.
func (l *look) prereqs(fix history.N, branch int) (all []Prerequisite, not []Evidence) {
	if fix == history.None {
		return nil, nil
	}
	for _, tag := range l.in.Index.Stable(fix) {
		for _, m := range l.in.Index.Said(fix) {
			if m.Kind != history.Prereq || m.Line != tag.Line {
				continue
			}
			why := ""
			switch {
			case !l.within(tag, branch):
				why = fmt.Sprintf("but from %s on; the branch is older", cmp.Or(tag.Floor, tag.Versions[0]))
			case m.Of == history.None:
				why = "which is " + m.How.String()
			case !l.upstream.Has(m.Of):
				why = "which is not upstream"
			case m.Of >= fix:
				why = "which came after it"
			default:
				all = append(all, Prerequisite{Commit: m.Of, For: fix, Hard: true, Why: "its Cc of stable names it"})
				continue
			}
			not = append(not, Evidence{Commit: fix, Line: tag.Line, Text: fmt.Sprintf("names %s to take first, %s", m.ID, why)})
		}
	}
	return inOrder(all), not
}

// within tells whether a tag speaks of a branch: of its version, or of an older one from which on it holds.
func (l *look) within(t history.StableTag, branch int) bool {
	version := l.branches[branch].Version
	if version == "" || len(t.Versions) == 0 {
		return true
	}
	return slices.ContainsFunc(t.Versions, func(v string) bool { return !less(version, v) })
}

// below tells whether a branch is older than a floor.
func (l *look) below(branch int, floor string) bool {
	v := l.branches[branch].Version
	return v != "" && less(v, cutTo(floor, strings.Count(v, ".")+1))
}

// withhold tells where a fix that may be needed is not to be taken, or not yet.
func (l *look) withhold(c *Cell, t tag) {
	if t.optOut != nil {
		c.Status, c.Reason = OptOut, "its maintainers do not want it picked"
		if why := t.optOut.Comment; why != "" {
			c.Reason += ": " + why
		}
		c.Evidence = append(c.Evidence, Evidence{Commit: c.Fix, Line: t.optOut.Line, Text: "opts out of stable"})
		return
	}
	if t.wait == nil {
		return
	}
	until, since := l.ripe(c.Fix, t.wait.Comment)
	if l.in.Now.IsZero() || !l.in.Now.Before(until) {
		return
	}
	c.Status = NotBefore
	c.Reason = fmt.Sprintf("it is asked for not before %s: %s", until.Format(time.DateOnly), since)
	c.Evidence = append(c.Evidence, Evidence{Commit: c.Fix, Line: t.wait.Line, Text: "asks to wait: " + t.wait.Comment})
}

var waits = lazyregexp.New(`(?i)\bafter (\d{1,3}|an?|one|two|three|four|six|eight) (day|week|month)s? (?:in|of being in) (?:mainline|upstream|linus)`)

var numbers = map[string]int{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "eight": 8}

// ripe is when a fix was in mainline for as long as its Cc asks, reckoned from the release that it came with.
func (l *look) ripe(fix history.N, comment string) (until time.Time, since string) {
	m := waits.FindStringSubmatch(comment)
	n, err := strconv.Atoi(m[1])
	if err != nil {
		n = numbers[strings.ToLower(m[1])]
	}
	from, since := l.in.Index.Committed(fix), "it was committed on "
	if r := l.mainline()[fix]; r >= 0 {
		tag := l.in.Mainline[r]
		from, since = l.in.Index.Committed(tag.Commit), "it came with "+tag.Name+" on "
	}
	since += from.Format(time.DateOnly)
	switch strings.ToLower(m[2]) {
	case "day":
		return from.AddDate(0, 0, n), since
	case "week":
		return from.AddDate(0, 0, 7*n), since
	}
	return from.AddDate(0, n, 0), since
}

// less compares versions, number by number; a leading "v" says nothing.
func less(a, b string) bool {
	return trailers.VersionLess(strings.TrimPrefix(a, "v"), strings.TrimPrefix(b, "v"))
}

// cutTo keeps the first numbers of a version.
func cutTo(version string, n int) string {
	parts := strings.Split(version, ".")
	return strings.Join(parts[:min(n, len(parts))], ".")
}
