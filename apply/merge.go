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
// Which lines of a diff are said to have changed is partly a matter of taste: equal lines in a row can be cut
// in several ways, and git's cut depends on its version (Myers, histogram). So a change is taken to reach as
// far as it could be moved, and the diffs are made from both ends; the merge is clean only if all agree.
// Where the taste matters git may be clean and this is not, never the other way round.

// region is a part of the base and what the two sides have in its place.
type region struct {
	base, ours, theirs span
	our, their         bool // which sides changed it
}

// span is lines from to, from 0.
type span struct{ from, to int }

// mergeText merges, or gives the regions that conflict.
func mergeText(base, ours, theirs []byte) ([]byte, []region) {
	b, o, t := textLines(base), textLines(ours), textLines(theirs)
	merged, conflicts := mergeLines(b, o, t)
	if len(conflicts) > 0 {
		return nil, conflicts
	}
	slices.Reverse(b)
	slices.Reverse(o)
	slices.Reverse(t)
	again, conflicts := mergeLines(b, o, t)
	slices.Reverse(again)
	if len(conflicts) > 0 || !slices.Equal(merged, again) {
		return nil, []region{{our: true, their: true}}
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

// reaches are the changes that make side of base, each as wide as it could be moved.
func reaches(base, side []string, ours bool) []reach {
	var out []reach
	for _, e := range linediff.Edits(base, side) {
		up, down := slack(base, e.A0, e.A1)
		up2, down2 := slack(side, e.B0, e.B1)
		s := span{max(e.A0-max(up, up2), 0), min(e.A1+max(down, down2), len(base))}
		out = append(out, reach{s, (e.B1 - e.B0) - (e.A1 - e.A0), ours})
	}
	return out
}

// maxSlack is how far it is looked; what can be moved further is taken to reach everywhere.
const maxSlack = 2000

// slack is how far lines from to can be moved up and down without a change of the text.
func slack(lines []string, from, to int) (up, down int) {
	if from == to {
		return 0, 0
	}
	for from-up > 0 && lines[from-up-1] == lines[to-up-1] {
		if up++; up > maxSlack {
			up = from
		}
	}
	for to+down < len(lines) && lines[from+down] == lines[to+down] {
		if down++; down > maxSlack {
			down = len(lines) - to
		}
	}
	return up, down
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
