package gitrepo

import (
	"fmt"

	"github.com/go-git/go-git/v5/plumbing"

	"patchpilot/apply"
)

// IsAncestor tells whether b's history holds a; a commit is its own ancestor.
func (r *Repo) IsAncestor(a, b apply.Hash) (bool, error) {
	if is, ok := r.glance(a, b); ok {
		return is, nil
	}
	h := r.history()
	if err := h.load(b); err != nil {
		return false, err
	}
	h.mu.RLock()
	defer h.mu.RUnlock()
	from, to := h.find(b), h.find(a)
	if to < 0 {
		if !r.objects.has(plumbing.Hash(a)) {
			return false, fmt.Errorf("%s: commit %s: %w", r.path, a, apply.ErrNotFound)
		}
		return false, nil
	}
	return h.reaches(from, to), nil
}

// reaches walks from a commit down as far as the other one may lie.
func (h *history) reaches(from, to int32) bool {
	if from == to {
		return true
	}
	floor := h.nodes[to]
	seen := make([]uint64, len(h.nodes)/64+1)
	todo := []int32{from}
	visit := func(p int32) bool {
		if p == to {
			return true
		}
		n := &h.nodes[p]
		if seen[p/64]&(1<<(p%64)) == 0 && n.level > floor.level && n.corrected > floor.corrected {
			seen[p/64] |= 1 << (p % 64)
			todo = append(todo, p)
		}
		return false
	}
	var room [1]int32
	for len(todo) > 0 {
		n := &h.nodes[todo[len(todo)-1]]
		todo = todo[:len(todo)-1]
		if n.first == noParent {
			continue
		}
		if visit(n.first) {
			return true
		}
		for _, p := range h.rest(n, &room) {
			if visit(p) {
				return true
			}
		}
	}
	return false
}

// Contains tells for every commit which of the tips hold it: the answer for commits[i] and tips[j] is at
// [i][j]. A commit that is not here is held by none; a tip that is not here is an error.
func (r *Repo) Contains(commits, tips []apply.Hash) ([][]bool, error) {
	h := r.history()
	if err := h.load(tips...); err != nil {
		return nil, err
	}
	h.mu.RLock()
	defer h.mu.RUnlock()
	answer := make([][]bool, len(commits))
	numbers := make([]int32, len(commits))
	for i, c := range commits {
		answer[i] = make([]bool, len(tips))
		numbers[i] = h.find(c)
	}
	floor := h.lowest(numbers)
	for at := 0; at < len(tips); at += 64 {
		some := tips[at:min(at+64, len(tips))]
		masks := h.masks(some, floor)
		for i, n := range numbers {
			for j := range some {
				answer[i][at+j] = n >= 0 && masks[n]&(1<<j) != 0
			}
		}
	}
	return answer, nil
}

// lowest is the lowest level of the commits.
func (h *history) lowest(numbers []int32) uint32 {
	level := ^uint32(0)
	for _, n := range numbers {
		if n >= 0 {
			level = min(level, h.nodes[n].level)
		}
	}
	return level
}

// masks gives each commit the set of tips (64 at most) that reach it, for commits of the level floor
// and above: one pass, children before parents.
func (h *history) masks(tips []apply.Hash, floor uint32) []uint64 {
	masks := make([]uint64, len(h.nodes))
	for j, tip := range tips {
		masks[h.find(tip)] |= 1 << j
	}
	var room [1]int32
	for at := len(h.order) - 1; at >= 0; at-- {
		i := h.order[at]
		mask, n := masks[i], &h.nodes[i]
		if mask == 0 || n.level <= floor || n.first == noParent {
			continue
		}
		masks[n.first] |= mask
		for _, p := range h.rest(n, &room) {
			masks[p] |= mask
		}
	}
	return masks
}
