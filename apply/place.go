package apply

import (
	"bytes"
	"strings"
	"unicode"
)

// maxEffort bounds how many lines are looked at for one file: hostile patches have hunks by the thousand for
// files of a million lines. What is not found by then is not there.
const maxEffort = 1 << 28

// place finds where a hunk goes and puts it there, as git's apply.c does: the place it names if the lines
// are there, else the nearest one, forward before backward at the same distance. A hunk that starts at
// line 1 has to match at the start, one without context behind it at the end. Where fuzz is allowed, first
// these two rules are dropped, then context lines, from the longer side or from both. It returns the
// distance from the place named and the context lines left out, -1 = none needed.
func (m *image) place(h hunk, fuzz int) (offset, left int, ok bool) {
	atStart, atEnd := h.oldPos <= 1, h.trailing == 0
	named := max(h.newPos-1, 0)
	least := max(max(h.leading, h.trailing)-fuzz, 0)
	full := h
	left = -1
	for {
		if at := m.search(h.pre, named, atStart, atEnd); at >= 0 {
			m.replace(at, len(h.pre), h.post)
			return at - named, left, true
		}
		if fuzz <= 0 || h.leading <= least && h.trailing <= least {
			return 0, 0, false
		}
		left = max(full.leading-h.leading, full.trailing-h.trailing)
		if atStart || atEnd {
			atStart, atEnd = false, false
			continue
		}
		named = h.reduce(named)
		left = max(full.leading-h.leading, full.trailing-h.trailing)
	}
}

// reduce drops a line of context, in git's order.
func (h *hunk) reduce(named int) int {
	if h.leading >= h.trailing {
		h.pre, h.post, h.leading = h.pre[1:], h.post[1:], h.leading-1
		named--
	}
	if h.trailing > h.leading {
		h.pre, h.post, h.trailing = h.pre[:len(h.pre)-1], h.post[:len(h.post)-1], h.trailing-1
	}
	return named
}

// search gives the line where pre stands, -1 if nowhere.
func (m *image) search(pre [][]byte, named int, atStart, atEnd bool) int {
	last := m.len() - len(pre)
	if last < 0 {
		return -1
	}
	if atStart {
		if atEnd && (last != 0 || !m.endsAlike(pre)) || !m.matches(pre, 0) {
			return -1
		}
		return 0
	}
	if atEnd {
		if !m.matches(pre, last) || !m.endsAlike(pre) {
			return -1
		}
		return last
	}
	if named < 0 || named > m.len() { // before the first line: git, without signs, takes it for far behind the last
		named = m.len()
	}
	if named <= last && m.matches(pre, named) {
		return named
	}
	return m.nearest(pre, named)
}

// matches tells whether pre stands at line at.
func (m *image) matches(pre [][]byte, at int) bool {
	for i := range pre {
		line, free := m.free(at + i)
		if !free || !sameLine(pre, i, line) {
			return false
		}
	}
	return true
}

// sameLine compares line i of a hunk with one of the file. Git compares bytes in one go, so that a last
// line said to be without LF is also found where blanks or the LF follow it.
func sameLine(pre [][]byte, i int, line []byte) bool {
	want := pre[i]
	if len(want) == len(line) {
		return bytes.Equal(want, line)
	}
	if i != len(pre)-1 || len(want) > len(line) || bytes.HasSuffix(want, []byte("\n")) {
		return false
	}
	return bytes.HasPrefix(line, want) && isBlank(line[len(want):])
}

func isBlank(s []byte) bool { return len(bytes.Trim(s, " \t\n\r")) == 0 }

// endsAlike holds a hunk that must match the end to the last byte.
func (m *image) endsAlike(pre [][]byte) bool {
	if len(pre) == 0 {
		return true
	}
	line, _ := m.free(m.len() - 1)
	return len(line) == len(pre[len(pre)-1])
}

// nearest looks through the whole file (Knuth, Morris and Pratt, so that repeated lines cost no more than
// others) and gives the place closest to the one named.
func (m *image) nearest(pre [][]byte, named int) int {
	if len(pre) == 0 || m.effort > maxEffort {
		return -1
	}
	m.effort += m.len()
	back := prefixes(pre)
	best, distance := -1, 0
	for i, k := 0, 0; i < m.len(); i++ {
		line, free := m.free(i)
		if !free {
			k = 0
			continue
		}
		for k > 0 && (k == len(pre) || !sameLine(pre, k, line)) {
			k = back[k]
		}
		if sameLine(pre, k, line) {
			k++
		}
		if k < len(pre) {
			continue
		}
		at := i + 1 - len(pre)
		if d := abs(at - named); best < 0 || d < distance || d == distance && at > named {
			best, distance = at, d
		}
		if at > named {
			break // the next ones are further away
		}
	}
	return best
}

// prefixes is the table of Knuth, Morris and Pratt: how much of pre is still matched when its line k is not.
func prefixes(pre [][]byte) []int {
	back := make([]int, len(pre)+1)
	k := 0
	for i := 1; i < len(pre); i++ {
		for k > 0 && !bytes.Equal(pre[i], pre[k]) {
			k = back[k]
		}
		if bytes.Equal(pre[i], pre[k]) {
			k++
		}
		back[i+1] = k
	}
	return back
}

// closest finds the place most like pre, for telling what stands there instead: the one where most lines
// stand at their places, rare lines counting, near the place named. -1 if there is nothing alike.
func (m *image) closest(pre [][]byte, named int) int {
	places := map[string][]int{}
	for i, line := range pre {
		if text := string(line); weight(text) > 0 && len(places[text]) < 4 {
			places[text] = append(places[text], i)
		}
	}
	votes := map[int]int{}
	for i := range m.len() {
		line, _ := m.free(i)
		for _, k := range places[string(line)] {
			votes[i-k] += weight(string(line))
		}
	}
	best := -1
	for at, n := range votes {
		if at < 0 {
			continue
		}
		if best < 0 || n > votes[best] || n == votes[best] && nearer(at, best, named) {
			best = at
		}
	}
	return best
}

func nearer(a, b, to int) bool {
	da, db := abs(a-to), abs(b-to)
	return da < db || da == db && a > b
}

// weight is how much a line says about its place: letters, not braces and blanks.
func weight(line string) int {
	words := strings.FieldsFunc(line, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return min(len(words), 3)
}
