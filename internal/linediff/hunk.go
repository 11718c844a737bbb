package linediff

// Hunk is a run of edits with the lines around them: a[A0:A1] against b[B0:B1].
type Hunk struct {
	A0, A1, B0, B1 int
	Edits          []Edit
}

// Hunks gathers edits with so many lines of context around them, as unified diffs do: edits whose
// contexts touch share a hunk. lenA is the number of lines in a.
func Hunks(edits []Edit, lenA, context int) []Hunk {
	var out []Hunk
	for _, e := range edits {
		before, after := min(context, e.A0), min(context, lenA-e.A1)
		if n := len(out); n > 0 && e.A0-before <= out[n-1].A1 {
			h := &out[n-1]
			h.Edits, h.A1, h.B1 = append(h.Edits, e), e.A1+after, e.B1+after
			continue
		}
		out = append(out, Hunk{e.A0 - before, e.A1 + after, e.B0 - before, e.B1 + after, []Edit{e}})
	}
	return out
}

// Walk calls visit for every line of the hunk: ' ' and the line of a that stayed, '-' and one that is
// gone, '+' and one of b that is new.
func (h Hunk) Walk(a, b []string, visit func(mark byte, line string)) {
	at := h.A0
	for _, e := range h.Edits {
		for ; at < e.A0; at++ {
			visit(' ', a[at])
		}
		for ; at < e.A1; at++ {
			visit('-', a[at])
		}
		for _, line := range b[e.B0:e.B1] {
			visit('+', line)
		}
	}
	for ; at < h.A1; at++ {
		visit(' ', a[at])
	}
}
