// Package linediff finds what changed between two texts, line by line.
//
// In: two slices of lines. Out: the edits that make the second of the first, and hunks of them with
// context. It is Myers' O(ND) algorithm in linear space ("An O(ND) Difference Algorithm and Its
// Variations", 1986), from both ends to the middle.
//
// Its law: the edits always make b of a, and they are the fewest possible unless that would take more
// than a bounded effort; time is linear in the lines for a bounded number of differences, and never
// quadratic.
package linediff

// Edit replaces the lines a[A0:A1] by b[B0:B1]; one of the two may be empty, not both.
type Edit struct{ A0, A1, B0, B1 int }

// maxCost bounds how many differences are looked for from each end before the best cut so far is taken.
const maxCost = 1024

// Edits returns what makes b of a, in order, no two of them touching.
func Edits(a, b []string) []Edit {
	d := newDiffer(a, b)
	if d.simple() {
		return d.edits()
	}
	size := 2*min(maxCost, len(a)+len(b)) + 5
	d.forward, d.backward = make([]int, size), make([]int, size)
	d.compare(0, len(a), 0, len(b))
	return d.edits()
}

// differ holds the lines as numbers, and which of them are gone from a and new in b.
type differ struct {
	a, b              []int
	gone, added       []bool
	forward, backward []int // furthest reach on each diagonal, index maxCost+2 = the starting one
}

func newDiffer(a, b []string) *differ {
	numbers := make(map[string]int, len(a))
	number := func(lines []string) []int {
		out := make([]int, len(lines))
		for i, line := range lines {
			n, ok := numbers[line]
			if !ok {
				n = len(numbers)
				numbers[line] = n
			}
			out[i] = n
		}
		return out
	}
	return &differ{a: number(a), b: number(b), gone: make([]bool, len(a)), added: make([]bool, len(b))}
}

// simple settles equal texts without more ado.
func (d *differ) simple() bool {
	if len(d.a) != len(d.b) {
		return false
	}
	for i := range d.a {
		if d.a[i] != d.b[i] {
			return false
		}
	}
	return true
}

// compare marks the differences between a[a0:a1] and b[b0:b1].
func (d *differ) compare(a0, a1, b0, b1 int) {
	for {
		for a0 < a1 && b0 < b1 && d.a[a0] == d.b[b0] {
			a0, b0 = a0+1, b0+1
		}
		for a0 < a1 && b0 < b1 && d.a[a1-1] == d.b[b1-1] {
			a1, b1 = a1-1, b1-1
		}
		if a0 == a1 || b0 == b1 {
			break
		}
		x, y := d.cut(a0, a1, b0, b1)
		d.compare(a0, x, b0, y) // the halves: each has at most half of the differences, or the cut made headway
		a0, b0 = x, y
	}
	for i := a0; i < a1; i++ {
		d.gone[i] = true
	}
	for i := b0; i < b1; i++ {
		d.added[i] = true
	}
}

// cut finds a point of a shortest path, going from both corners until they meet.
func (d *differ) cut(a0, a1, b0, b1 int) (x, y int) {
	n, m := a1-a0, b1-b0
	limit := min(maxCost, (n+m+1)/2)
	mid := limit + 2
	fw, bw := d.forward[:2*mid+1], d.backward[:2*mid+1]
	delta := n - m
	odd := delta&1 != 0
	fw[mid+1], bw[mid+1] = 0, 0
	for cost := 0; cost <= limit; cost++ {
		for k := -cost; k <= cost; k += 2 {
			x := reach(fw, mid, k, cost)
			for y := x - k; x < n && y >= 0 && y < m && d.a[a0+x] == d.b[b0+y]; y++ {
				x++
			}
			fw[mid+k] = x
			if r := delta - k; odd && -cost < r && r < cost && x+bw[mid+r] >= n {
				return d.inside(a0, a1, b0, b1, a0+x, b0+x-k)
			}
		}
		for k := -cost; k <= cost; k += 2 {
			x := reach(bw, mid, k, cost)
			for y := x - k; x < n && y >= 0 && y < m && d.a[a1-1-x] == d.b[b1-1-y]; y++ {
				x++
			}
			bw[mid+k] = x
			if r := delta - k; !odd && -cost <= r && r <= cost && x+fw[mid+r] >= n {
				return d.inside(a0, a1, b0, b1, a1-x, b1-x+k)
			}
		}
	}
	return d.furthest(a0, a1, b0, b1, limit)
}

// reach is where diagonal k is entered after cost differences.
func reach(v []int, mid, k, cost int) int {
	if k == -cost || k != cost && v[mid+k-1] < v[mid+k+1] {
		return v[mid+k+1]
	}
	return v[mid+k-1] + 1
}

// furthest gives up on the shortest path: it cuts where the search from the front has come furthest.
func (d *differ) furthest(a0, a1, b0, b1, limit int) (x, y int) {
	mid := limit + 2
	best, bestK := -1, 0
	for k := -limit; k <= limit; k += 2 {
		x := min(d.forward[mid+k], a1-a0)
		if y := x - k; y >= 0 && y <= b1-b0 && x+y > best {
			best, bestK = x+y, k
		}
	}
	x = (best + bestK) / 2
	return d.inside(a0, a1, b0, b1, a0+x, b0+x-bestK)
}

// inside keeps a cut from leaving everything on one side.
func (d *differ) inside(a0, a1, b0, b1, x, y int) (int, int) {
	x, y = min(max(x, a0), a1), min(max(y, b0), b1)
	switch {
	case x == a0 && y == b0:
		return a0, b1 // all of a goes, all of b comes
	case x == a1 && y == b1:
		return a1, b0
	}
	return x, y
}

func (d *differ) edits() []Edit {
	var out []Edit
	for i, j := 0, 0; i < len(d.a) || j < len(d.b); {
		e := Edit{i, i, j, j}
		for e.A1 < len(d.a) && d.gone[e.A1] {
			e.A1++
		}
		for e.B1 < len(d.b) && d.added[e.B1] {
			e.B1++
		}
		if e.A0 < e.A1 || e.B0 < e.B1 {
			out = append(out, e)
			i, j = e.A1, e.B1
			continue
		}
		i, j = i+1, j+1
	}
	return out
}
