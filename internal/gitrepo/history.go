package gitrepo

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"github.com/go-git/go-git/v5/plumbing"

	"patchpilot/apply"
)

// node is a commit in the graph of all of them; parents are numbers of nodes.
type node struct {
	first, second int32  // noParent; second may be octopus minus a place in history.more
	level         uint32 // one more than the highest of its parents
	date          int64  // committer's, seconds
	corrected     int64  // date, or one more than the highest of its parents if that is later
}

const (
	noParent = -1
	octopus  = -2
)

// history is the shape of all commits looked at so far: those of the commit-graph file, numbered as
// there, then those read one by one, parents before children. It only grows.
type history struct {
	repo   *Repo
	layers []*graphLayer
	known  func(apply.Hash) bool // commits that are not gone into; nil = none

	mu    sync.RWMutex
	nodes []node
	more  [][]int32 // all but the first parent of octopus merges
	order []int32   // parents before children
	ids   []apply.Hash
	index map[apply.Hash]int32 // of ids
}

// history gives the repository's, reading the commit-graph at the first call. A shallow clone goes
// without, as in git: the file may know parents that are not here. So does one with a damaged file.
func (r *Repo) history() *history {
	r.graphOnce.Do(func() {
		r.graph = &history{repo: r, index: map[apply.Hash]int32{}}
		if len(r.shallow) > 0 {
			return
		}
		if err := r.graph.build(r.mapped()); err != nil { // slower, but right
			r.graph = &history{repo: r, index: map[apply.Hash]int32{}}
		}
	})
	return r.graph
}

// mapped gives the layers of the commit-graph, or those kept from an earlier run; none for a damaged file.
func (r *Repo) mapped() []*graphLayer {
	r.layersOnce.Do(func() {
		layers, err := openGraph(r.objects.dirs)
		if err == nil && len(layers) == 0 {
			layers, err = openCachedGraph(r.dirs.commonDir)
		}
		if err != nil {
			closeGraph(layers)
			return
		}
		r.layers = layers
	})
	return r.layers
}

// build takes the commits of the layers over, and checks all that later walks rely on.
func (h *history) build(layers []*graphLayer) error {
	total := 0
	for _, l := range layers {
		total += l.n
	}
	h.nodes = make([]node, total)
	perLevel := make([]int32, total+2)
	var list []int32
	for _, l := range layers {
		for i := range l.n {
			var err error
			if list, err = l.parents(i, list[:0]); err != nil {
				return err
			}
			for _, p := range list {
				if p < 0 || int(p) >= total {
					return fmt.Errorf("%w: commit %s: no such parent", errGraph, l.id(i))
				}
			}
			level := l.level(i)
			if level == 0 || int(level) > total {
				return fmt.Errorf("%w: commit %s: level %d", errGraph, l.id(i), level)
			}
			n := &h.nodes[l.first+i]
			n.level, n.date = level, l.date(i)
			h.link(n, list)
			perLevel[level+1]++
		}
	}
	for level := 1; level < len(perLevel); level++ {
		perLevel[level] += perLevel[level-1]
	}
	h.order = make([]int32, total)
	for i := range h.nodes {
		at := &perLevel[h.nodes[i].level]
		h.order[*at] = int32(i)
		*at++
	}
	for _, i := range h.order {
		n := &h.nodes[i]
		if h.correct(n); n.level <= h.below(n) {
			return fmt.Errorf("%w: a commit not above its parents", errGraph)
		}
	}
	h.layers = layers
	return nil
}

// link sets the parents of a node.
func (h *history) link(n *node, parents []int32) {
	n.first, n.second = noParent, noParent
	if len(parents) > 0 {
		n.first = parents[0]
	}
	switch {
	case len(parents) == 2:
		n.second = parents[1]
	case len(parents) > 2:
		n.second = octopus - int32(len(h.more))
		h.more = append(h.more, append([]int32(nil), parents[1:]...))
	}
}

// rest lists the parents of a merge from the second on; two is room for them.
func (h *history) rest(n *node, two *[1]int32) []int32 {
	switch {
	case n.second == noParent:
		return nil
	case n.second <= octopus:
		return h.more[octopus-n.second]
	}
	two[0] = n.second
	return two[:]
}

// below is the highest level of the parents.
func (h *history) below(n *node) (level uint32) {
	if n.first == noParent {
		return 0
	}
	level = h.nodes[n.first].level
	var room [1]int32
	for _, p := range h.rest(n, &room) {
		level = max(level, h.nodes[p].level)
	}
	return level
}

// correct sets the corrected date (git's generation number version 2) from those of the parents.
func (h *history) correct(n *node) {
	n.corrected = n.date
	if n.first == noParent {
		return
	}
	n.corrected = max(n.corrected, h.nodes[n.first].corrected+1)
	var room [1]int32
	for _, p := range h.rest(n, &room) {
		n.corrected = max(n.corrected, h.nodes[p].corrected+1)
	}
}

// find is the number of a commit, -1 if it was not met yet.
func (h *history) find(id apply.Hash) int32 {
	for _, l := range h.layers {
		if i := l.find(id); i >= 0 {
			return int32(i)
		}
	}
	if i, ok := h.index[id]; ok {
		return i
	}
	return -1
}

// id is the commit of a number.
func (h *history) id(i int32) apply.Hash {
	for _, l := range h.layers {
		if int(i) < l.first+l.n {
			return l.id(int(i) - l.first)
		}
	}
	graph := len(h.nodes) - len(h.ids)
	return h.ids[int(i)-graph]
}

// load makes sure that commits and all they reach are known. It reads what is not in the commit-graph.
func (h *history) load(tips ...apply.Hash) error {
	h.mu.RLock()
	known := true
	for _, tip := range tips {
		known = known && h.find(tip) >= 0
	}
	h.mu.RUnlock()
	if known {
		return nil
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	before := len(h.ids)
	for _, tip := range tips {
		if err := h.walk(tip); err != nil {
			return fmt.Errorf("history of %s: %w", tip, err)
		}
	}
	if len(h.ids)-before >= worthCaching && len(h.repo.shallow) == 0 {
		h.cache()
	}
	return nil
}

// visit is a commit on the way down to commits that are known.
type visit struct {
	id      apply.Hash
	parents []apply.Hash
	date    int64
	next    int // parent to look at
}

// walk adds tip and what it reaches, parents first.
func (h *history) walk(tip apply.Hash) error {
	if h.find(tip) >= 0 {
		return nil
	}
	first, err := h.visit(tip)
	if err != nil {
		return err
	}
	var numbers []int32
	for path := []visit{first}; len(path) > 0; {
		v := &path[len(path)-1]
		if v.next < len(v.parents) {
			parent := v.parents[v.next]
			v.next++
			if h.find(parent) >= 0 {
				continue
			}
			deeper, err := h.visit(parent)
			if err != nil {
				return err
			}
			path = append(path, deeper)
			continue
		}
		numbers = numbers[:0]
		for _, p := range v.parents {
			numbers = append(numbers, h.find(p))
		}
		h.add(v.id, v.date, numbers)
		path = path[:len(path)-1]
	}
	return nil
}

// visit reads what matters of a commit on the way.
func (h *history) visit(id apply.Hash) (visit, error) {
	v, err := h.repo.visit(id)
	if h.known != nil {
		v.parents = slices.DeleteFunc(v.parents, h.known)
	}
	return v, err
}

// visit reads what matters of a commit.
func (r *Repo) visit(id apply.Hash) (visit, error) {
	data, err := r.read(id, plumbing.CommitObject)
	if err != nil {
		return visit{}, err
	}
	v := visit{id: id}
	v.parents, v.date = commitLinks(data)
	if r.shallow[id] {
		v.parents = nil
	}
	return v, nil
}

func (h *history) add(id apply.Hash, date int64, parents []int32) {
	i := int32(len(h.nodes))
	n := node{date: date}
	h.link(&n, parents)
	n.level = 1 + h.below(&n)
	h.correct(&n)
	h.nodes = append(h.nodes, n)
	h.order = append(h.order, i)
	h.ids = append(h.ids, id)
	h.index[id] = i
	if len(h.ids)%tellEvery == 0 {
		h.repo.told(len(h.ids), 0)
	}
}

// commitLinks reads parents and committer's date off a commit object, and nothing else: history is
// walked a hundred thousand commits at a time.
func commitLinks(data []byte) (parents []apply.Hash, date int64) {
	for len(data) > 0 {
		line := data
		if end := bytes.IndexByte(data, '\n'); end >= 0 {
			line, data = data[:end], data[end+1:]
		} else {
			data = nil
		}
		switch {
		case len(line) == 0:
			return parents, date
		case bytes.HasPrefix(line, []byte("parent ")):
			if p, ok := parseHash(string(line[len("parent "):])); ok {
				parents = append(parents, p)
			}
		case bytes.HasPrefix(line, []byte("committer ")):
			fields := bytes.Fields(line[bytes.LastIndexByte(line, '>')+1:])
			if len(fields) > 0 {
				date, _ = strconv.ParseInt(string(fields[0]), 10, 64)
			}
			return parents, max(date, 0)
		}
	}
	return parents, date
}
