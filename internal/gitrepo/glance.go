package gitrepo

import (
	"github.com/go-git/go-git/v5/plumbing"

	"patchpilot/apply"
)

const (
	fewGlances = 32  // questions that are answered without taking over the whole commit-graph
	fewCommits = 256 // that may lie outside of it
)

// glance answers IsAncestor off the mapped commit-graph, for whoever asks a few times: to take over a million
// commits costs more than to walk among them. It gives up, ok false, on what the graph does not settle: history
// is then read whole.
func (r *Repo) glance(a, b apply.Hash) (is, ok bool) {
	if len(r.shallow) > 0 || r.glances.Add(1) > fewGlances {
		return false, false
	}
	g := glancer{layers: r.mapped()}
	if len(g.layers) == 0 {
		return false, false
	}
	target := g.find(a)
	if target < 0 {
		return false, false
	}
	_, level, sound := g.parents(target, nil)
	if !sound {
		return false, false
	}
	g.level = level
	if ok := r.enter(&g, b); !ok {
		return false, false
	}
	return g.reaches(target)
}

// enter walks from a commit down to those the graph has.
func (r *Repo) enter(g *glancer, from apply.Hash) bool {
	outside := map[apply.Hash]bool{}
	for todo := []apply.Hash{from}; len(todo) > 0; {
		id := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if i := g.find(id); i >= 0 {
			g.todo = append(g.todo, i)
			continue
		}
		if outside[id] {
			continue
		}
		if outside[id] = true; len(outside) > fewCommits {
			return false
		}
		data, err := r.read(id, plumbing.CommitObject)
		if err != nil {
			return false
		}
		parents, _ := commitLinks(data)
		todo = append(todo, parents...)
	}
	return true
}

// glancer walks in the layers of a commit-graph.
type glancer struct {
	layers []*graphLayer
	level  uint32 // of the commit looked for: what is not above it does not reach it
	todo   []int32
}

func (g *glancer) find(id apply.Hash) int32 {
	for _, l := range g.layers {
		if i := l.find(id); i >= 0 {
			return int32(i)
		}
	}
	return -1
}

// layer gives the layer of a position and the place in it; nil where there is none.
func (g *glancer) layer(i int32) (*graphLayer, int) {
	for _, l := range g.layers {
		if int(i) >= l.first && int(i) < l.first+l.n {
			return l, int(i) - l.first
		}
	}
	return nil, 0
}

// parents appends those of a commit; false where its level is not what they say, as in a damaged file.
func (g *glancer) parents(i int32, list []int32) (parents []int32, level uint32, sound bool) {
	l, at := g.layer(i)
	parents, err := l.parents(at, list)
	if err != nil {
		return nil, 0, false
	}
	below := uint32(0)
	for _, p := range parents[len(list):] {
		l, at := g.layer(p)
		if l == nil {
			return nil, 0, false
		}
		below = max(below, l.level(at))
	}
	level = l.level(at)
	return parents, level, level == below+1
}

// reaches walks down to the target; ok is false where the graph contradicts itself.
func (g *glancer) reaches(target int32) (is, ok bool) {
	last := g.layers[len(g.layers)-1]
	seen := make([]uint64, (last.first+last.n)/64+1)
	for len(g.todo) > 0 {
		i := g.todo[len(g.todo)-1]
		g.todo = g.todo[:len(g.todo)-1]
		if i == target {
			return true, true
		}
		if seen[i/64]&(1<<(i%64)) != 0 {
			continue
		}
		seen[i/64] |= 1 << (i % 64)
		known := len(g.todo)
		todo, level, sound := g.parents(i, g.todo)
		if !sound {
			return false, false
		}
		if g.todo = todo; level <= g.level {
			g.todo = todo[:known]
		}
	}
	return false, true
}
