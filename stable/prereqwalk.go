package stable

import (
	"container/heap"
	"slices"
	"sync"

	"patchpilot/apply"
	"patchpilot/history"
	"patchpilot/internal/linediff"
)

// Bounds of a walk back through a file's history.
const (
	maxTouching = 40      // commits that changed the file
	maxSpan     = 500_000 // how far back by numbers
)

// walk follows spots of one file back through history, to the commits that made them.
type walk struct {
	s      *seeker
	held   history.Bits         // ends it
	passed func(history.N) bool // commits that count for nothing
	queue  visits
	at     map[place]*visit
	found  []maker   // newest first
	floor  history.N // it goes no further back
	more   bool      // it ended before the end
}

// maker is a commit that made some of the spots.
type maker struct {
	commit history.N
	path   string // as the commit calls it
	was    string // and as it was called before, where the commit renamed it
	gone   bool   // it is not there any more
	spots  []spot
}

// place is a file of a commit.
type place struct {
	commit history.N
	path   string
}

type visit struct {
	place
	entry apply.Entry // zero = it is not there
	spots []spot
}

// visits is a heap, the newest commit first: a commit comes after all its children.
type visits []*visit

func (v visits) Len() int           { return len(v) }
func (v visits) Less(i, j int) bool { return v[i].commit > v[j].commit }
func (v visits) Swap(i, j int)      { v[i], v[j] = v[j], v[i] }
func (v *visits) Push(x any)        { *v = append(*v, x.(*visit)) }
func (v *visits) Pop() any {
	last := (*v)[len(*v)-1]
	*v = (*v)[:len(*v)-1]
	return last
}

// makers follows spots in a file from a commit on, up to what the branch holds.
func (s *seeker) makers(from place, spots []spot) ([]maker, error) {
	w, err := s.follow(from, spots, s.view(s.branch), s.taken)
	s.more = s.more || w.more
	return w.found, err
}

// follow follows spots in a file from a commit on, up to what is held; the commits passed are not told.
func (s *seeker) follow(from place, spots []spot, held history.Bits, passed func(history.N) bool) (*walk, error) {
	w := &walk{s: s, at: map[place]*visit{}, floor: from.commit - maxSpan, held: held, passed: passed}
	spots = slices.DeleteFunc(slices.Clone(spots), func(s spot) bool { return s.kind == nowhere })
	if len(spots) == 0 {
		return w, nil
	}
	e, err := s.entry(from)
	if err != nil {
		return w, err
	}
	if err := w.push(from, e, spots); err != nil {
		return w, err
	}
	for touching := 0; len(w.queue) > 0 && !w.more; touching++ {
		if touching == maxTouching {
			w.more = true
			break
		}
		v := heap.Pop(&w.queue).(*visit)
		delete(w.at, v.place)
		if err := w.step(v); err != nil {
			return w, err
		}
	}
	return w, nil
}

// push puts spots of a file of a commit on the queue; more exactly, of the commit before it that touched the file.
func (w *walk) push(p place, e apply.Entry, spots []spot) error {
	if len(spots) == 0 {
		return nil
	}
	p, err := w.skip(p, e)
	if err != nil || w.more || w.held.Has(p.commit) {
		return err
	}
	if v, ok := w.at[p]; ok {
		v.spots = append(v.spots, spots...)
		return nil
	}
	v := &visit{p, e, spots}
	w.at[p] = v
	heap.Push(&w.queue, v)
	return nil
}

// skip goes back from a commit as long as a parent has the very same file, and the branch does not hold the commit. Like
// git log it follows that parent alone: what a side branch did to a file and undid before it was merged is not seen.
func (w *walk) skip(p place, e apply.Entry) (place, error) {
	var passed []place
	defer func() { w.s.skips.put(passed, p.commit) }()
next:
	for !w.held.Has(p.commit) {
		if p.commit < w.floor {
			w.more = true
			break
		}
		if n, ok := w.s.skips.get(p); ok && n >= w.floor {
			p.commit = n
			continue
		}
		for _, parent := range w.s.in.Index.Parents(p.commit) {
			before, err := w.s.entry(place{parent, p.path})
			if err != nil {
				return p, err
			}
			if before.Hash == e.Hash {
				passed = append(passed, p)
				p.commit = parent
				continue next
			}
		}
		break
	}
	return p, nil
}

// skips are places and the older commits, known from walks before, that have the same file.
type skips struct {
	sync.Mutex
	to map[place]history.N
}

const (
	skipEvery = 16      // commits are remembered one in so many
	maxSkips  = 1 << 18 // so many at most
)

func (s *skips) get(p place) (history.N, bool) {
	s.Lock()
	defer s.Unlock()
	n, ok := s.to[p]
	return n, ok
}

// put remembers where a walk got to from the places it passed.
func (s *skips) put(passed []place, to history.N) {
	s.Lock()
	defer s.Unlock()
	for i, p := range passed {
		if s.to == nil {
			s.to = map[place]history.N{}
		}
		if (i == 0 || p.commit%skipEvery == 0) && len(s.to) < maxSkips {
			s.to[p] = to
		}
	}
}

// step passes spots to the parents of a commit that touched their file, or finds that it made them.
func (w *walk) step(v *visit) error {
	if w.s.in.Index.Cut(v.commit) {
		w.s.ends = append(w.s.ends, v.commit)
		return nil
	}
	m := maker{v.commit, v.path, "", !exists(v.entry), v.spots}
	parents := w.s.in.Index.Parents(v.commit)
	if len(parents) == 0 && w.s.branches[w.s.branch].Base == history.None {
		return nil // the import of one side, where the two share nothing, says nothing of what keeps them apart
	}
	for _, p := range parents {
		from := place{p, v.path}
		e, err := w.s.entry(from)
		if err == nil && exists(v.entry) && !exists(e) && len(parents) == 1 {
			if m.was, err = w.s.renamed(v.commit, v.path); err == nil && m.was != "" {
				from.path = m.was
				e, err = w.s.entry(from)
			}
		}
		if err == nil && exists(v.entry) && exists(e) {
			m.spots, err = w.share(v, m.spots, from, e)
		}
		if err != nil {
			return err
		}
	}
	if len(m.spots) > 0 && len(parents) < 2 && !w.passed(v.commit) {
		w.found = append(w.found, m)
	}
	return nil
}

func exists(e apply.Entry) bool { return !e.Hash.IsZero() }

// share passes to a parent what was so before, and returns the rest.
func (w *walk) share(v *visit, spots []spot, from place, e apply.Entry) (made []spot, err error) {
	was, err := w.s.lines(from.commit, e)
	if err != nil {
		return nil, err
	}
	now, err := w.s.lines(v.commit, v.entry)
	if err != nil {
		return nil, err
	}
	edits := linediff.Edits(was, now)
	var before []spot
	for _, s := range spots {
		passed, stays := back(edits, s)
		switch {
		case s.kind == presence:
			passed, stays = []spot{s}, false
			if from.path != v.path {
				passed, stays = nil, true
			}
		case s.kind == every:
			passed, stays = []spot{s}, true
		case stays && !w.passed(v.commit):
			passed = nil
		}
		before = append(before, passed...)
		if stays {
			made = append(made, s)
		}
	}
	return made, w.push(from, e, distinct(before))
}
