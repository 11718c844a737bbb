package stable

import (
	"container/heap"
	"slices"

	"patchpilot/apply"
	"patchpilot/history"
	"patchpilot/internal/linediff"
)

// Bounds of a walk back through a file's history.
const (
	maxTouching = 40      // commits that changed the file
	maxSteps    = 100_000 // commits looked at
)

// walk follows spots of one file back through history, to the commits that made them.
type walk struct {
	s     *seeker
	queue visits
	at    map[place]*visit
	found []maker // newest first
	more  bool    // it ended before the end
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
	w := &walk{s: s, at: map[place]*visit{}}
	spots = slices.DeleteFunc(slices.Clone(spots), func(s spot) bool { return s.kind == nowhere })
	if len(spots) == 0 {
		return nil, nil
	}
	e, err := s.entry(from)
	if err != nil {
		return nil, err
	}
	w.push(from, e, spots)
	touching := 0
	for steps := 0; len(w.queue) > 0; steps++ {
		if touching == maxTouching || steps == maxSteps {
			w.more = true
			break
		}
		v := heap.Pop(&w.queue).(*visit)
		delete(w.at, v.place)
		touched, err := w.step(v)
		if err != nil {
			return nil, err
		}
		if touched {
			touching++
		}
	}
	s.more = s.more || w.more
	return w.found, nil
}

func (w *walk) push(p place, e apply.Entry, spots []spot) {
	if len(spots) == 0 || w.s.view(w.s.branch).Has(p.commit) {
		return
	}
	if v, ok := w.at[p]; ok {
		v.spots = append(v.spots, spots...)
		return
	}
	v := &visit{p, e, spots}
	w.at[p] = v
	heap.Push(&w.queue, v)
}

// step passes spots to the parents of a commit, or finds that it made them. Like git log it follows the parent alone that
// has the very same file: what a side branch did to it and undid before it was merged is not seen.
func (w *walk) step(v *visit) (touched bool, err error) {
	parents := w.s.in.Index.Parents(v.commit)
	entries := make([]apply.Entry, len(parents))
	for i, p := range parents {
		if entries[i], err = w.s.entry(place{p, v.path}); err != nil {
			return false, err
		}
		if entries[i].Hash == v.entry.Hash {
			w.push(place{p, v.path}, entries[i], v.spots)
			return false, nil
		}
	}
	if w.s.in.Index.Cut(v.commit) {
		w.more = true
		return true, nil
	}
	m := maker{v.commit, v.path, "", !there(v.entry), v.spots}
	if len(parents) == 1 && there(v.entry) && !there(entries[0]) {
		if m.was, err = w.s.renamed(v.commit, v.path); err != nil {
			return true, err
		}
	}
	for i, p := range parents {
		from := place{p, v.path}
		if m.was != "" {
			from.path = m.was
			if entries[i], err = w.s.entry(from); err != nil {
				return true, err
			}
		}
		if there(v.entry) && there(entries[i]) {
			if m.spots, err = w.share(v, m.spots, from, entries[i]); err != nil {
				return true, err
			}
		}
	}
	if len(m.spots) > 0 && len(parents) < 2 && !w.s.taken(v.commit) {
		w.found = append(w.found, m)
	}
	return true, nil
}

func there(e apply.Entry) bool { return !e.Hash.IsZero() }

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
		case stays && !w.s.taken(v.commit):
			passed = nil
		}
		before = append(before, passed...)
		if stays {
			made = append(made, s)
		}
	}
	w.push(from, e, before)
	return made, nil
}
