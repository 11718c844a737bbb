package linediff

import "cmp"

// run is a run of changed lines, or the empty one between two lines that stayed. Both texts have equally
// many, and the n-th of one stands beside the n-th of the other.
type run struct {
	*side
	start, end int
}

func firstRun(s *side) run {
	r := run{side: s}
	r.stretch()
	return r
}

func (r *run) empty() bool { return r.start == r.end }

// stretch takes in the changed lines at the end.
func (r *run) stretch() {
	for r.end < len(r.changed) && r.changed[r.end] {
		r.end++
	}
}

// next steps over the line that stayed; false behind the last run.
func (r *run) next() bool {
	if r.end == len(r.line) {
		return false
	}
	r.start, r.end = r.end+1, r.end+1
	r.stretch()
	return true
}

func (r *run) previous() {
	r.start--
	r.end = r.start
	for r.start > 0 && r.changed[r.start-1] {
		r.start--
	}
}

// up moves the run one line towards the start, if that changes nothing; it joins the one it meets.
func (r *run) up() bool {
	if r.start == 0 || r.line[r.start-1] != r.line[r.end-1] {
		return false
	}
	r.start, r.end = r.start-1, r.end-1
	r.changed[r.start], r.changed[r.end] = true, false
	for r.start > 0 && r.changed[r.start-1] {
		r.start--
	}
	return true
}

// down moves it one line towards the end.
func (r *run) down() bool {
	if r.end == len(r.line) || r.line[r.start] != r.line[r.end] {
		return false
	}
	r.changed[r.start], r.changed[r.end] = false, true
	r.start, r.end = r.start+1, r.end+1
	r.stretch()
	return true
}

// slide moves every run of s that may stand in several places to the one where git puts it: beside a change
// of the other text, else where blank lines and indentation part it from its neighbours.
func slide(s, other *side) {
	r, beside := firstRun(s), firstRun(other)
	for {
		if !r.empty() {
			settle(&r, &beside)
		}
		if !r.next() {
			return
		}
		beside.next()
	}
}

func settle(r, beside *run) {
	size, highest, paired := sway(r, beside)
	if r.end == highest {
		return
	}
	if paired {
		for beside.empty() {
			r.up()
			beside.previous()
		}
		return
	}
	back := r.bestEnd(max(highest, r.end-size-1, r.end-maxSlide), size)
	for r.end > back {
		r.up()
		beside.previous()
	}
}

// sway moves the run up and then down as far as it goes, again while it meets others and grows. highest is
// where it ended when it was up; paired, that a change of the other text stood beside it on the way.
func sway(r, beside *run) (size, highest int, paired bool) {
	for size != r.end-r.start {
		size = r.end - r.start
		for r.up() {
			beside.previous()
		}
		highest, paired = r.end, !beside.empty()
		for r.down() {
			beside.next()
			paired = paired || !beside.empty()
		}
	}
	return size, highest, paired
}

// maxSlide is how far places are compared.
const maxSlide = 100

// bestEnd is where the run had best end, from a line to where it ends now; of equals, the lowest.
func (r *run) bestEnd(from, size int) int {
	best, least := from, score{}
	for end := from; end <= r.end; end++ {
		here := r.split(end).add(r.split(end - size))
		if end == from || here.compare(least) <= 0 {
			best, least = end, here
		}
	}
	return best
}

// score is what speaks against a place: its indentation first, then the penalty.
type score struct{ indent, penalty int }

func (s score) add(t score) score { return score{s.indent + t.indent, s.penalty + t.penalty} }

// compare lets an indentation that is deeper, by however much, weigh as much as 60 of penalty.
func (s score) compare(t score) int {
	return 60*cmp.Compare(s.indent, t.indent) + s.penalty - t.penalty
}

// split judges a place between two lines, before line at, with the weights of git's indent heuristic (the
// commit that brought it says how they were found).
func (s *side) split(at int) score {
	above, blanksAbove := s.look(at-1, -1)
	here, blank := s.indent(at)
	below, blanksBelow := s.look(at+1, 1)
	blanksHere := 0
	if blank { // what counts is the text under the blank lines
		here, blanksHere = below, 1+blanksBelow
	}
	blanks := blanksAbove + blanksHere
	penalty := -30*blanks + 6*blanksHere
	if above == none && blanksAbove == 0 {
		penalty++ // the start of the text
	}
	if at >= len(s.text) {
		penalty += 21
	}
	if here == none || above == none || here == above {
		return score{here, penalty}
	}
	tight, loose := -4, 10 // deeper than the line above
	switch {
	case here < above && below > here:
		tight, loose = 24, 17 // less deep, and the start of a block
	case here < above:
		tight, loose = 23, 17
	}
	if blanks > 0 {
		tight = loose
	}
	return score{here, penalty + tight}
}

// Bounds on looking at a text's layout, and its indentation where there is no line with text.
const (
	maxBlanks = 20
	maxIndent = 200
	none      = -1
)

// look finds the indentation of the first line with text from at on, in steps, and counts the blank lines
// before it.
func (s *side) look(at, step int) (indent, blanks int) {
	for ; at >= 0 && at < len(s.text); at += step {
		indent, blank := s.indent(at)
		if !blank {
			return indent, blanks
		}
		if blanks++; blanks == maxBlanks {
			return 0, blanks
		}
	}
	return none, blanks
}

func (s *side) indent(at int) (columns int, blank bool) {
	if at >= len(s.text) {
		return none, true
	}
	for _, c := range []byte(s.text[at]) {
		switch c {
		case ' ':
			columns++
		case '\t':
			columns += 8 - columns%8
		case '\n', '\r', '\v', '\f':
		default:
			return columns, false
		}
		if columns >= maxIndent {
			return maxIndent, false
		}
	}
	return none, true
}
