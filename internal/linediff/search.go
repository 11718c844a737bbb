package linediff

import "math"

// minCost is how many differences are looked for from each end, at least, before the best cut so far is taken.
const minCost = 256

// search looks for the way through the lines kept.
type search struct {
	x, y              *side
	a, b              []int // numbers of the lines kept
	forward, backward []int // how far each diagonal a-b is reached, from both ends; zero is the diagonal of index zero
	zero, maxCost     int
}

func newSearch(x, y *side) *search {
	s := &search{x: x, y: y, a: x.numbers(), b: y.numbers()}
	diagonals := len(s.a) + len(s.b) + 3
	s.zero, s.maxCost = len(s.b)+1, max(root(diagonals), minCost)
	s.forward, s.backward = make([]int, diagonals), make([]int, diagonals)
	return s
}

func (s *side) numbers() []int {
	out := make([]int, len(s.kept))
	for i, at := range s.kept {
		out[i] = s.line[at]
	}
	return out
}

// box is a part of both texts: a[a0:a1] against b[b0:b1].
type box struct{ a0, a1, b0, b1 int }

// compare marks the differences in a box; exact is without bound on the effort, where a bound was kept before.
func (s *search) compare(a0, a1, b0, b1 int, exact bool) {
	for {
		from, toA, toB := ends(s.a[a0:a1], s.b[b0:b1])
		a0, a1, b0, b1 = a0+from, a0+toA, b0+from, b0+toB
		if a0 == a1 || b0 == b1 {
			break
		}
		c := s.cut(box{a0, a1, b0, b1}, exact)
		s.compare(a0, c.a, b0, c.b, c.exactBefore)
		a0, b0, exact = c.a, c.b, c.exactAfter
	}
	for _, i := range s.x.kept[a0:a1] {
		s.x.changed[i] = true
	}
	for _, i := range s.y.kept[b0:b1] {
		s.y.changed[i] = true
	}
}

// cut is a point that the way goes through.
type cut struct {
	a, b                    int
	exactBefore, exactAfter bool // the shortest way to it, or from it, is known to be short
}

// reach is how far the search from one end has come.
type reach struct {
	far      []int // by diagonal, index search.zero is a-b = 0
	low, top int   // the diagonals looked at
}

// widen takes one diagonal more on each side, or one less at the corner of the box; beyond is put where
// nothing was reached.
func (r *reach) widen(zero, lowest, highest, beyond int) {
	if r.low > lowest {
		r.low--
		r.far[zero+r.low-1] = beyond
	} else {
		r.low++
	}
	if r.top < highest {
		r.top++
		r.far[zero+r.top+1] = beyond
	} else {
		r.top--
	}
}

// cut finds a point of a shortest way, going from both corners until they meet.
func (s *search) cut(in box, exact bool) cut {
	start, end := in.a0-in.b0, in.a1-in.b1
	lowest, highest := in.a0-in.b1, in.a1-in.b0
	odd := (start-end)&1 != 0
	fw, bw := reach{s.forward, start, start}, reach{s.backward, end, end}
	fw.far[s.zero+start], bw.far[s.zero+end] = in.a0, in.a1
	for cost := 1; ; cost++ {
		fw.widen(s.zero, lowest, highest, -1)
		for d := fw.top; d >= fw.low; d -= 2 {
			i := s.advance(fw.far, d, in)
			if odd && bw.low <= d && d <= bw.top && bw.far[s.zero+d] <= i {
				return cut{i, i - d, true, true}
			}
		}
		bw.widen(s.zero, lowest, highest, math.MaxInt)
		for d := bw.top; d >= bw.low; d -= 2 {
			i := s.retreat(bw.far, d, in)
			if !odd && fw.low <= d && d <= fw.top && i <= fw.far[s.zero+d] {
				return cut{i, i - d, true, true}
			}
		}
		if !exact && cost >= s.maxCost {
			return s.furthest(fw, bw, in)
		}
	}
}

// advance goes down a diagonal from the better of its neighbours.
func (s *search) advance(far []int, d int, in box) int {
	at := s.zero + d
	i := max(far[at-1]+1, far[at+1])
	for i < in.a1 && i-d < in.b1 && s.a[i] == s.b[i-d] {
		i++
	}
	far[at] = i
	return i
}

// retreat goes up one.
func (s *search) retreat(far []int, d int, in box) int {
	at := s.zero + d
	i := min(far[at-1], far[at+1]-1)
	for i > in.a0 && i-d > in.b0 && s.a[i-1] == s.b[i-d-1] {
		i--
	}
	far[at] = i
	return i
}

// furthest gives up on the shortest way: it cuts where either search has come furthest.
func (s *search) furthest(fw, bw reach, in box) cut {
	first, firstSum := 0, -1
	for d := fw.top; d >= fw.low; d -= 2 {
		i := min(fw.far[s.zero+d], in.a1, in.b1+d)
		if sum := 2*i - d; sum > firstSum {
			first, firstSum = i, sum
		}
	}
	last, lastSum := 0, math.MaxInt
	for d := bw.top; d >= bw.low; d -= 2 {
		i := max(bw.far[s.zero+d], in.a0, in.b0+d)
		if sum := 2*i - d; sum < lastSum {
			last, lastSum = i, sum
		}
	}
	if in.a1+in.b1-lastSum < firstSum-in.a0-in.b0 {
		return cut{first, firstSum - first, true, false}
	}
	return cut{last, lastSum - last, false, true}
}
