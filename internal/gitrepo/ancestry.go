package gitrepo

import (
	"bytes"
	"cmp"
	"fmt"
	"iter"
	"maps"
	"path/filepath"
	"slices"

	"github.com/go-git/go-git/v5/plumbing"

	"patchpilot/apply"
)

// Ancestry lists the commits that any of the tips holds, parents before children: by date, that of a commit being
// later than its parents' whatever their clocks said, and by id. So two commits are in one order always, whichever
// tips are asked for.
func (r *Repo) Ancestry(tips ...apply.Hash) ([]apply.Hash, error) {
	h := r.history()
	if err := h.load(tips...); err != nil {
		return nil, err
	}
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.held(tips), nil
}

// Beyond is Ancestry without the commits that are known, and without what those hold; it reads no others. Of the
// known parents it does not know the dates.
func (r *Repo) Beyond(known func(apply.Hash) bool, tips ...apply.Hash) ([]apply.Hash, error) {
	h := &history{repo: r, index: map[apply.Hash]int32{}, known: known}
	var fresh []apply.Hash
	for _, tip := range tips {
		if known(tip) {
			continue
		}
		if err := h.walk(tip); err != nil {
			return nil, fmt.Errorf("history of %s: %w", tip, err)
		}
		fresh = append(fresh, tip)
	}
	return h.held(fresh), nil
}

// Edges are the commits at which history was cut off when the repository was cloned, or fetched anew.
func (r *Repo) Edges() iter.Seq[apply.Hash] { return maps.Keys(r.shallow) }

// Folder is where the repository keeps what all its work trees share, links resolved.
func (r *Repo) Folder() string {
	if resolved, err := filepath.EvalSymlinks(r.dirs.commonDir); err == nil {
		return resolved
	}
	return r.dirs.commonDir
}

// held are the commits that any of the tips holds, in the order of Ancestry.
func (h *history) held(tips []apply.Hash) []apply.Hash {
	var nodes []int32
	held := make([]bool, len(h.nodes))
	for _, tip := range tips {
		held[h.find(tip)] = true
	}
	var room [1]int32
	for at := len(h.order) - 1; at >= 0; at-- {
		i := h.order[at]
		n := &h.nodes[i]
		if !held[i] {
			continue
		}
		nodes = append(nodes, i)
		if n.first == noParent {
			continue
		}
		held[n.first] = true
		for _, p := range h.rest(n, &room) {
			held[p] = true
		}
	}
	slices.SortFunc(nodes, func(a, b int32) int {
		if c := cmp.Compare(h.nodes[a].corrected, h.nodes[b].corrected); c != 0 {
			return c
		}
		x, y := h.id(a), h.id(b)
		return bytes.Compare(x[:], y[:])
	})
	ids := make([]apply.Hash, len(nodes))
	for i, n := range nodes {
		ids[i] = h.id(n)
	}
	return ids
}

// Commits reads commits with all processors and gives them in the order asked for. An error ends it.
func (r *Repo) Commits(ids []apply.Hash) iter.Seq2[*Commit, error] {
	return func(yield func(*Commit, error) bool) {
		type read struct {
			commit *Commit
			err    error
		}
		room := make([]read, min(len(ids), logBatch))
		done := 0
		for some := range slices.Chunk(ids, logBatch) {
			r.each(some, plumbing.CommitObject, func(i int, data []byte, err error) {
				if room[i] = (read{err: err}); err == nil {
					room[i].commit, room[i].err = r.parseCommit(some[i], data)
				}
			})
			for _, c := range room[:len(some)] {
				if !yield(c.commit, c.err) || c.err != nil {
					return
				}
			}
			if done += len(some); len(ids) > logBatch {
				r.told(done, len(ids))
			}
		}
	}
}
