package apply

import "bytes"

// image is a file as lines, in a gap buffer: hunks come in order, and moving what lies between two of them
// is all that applying one costs.
type image struct {
	lines  [][]byte // above the gap, then below it
	fixed  []bool   // the line was put there by a hunk: no other may touch it
	gap    int      // where the gap begins
	size   int      // of the gap
	grown  []growth
	effort int // lines looked at and moved so far
}

// growth says that a hunk at a line made the file longer, to find the line in the file as it was.
type growth struct{ at, by int }

func newImage(data []byte) *image {
	lines := splitLines(data)
	return &image{lines: lines, fixed: make([]bool, len(lines))}
}

func splitLines(data []byte) [][]byte {
	lines := make([][]byte, 0, bytes.Count(data, []byte("\n"))+1)
	for len(data) > 0 {
		i := bytes.IndexByte(data, '\n')
		if i < 0 {
			return append(lines, data)
		}
		lines, data = append(lines, data[:i+1]), data[i+1:]
	}
	return lines
}

func (m *image) len() int { return len(m.lines) - m.size }

func (m *image) index(i int) int {
	if i < m.gap {
		return i
	}
	return i + m.size
}

// free gives line i if a hunk may still match it.
func (m *image) free(i int) ([]byte, bool) {
	i = m.index(i)
	return m.lines[i], !m.fixed[i]
}

// moveGap puts the gap before line at.
func (m *image) moveGap(at int) {
	m.effort += abs(at-m.gap) / 4
	if at < m.gap {
		copy(m.lines[at+m.size:], m.lines[at:m.gap])
		copy(m.fixed[at+m.size:], m.fixed[at:m.gap])
	} else {
		copy(m.lines[m.gap:], m.lines[m.gap+m.size:at+m.size])
		copy(m.fixed[m.gap:], m.fixed[m.gap+m.size:at+m.size])
	}
	m.gap = at
}

// replace puts post in the place of n lines from at.
func (m *image) replace(at, n int, post [][]byte) {
	m.moveGap(at)
	m.size += n
	if need := len(post) - m.size; need > 0 {
		m.widen(max(need, 64+len(m.lines)/8))
	}
	copy(m.lines[m.gap:], post)
	for i := range post {
		m.fixed[m.gap+i] = true
	}
	m.gap, m.size = m.gap+len(post), m.size-len(post)
	if len(post) != n {
		m.grown = append(m.grown, growth{at, len(post) - n})
	}
}

func (m *image) widen(by int) {
	end := m.gap + m.size
	lines := make([][]byte, len(m.lines)+by)
	fixed := make([]bool, len(lines))
	copy(lines, m.lines[:m.gap])
	copy(fixed, m.fixed[:m.gap])
	copy(lines[end+by:], m.lines[end:])
	copy(fixed[end+by:], m.fixed[end:])
	m.lines, m.fixed, m.size = lines, fixed, m.size+by
}

// before is where line i was before any hunk.
func (m *image) before(i int) int {
	for k := len(m.grown) - 1; k >= 0; k-- {
		if g := m.grown[k]; i > g.at {
			i = max(i-g.by, g.at)
		}
	}
	return i
}

func (m *image) bytes() []byte {
	n := 0
	for i := range m.len() {
		n += len(m.lines[m.index(i)])
	}
	out := make([]byte, 0, n)
	for _, line := range m.lines[:m.gap] {
		out = append(out, line...)
	}
	for _, line := range m.lines[m.gap+m.size:] {
		out = append(out, line...)
	}
	return out
}

func abs(n int) int { return max(n, -n) }
