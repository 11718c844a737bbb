package linediff

// How lines are left out of the search, as git does it.
const (
	maxCommon = 1024 // a line found so often is common in a text of any length
	lookAbout = 100  // how far the neighbours of a common line are looked at
	mostlyNew = 4    // a common line goes where 3 of 4 lines about it have no like
)

// worth is what a line tells about where the other text is alike.
type worth byte

const (
	alone  worth = iota // the other text does not have it
	useful              // it does
	plenty              // it does many times over
)

// keep marks as changed what the search need not look at: lines the other text does not have, and common
// ones in the midst of those, which would be matched by chance. The rest are kept.
func keep(x, y *side, from, toX, toY int) {
	numbers := 0
	for _, s := range []*side{x, y} {
		for _, n := range s.line {
			numbers = max(numbers, n+1)
		}
	}
	x.keep(y.count(numbers), from, toX)
	y.keep(x.count(numbers), from, toY)
}

func (s *side) count(numbers int) []int {
	times := make([]int, numbers)
	for _, n := range s.line {
		times[n]++
	}
	return times
}

func (s *side) keep(others []int, from, to int) {
	often := min(root(len(s.line)), maxCommon)
	worths := make([]worth, to-from)
	for i := range worths {
		switch times := others[s.line[from+i]]; {
		case times >= often:
			worths[i] = plenty
		case times > 0:
			worths[i] = useful
		}
	}
	for i, w := range worths {
		if w == useful || w == plenty && !lost(worths, i) {
			s.kept = append(s.kept, from+i)
		} else {
			s.changed[from+i] = true
		}
	}
}

// lost tells whether a common line has lines without like on both sides, and more of those than of others
// before the next useful one.
func lost(worths []worth, i int) bool {
	var new, others int
	for _, step := range []int{-1, 1} {
		before := new
		for at := i + step; at >= 0 && at < len(worths) && (at-i)*step <= lookAbout && worths[at] != useful; at += step {
			if worths[at] == alone {
				new++
			} else {
				others++
			}
		}
		if new == before {
			return false
		}
	}
	others += 2 // the line itself, seen from both sides
	return others*mostlyNew < others+new
}

// root is a power of two at or above the square root of n.
func root(n int) int {
	r := 1
	for ; n > 0; n >>= 2 {
		r <<= 1
	}
	return r
}
