package stable

import (
	"cmp"
	"slices"
	"strings"

	"patchpilot/diff"
	"patchpilot/internal/linediff"
)

// spot is what of a file keeps a patch from applying, in the file as some commit has it.
type spot struct {
	kind  spotKind
	at    int  // a line from 0; of a gap, the line behind it
	hard  bool // the patch changes it; else it is beside what the patch changes
	line  int  // where it was in the file the patch was made on, from 1
	count int  // of lines that differ
}

// distinct leaves one spot of those in one place, a hard one if there is one.
func distinct(spots []spot) []spot {
	slices.SortFunc(spots, func(s, t spot) int {
		hard := 0
		if s.hard != t.hard {
			hard = 1
			if s.hard {
				hard = -1
			}
		}
		return cmp.Or(cmp.Compare(s.kind, t.kind), cmp.Compare(s.at, t.at), hard, cmp.Compare(s.line, t.line))
	})
	return slices.CompactFunc(spots, func(s, t spot) bool { return s.kind == t.kind && s.at == t.at })
}

type spotKind uint8

const (
	aLine    spotKind = iota // the branch does not have it
	aGap                     // the branch has lines there
	presence                 // the file is there, or is not there; on the branch it is otherwise
	every                    // all that ever changed the file
	nowhere                  // a hunk of which it is not known what differs
)

// spotsOf are the lines that hunks of a file want and the branch has otherwise. was is the file that the patch was made
// on, now is the branch's. A hunk of which nothing is found is a spot of its own.
func spotsOf(f *diff.File, hunks []int, was, now []string) (all []spot) {
	edits := linediff.Edits(was, now)
	for _, n := range hunks {
		before := len(all)
		if from, removed, ok := locate(f.Hunks[n-1], was); ok {
			for _, e := range edits {
				all = append(all, spotsIn(e, from, removed, len(was))...)
			}
		}
		if len(all) == before {
			all = append(all, spot{kind: nowhere, hard: true})
		}
	}
	return all
}

// spotsIn are those of one edit in the lines of a hunk.
func spotsIn(e linediff.Edit, from int, removed []bool, end int) (all []spot) {
	to := from + len(removed)
	for at := max(e.A0, from); at < min(e.A1, to); at++ {
		all = append(all, spot{aLine, at, removed[at-from], at + 1, 1})
	}
	if e.A0 < e.A1 {
		return all
	}
	inside := from < e.A0 && e.A0 < to
	if inside || e.A0 == from && from == 0 || e.A0 == to && to == end { // a hunk at an end of the file has to match there
		hard := inside && removed[e.A0-from-1] && removed[e.A0-from]
		all = append(all, spot{aGap, e.A0, hard, e.A0 + 1, e.B1 - e.B0})
	}
	return all
}

// locate finds the lines of a hunk in the file it was made on, at its place or at the nearest one; removed tells which of
// them it takes out.
func locate(h *diff.Hunk, file []string) (from int, removed []bool, ok bool) {
	var lines []string
	for line := range strings.Lines(string(h.Body)) {
		if mark := line[0]; mark == '+' || mark == '\\' {
			continue
		}
		removed = append(removed, line[0] == '-')
		lines = append(lines, strings.TrimRight(strings.TrimPrefix(line[1:], "\n"), "\n"))
		if line == "\n" {
			lines[len(lines)-1] = ""
		}
	}
	named := int(h.OrigStartLine) - 1
	if len(lines) == 0 {
		named++ // "-12,0" is behind line 12
	}
	for distance := 0; distance <= min(len(file), farAway); distance++ {
		for _, at := range []int{named + distance, named - distance} {
			if stands(lines, file, at) {
				return at, removed, true
			}
		}
	}
	return 0, nil, false
}

// farAway is how far off its place a hunk of a mail is looked for, in the tree it is said to be made on.
const farAway = 2000

func stands(lines, file []string, at int) bool {
	if at < 0 || at+len(lines) > len(file) {
		return false
	}
	for i, line := range lines {
		if strings.TrimSuffix(file[at+i], "\n") != line {
			return false
		}
	}
	return true
}

// linesOf are a file's lines, each with its LF.
func linesOf(data []byte) []string {
	lines := strings.SplitAfter(string(data), "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// context counts the lines that differ, 0 where one is among them that the patch changes.
func context(spots []spot) (n int) {
	for _, s := range spots {
		if s.hard {
			return 0
		}
		n += s.count
	}
	return n
}

// back maps a line or a gap from a file to what it was made of by the edits, which go from the older to the newer: made
// tells that the edits made it. Of a gap it gives then where else lines may have been taken out before.
func back(edits []linediff.Edit, s spot) (before []spot, made bool) {
	shift := 0
	for _, e := range edits {
		if s.at < e.B0 || s.kind == aGap && s.at == e.B0 && e.A0 == e.A1 {
			break
		}
		if s.kind == aLine && s.at < e.B1 {
			return nil, true
		}
		if s.kind == aGap && (s.at < e.B1 || s.at == e.B1 && e.A0 < e.A1) {
			for at := e.A0; at <= e.A1; at++ {
				s.at = at
				before = append(before, s)
			}
			return before, true
		}
		shift = e.A1 - e.B1
	}
	s.at += shift
	return []spot{s}, false
}
