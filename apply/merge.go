package apply

import (
	"bytes"
	"slices"
	"strings"

	"patchpilot/internal/linediff"
)

// A text merge in the sense of git's xdiff (level "zealous"): what only one side changed is taken, what both
// changed alike is taken once, all else is a conflict; changes that touch are changes of the same place.
//
// Which lines of a diff are said to have changed is partly a matter of taste: equal lines can be matched in
// several ways, and git's way depends on its version (Myers, histogram). All agree on lines that stand once in
// either text; so a change is taken to reach to the next of these, and only what lies apart then merges.
// Where taste matters git may be clean and this is not, never the other way round.

// region is a part of the base and what the two sides have in its place.
type region struct {
	base, ours, theirs span
	our, their         bool // which sides changed it
}

// span is lines from to, from 0.
type span struct{ from, to int }

// mergeText merges, or gives the regions that conflict.
func mergeText(base, ours, theirs []byte) ([]byte, []region) {
	merged, conflicts := mergeLines(textLines(base), textLines(ours), textLines(theirs))
	if len(conflicts) > 0 {
		return nil, conflicts
	}
	return []byte(strings.Join(merged, "")), nil
}

func textLines(data []byte) []string {
	lines := strings.SplitAfter(string(data), "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

func mergeLines(base, ours, theirs []string) (merged []string, conflicts []region) {
	regions := regionsOf(reaches(base, ours, true), reaches(base, theirs, false))
	at := 0
	for _, r := range regions {
		merged = append(merged, base[at:r.base.from]...)
		at = r.base.to
		our, their := ours[r.ours.from:r.ours.to], theirs[r.theirs.from:r.theirs.to]
		switch {
		case !r.their, slices.Equal(our, their):
			merged = append(merged, our...)
		case !r.our:
			merged = append(merged, their...)
		default:
			conflicts = append(conflicts, r)
		}
	}
	return append(merged, base[at:]...), conflicts
}

// reach is how far a change reaches in the base, and how many lines it adds.
type reach struct {
	span
	by   int
	ours bool
}

// reaches are the changes that make side of base, each up to the lines next to it that nothing else is like.
func reaches(base, side []string, ours bool) []reach {
	edits := linediff.Edits(base, side)
	sure := anchors(edits, base, side)
	var out []reach
	for _, e := range edits {
		s := span{e.A0, e.A1}
		if n := len(out); n > 0 && out[n-1].to > e.A0 { // no such line between this and the one before
			s = out[n-1].span
		}
		for s.from > 0 && !sure[s.from-1] {
			s.from--
		}
		for s.to < len(base) && !sure[s.to] {
			s.to++
		}
		out = append(out, reach{s, (e.B1 - e.B0) - (e.A1 - e.A0), ours})
	}
	return out
}

// anchors marks the unchanged lines of base that stand there once, and once in side.
func anchors(edits []linediff.Edit, base, side []string) []bool {
	times := make(map[string][2]int, len(base))
	for k, lines := range [...][]string{base, side} {
		for _, line := range lines {
			n := times[line]
			n[k]++
			times[line] = n
		}
	}
	sure := make([]bool, len(base))
	for i, line := range base {
		sure[i] = times[line] == [2]int{1, 1}
	}
	for _, e := range edits {
		clear(sure[e.A0:e.A1])
	}
	return sure
}

// regionsOf joins what touches.
func regionsOf(ours, theirs []reach) []region {
	all := append(ours, theirs...)
	slices.SortStableFunc(all, func(a, b reach) int { return a.from - b.from })
	var out []region
	our, their := 0, 0 // lines added so far
	for _, c := range all {
		if n := len(out); n == 0 || c.from > out[n-1].base.to {
			out = append(out, region{base: c.span, ours: span{from: c.from + our}, theirs: span{from: c.from + their}})
		}
		r := &out[len(out)-1]
		r.base.to = max(r.base.to, c.to)
		if c.ours {
			r.our, our = true, our+c.by
		} else {
			r.their, their = true, their+c.by
		}
		r.ours.to, r.theirs.to = r.base.to+our, r.base.to+their
	}
	return out
}

// isBinary is git's guess: a NUL near the beginning.
func isBinary(data []byte) bool {
	return bytes.IndexByte(data[:min(len(data), 8000)], 0) >= 0
}
