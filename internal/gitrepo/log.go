package gitrepo

import (
	"cmp"
	"container/heap"
	"iter"

	"github.com/go-git/go-git/v5/plumbing"

	"patchpilot/apply"
)

// logBatch is how many commits are read at a time.
const logBatch = 1024

// Log gives the commits of base..tip, as `git log --date-order` does: no parent before its children, else
// the newest first. A zero base gives all of tip's history. An error ends it.
func (r *Repo) Log(base, tip apply.Hash) iter.Seq2[*Commit, error] {
	return func(yield func(*Commit, error) bool) {
		ids, err := r.between(base, tip)
		if err != nil {
			yield(nil, err)
			return
		}
		for len(ids) > 0 {
			some := ids[:min(logBatch, len(ids))]
			ids = ids[len(some):]
			for i, f := range r.fetch(some, plumbing.CommitObject) {
				var c *Commit
				if f.err == nil {
					c, f.err = r.parseCommit(some[i], f.data)
				}
				if !yield(c, f.err) || f.err != nil {
					return
				}
			}
		}
	}
}

// between lists the commits tip reaches and base does not.
func (r *Repo) between(base, tip apply.Hash) ([]apply.Hash, error) {
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
	masks := h.masks(tips, 0)
	if masks[h.find(tip)] != 1 {
		return nil, nil
	}
	children := map[int32]int{} // of the commits wanted, how many children are still to come
	var room [1]int32
	each := func(i int32, f func(p int32)) {
		n := &h.nodes[i]
		if n.first == noParent {
			return
		}
		if masks[n.first] == 1 {
			f(n.first)
		}
		for _, p := range h.rest(n, &room) {
			if masks[p] == 1 {
				f(p)
			}
		}
	}
	for i, mask := range masks {
		if mask == 1 {
			each(int32(i), func(p int32) { children[p]++ })
		}
	}
	queue := &newest{}
	queue.add(h, h.find(tip))
	var ids []apply.Hash
	for queue.Len() > 0 {
		i := heap.Pop(queue).(queued).node
		ids = append(ids, h.id(i))
		each(i, func(p int32) {
			if children[p]--; children[p] == 0 {
				queue.add(h, p)
			}
		})
	}
	return ids, nil
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
