package stable

import (
	"slices"

	"patchpilot/diff"
	"patchpilot/history"
)

const (
	mostCompared = 16  // commits of one title, to a fix
	mostSearched = 500 // commits of a branch, for one fix
)

// changes are those of a commit; nil where they cannot be read, or there are none.
func (k *Keeper) changes(n history.N) *diff.Patch {
	if k.in.Source == nil {
		return nil
	}
	p, err := k.in.Source.Patch(k.in.Index.ID(n))
	if err != nil || p == nil || len(p.Files) == 0 {
		return nil
	}
	return p
}

// overlap tells whether two commits change a file in common; it takes them to where they cannot be read.
func (k *Keeper) overlap(a, b history.N) bool {
	if k.in.Source == nil {
		return true
	}
	p, err := k.in.Source.Paths(k.in.Index.ID(a))
	if err != nil || len(p) == 0 {
		return true
	}
	q, err := k.in.Source.Paths(k.in.Index.ID(b))
	return err != nil || len(q) == 0 || slices.ContainsFunc(q, func(path string) bool { return slices.Contains(p, path) })
}

// sameChange tells whether two commits change the same, as far as there is a source to read them from.
func (k *Keeper) sameChange(a, b history.N) (Rank, bool) {
	p, q := k.changes(a), k.changes(b)
	if p == nil || q == nil {
		return 0, false
	}
	switch p.Identity().Compare(q.Identity()) {
	case diff.SamePatch:
		return ByPatchID, true
	case diff.SameChange:
		return ByChange, true
	}
	return 0, false
}

// search looks through a branch's own commits for one that nothing ties to a fix and that changes the same, newest first.
func (l *look) search(fix history.N, branch int) {
	if l.in.Source == nil || len(l.instances(fix, branch)) > 0 {
		return
	}
	paths, err := l.in.Source.Paths(l.in.Index.ID(fix))
	if err != nil || len(paths) == 0 {
		return
	}
	slices.Sort(paths)
	f, left := l.family(fix), mostSearched
	for _, n := range slices.Backward(l.branches[branch].own) {
		if like, _ := l.like(n); like != history.None || len(l.origins(n)) > 0 || l.in.Index.Merge(n) {
			continue
		}
		if left--; left < 0 {
			return
		}
		other, err := l.in.Source.Paths(l.in.Index.ID(n))
		if slices.Sort(other); err != nil || !slices.Equal(paths, other) {
			continue
		}
		if rank, ok := l.sameChange(n, fix); ok {
			f.copies = append(f.copies, copyFound(n, rank))
			slices.SortFunc(f.copies, byCommit)
			return
		}
	}
}

// compareCopies tells whether the copies found by other signs change the same.
func (l *look) compareCopies(c *Cell) {
	if l.changes(c.Fix) == nil {
		return
	}
	for _, copy := range c.Copies {
		if copy.Commit == c.Fix || copy.Rank == ByPatchID || copy.Rank == ByChange || l.changes(copy.Commit) == nil {
			continue
		}
		e := Evidence{Commit: copy.Commit, Text: "changes other lines than upstream"}
		if rank, ok := l.sameChange(copy.Commit, c.Fix); ok {
			e.Text = l.known(c.Fix, copyFound(copy.Commit, rank))
		}
		c.Evidence = append(c.Evidence, e)
	}
}
