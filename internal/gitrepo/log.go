package gitrepo

import (
	"cmp"
	"container/heap"
	"iter"

	"patchpilot/apply"
)

// logBatch is how many commits are read at a time.
const logBatch = 1024

// Log gives the commits of base..tip, as `git log --date-order` does: no parent before its children, else
// the newest first. A zero base gives all of tip's history. An error ends it. Commits are read as they are
// asked for: to stop early is cheap.
func (r *Repo) Log(base, tip apply.Hash) iter.Seq2[*Commit, error] {
	return func(yield func(*Commit, error) bool) {
		span, err := r.span(base, tip)
		if err != nil {
			yield(nil, err)
			return
		}
		for n := logBatch / 16; ; n = min(2*n, logBatch) {
			ids := span.next(n)
			if len(ids) == 0 {
				return
			}
			for c, err := range r.Commits(ids) {
				if !yield(c, err) || err != nil {
					return
				}
			}
		}
	}
}

// between lists the commits tip reaches and base does not, in the order of Log.
func (r *Repo) between(base, tip apply.Hash) ([]apply.Hash, error) {
	span, err := r.span(base, tip)
	if err != nil {
		return nil, err
	}
	return span.next(len(span.children)), nil
}

// span is the way through base..tip.
type span struct {
	h        *history
	masks    []uint64 // 1 for the commits of the span
	children []int32  // of the commits of the span, how many children are still to come
	queue    newest   // commits whose children have all been
}

func (r *Repo) span(base, tip apply.Hash) (*span, error) {
	tips := []apply.Hash{tip}
	if !base.IsZero() {
		tips = append(tips, base)
	}
	h := r.history()
	if err := h.load(tips...); err != nil {
		return nil, err
	}
	h.mu.RLock()
	defer h.mu.RUnlock()
	s := &span{h: h, masks: h.masks(tips, 0), children: make([]int32, len(h.nodes))}
	for i, mask := range s.masks {
		if mask == 1 {
			s.parents(int32(i), func(p int32) { s.children[p]++ })
		}
	}
	if start := h.find(tip); s.masks[start] == 1 {
		s.queue.add(h, start)
	}
	return s, nil
}

// next takes the next n commits, fewer at the end.
func (s *span) next(n int) (ids []apply.Hash) {
	s.h.mu.RLock()
	defer s.h.mu.RUnlock()
	for len(ids) < n && s.queue.Len() > 0 {
		i := heap.Pop(&s.queue).(queued).node
		ids = append(ids, s.h.id(i))
		s.parents(i, func(p int32) {
			if s.children[p]--; s.children[p] == 0 {
				s.queue.add(s.h, p)
			}
		})
	}
	return ids
}

// parents hands on the parents of a commit that belong to the span.
func (s *span) parents(i int32, f func(p int32)) {
	n := &s.h.nodes[i]
	if n.first == noParent {
		return
	}
	if s.masks[n.first] == 1 {
		f(n.first)
	}
	var room [1]int32
	for _, p := range s.h.rest(n, &room) {
		if s.masks[p] == 1 {
			f(p)
		}
	}
}

// newest is a heap of commits, newest first; of the same second, the one that came first.
type newest struct {
	list []queued
	seen int
}

type queued struct {
	node  int32
	date  int64
	since int
}

func (q *newest) add(h *history, i int32) {
	q.seen++
	heap.Push(q, queued{i, h.nodes[i].date, q.seen})
}

func (q *newest) Len() int      { return len(q.list) }
func (q *newest) Swap(i, j int) { q.list[i], q.list[j] = q.list[j], q.list[i] }
func (q *newest) Push(x any)    { q.list = append(q.list, x.(queued)) }
func (q *newest) Less(i, j int) bool {
	a, b := q.list[i], q.list[j]
	return cmp.Or(cmp.Compare(b.date, a.date), cmp.Compare(a.since, b.since)) < 0
}
func (q *newest) Pop() any {
	last := q.list[len(q.list)-1]
	q.list = q.list[:len(q.list)-1]
	return last
}
