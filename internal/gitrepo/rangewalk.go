package gitrepo

import (
	"container/heap"
	"slices"

	"patchpilot/apply"
)

// slack is how many more commits are looked at when nothing of a range seems to be left, for clocks that were
// wrong.
const slack = 64

// walker goes from the newest commits to older ones, and knows which of them are outside: those that a base
// reaches. It reads as much of the history as the dates ask for, as git does, where Log reads it all.
type walker struct {
	repo   *Repo
	seen   map[apply.Hash]*walked
	queue  byDate
	inside int // commits in the queue that are not outside
}

// walked is a commit met on the way.
type walked struct {
	visit
	outside, queued bool
	since           int
}

// byDate is a heap, the newest first; of the same second, the one that came first.
type byDate []*walked

func (q byDate) Len() int      { return len(q) }
func (q byDate) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *byDate) Push(x any)   { *q = append(*q, x.(*walked)) }
func (q byDate) Less(i, j int) bool {
	return q[i].date > q[j].date || q[i].date == q[j].date && q[i].since < q[j].since
}
func (q *byDate) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}

// reach takes a commit up.
func (w *walker) reach(h apply.Hash, outside bool) error {
	c := w.seen[h]
	if c != nil {
		if outside {
			w.exclude(c)
		}
		return nil
	}
	v, err := w.repo.visit(h)
	if err != nil {
		return err
	}
	c = &walked{visit: v, outside: outside, queued: true, since: len(w.seen)}
	w.seen[h] = c
	heap.Push(&w.queue, c)
	if !outside {
		w.inside++
	}
	return nil
}

// exclude puts outside what turns out to be in the history of a base, as far as it was met.
func (w *walker) exclude(c *walked) {
	for todo := []*walked{c}; len(todo) > 0; {
		c, todo = todo[len(todo)-1], todo[:len(todo)-1]
		if c.outside {
			continue
		}
		c.outside = true
		if c.queued {
			w.inside--
		}
		for _, p := range c.parents {
			if parent := w.seen[p]; parent != nil {
				todo = append(todo, parent)
			}
		}
	}
}

// walk finds the commits inside, the oldest first.
func (w *walker) walk(most int) (found []*walked, err error) {
	patches := 0
	for left := slack; len(w.queue) > 0 && left > 0 && (most == 0 || patches < most); left-- {
		c := heap.Pop(&w.queue).(*walked)
		c.queued = false
		if !c.outside {
			w.inside--
			found = append(found, c)
			if len(c.parents) < 2 {
				patches++
			}
		}
		for _, p := range c.parents {
			if err := w.reach(p, c.outside); err != nil {
				return nil, err
			}
		}
		if w.inside > 0 {
			left = slack + 1
		}
	}
	found = slices.DeleteFunc(found, func(c *walked) bool { return c.outside })
	slices.Reverse(found)
	return w.parentsFirst(found), nil
}

// parentsFirst puts right what wrong clocks put before its parents.
func (w *walker) parentsFirst(found []*walked) []*walked {
	waiting := make(map[*walked]bool, len(found))
	for _, c := range found {
		waiting[c] = true
	}
	out := make([]*walked, 0, len(found))
	for _, c := range found {
		for path := []*walked{c}; len(path) > 0; {
			c := path[len(path)-1]
			if next := w.waitingParent(c, waiting); waiting[c] && next != nil {
				path = append(path, next)
				continue
			}
			if waiting[c] {
				out = append(out, c)
				delete(waiting, c)
			}
			path = path[:len(path)-1]
		}
	}
	return out
}

func (w *walker) waitingParent(c *walked, waiting map[*walked]bool) *walked {
	for _, p := range c.parents {
		if parent := w.seen[p]; waiting[parent] {
			return parent
		}
	}
	return nil
}
