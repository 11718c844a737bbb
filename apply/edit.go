package apply

import (
	"encoding/hex"
	"strings"
)

// edit makes the contents after a change from those before.
func (k *check) edit(c *change, was, now *contents) bool {
	if c.binary != nil {
		return k.binary(c, was, now)
	}
	if !c.touched() {
		now.hash, now.data, now.read, now.fresh = was.hash, was.data, was.read, was.fresh
		if was.mode == 0 { // an empty file is created
			now.fresh, now.data = true, []byte{}
		}
		return true
	}
	if !k.load(was) {
		return false
	}
	m := newImage(was.data)
	fits := true
	for i, h := range c.hunks {
		offset, left, ok := m.place(h, k.fuzz)
		if !ok {
			k.clashes = append(k.clashes, m.clash(c.path(), i+1, h))
			fits = false
			continue
		}
		if abs(offset) > abs(k.offset) {
			k.offset = offset
		}
		k.fuzzed = max(k.fuzzed, left)
	}
	if fits {
		now.data, now.read, now.fresh = m.bytes(), true, true
	}
	return fits
}

const (
	maxShown    = 20 // lines of a clash that are shown
	shownBefore = 3  // of them those before the first that differs, where that is far down
)

// clash tells what a hunk wanted and what stands at the place most like it: from the hunk's first line, or,
// where that would show none of what differs, from a little before it.
func (m *image) clash(path string, n int, h hunk) Clash {
	named := min(max(h.newPos-1, 0), m.len())
	c := Clash{Path: path, Hunk: n, Reason: Context, Line: max(h.oldPos, 1)}
	pre := h.pre
	at := m.closest(pre, named)
	if at < 0 {
		at = named
	} else {
		if same := m.alike(pre, at); same >= maxShown && same < len(pre) {
			pre, at = pre[same-shownBefore:], at+same-shownBefore
		}
		c.Line = m.before(at) + 1
	}
	var got [][]byte
	for i := at; i < min(at+len(pre), m.len()) && len(got) <= maxShown; i++ {
		line, _ := m.free(i)
		got = append(got, line)
	}
	c.Want, c.Got = text(pre), text(got)
	done := m.closest(h.post, named)
	c.There = done >= 0 && h.changes() && m.alike(h.post, done) == len(h.post)
	return c
}

// alike counts how many of the lines from a place on are as wanted.
func (m *image) alike(pre [][]byte, at int) int {
	for i := range pre {
		if at+i >= m.len() {
			return i
		}
		if line, free := m.free(at + i); !free || !sameLine(pre, i, line) {
			return i
		}
	}
	return len(pre)
}

// text joins lines to show them, the first ones where they are many, and of long ones the beginning.
func text(lines [][]byte) string {
	var b strings.Builder
	for i, line := range lines {
		if i == maxShown {
			break
		}
		if len(line) > maxShownLine {
			b.Write(line[:maxShownLine])
			b.WriteByte('\n')
			continue
		}
		b.Write(line)
	}
	return b.String()
}

const maxShownLine = 400

func parseHash(s string) (h Hash, ok bool) {
	if len(s) != 2*len(h) {
		return h, false
	}
	_, err := hex.Decode(h[:], []byte(s))
	return h, err == nil
}
