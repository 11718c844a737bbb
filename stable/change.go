package stable

import (
	"slices"
	"strings"
	"sync"

	"patchpilot/apply"
	"patchpilot/diff"
	"patchpilot/history"
)

const (
	mostCompared = 16  // commits of one title, to a fix
	mostSearched = 500 // commits of a branch that nothing ties to others
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

// Finding is what changes tell of a fix on a branch where messages tell nothing.
type Finding struct {
	Fix    history.N
	Branch int
	Copy   Copy // its Commit is history.None where all that the fix changes is so on the branch, and no commit is known that made it
	Empty  bool // the fix changes nothing, on any branch
}

// findings are those that a keeper was told of.
type findings struct {
	mu     sync.RWMutex
	copies map[history.N][]Copy
	there  map[instance]bool
	empty  map[history.N]bool
}

// Learn takes findings for true from now on, in all answers.
func (k *Keeper) Learn(all ...*Finding) {
	k.found.mu.Lock()
	defer k.found.mu.Unlock()
	if k.found.there == nil {
		k.found.copies, k.found.there, k.found.empty = map[history.N][]Copy{}, map[instance]bool{}, map[history.N]bool{}
	}
	for _, f := range all {
		switch {
		case f.Empty:
			k.found.empty[f.Fix] = true
		case f.Copy.Commit == history.None:
			k.found.there[instance{f.Fix, f.Branch}] = true
		default:
			k.found.copies[f.Fix] = append(k.found.copies[f.Fix], f.Copy)
		}
	}
}

func (f *findings) of(fix history.N) []Copy {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.copies[fix]
}

func (f *findings) has(fix history.N, branch int) bool {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.there[instance{fix, branch}]
}

func (f *findings) nothing(fix history.N) bool {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.empty[fix]
}

// Compare looks among a branch's own commits for one that nothing ties to a fix and that changes the same; else, where the
// fix is to be laid, whether all that it changes is so already; that may be nothing. nil = neither. An error is the source's.
func (k *Keeper) Compare(fix history.N, branch int, lay bool) (*Finding, error) {
	l := k.look()
	if k.in.Source == nil || len(l.instances(fix, branch)) > 0 || k.found.has(fix, branch) || k.found.nothing(fix) || k.in.Index.Merge(fix) {
		return nil, nil
	}
	paths, err := k.pathsOf(fix)
	if err != nil {
		return nil, nil // a trial tells
	}
	tip := func() (apply.Tree, error) { return k.in.Source.Tree(k.in.Index.ID(k.branches[branch].Tip)) }
	if paths == "" {
		if tree, err := tip(); err != nil || tree.Root() == apply.Empty.Root() {
			return nil, err // in a history without files nothing changes any
		}
		return &Finding{Fix: fix, Branch: branch, Empty: true}, nil
	}
	for _, n := range k.branches[branch].untied()[paths] {
		if rank, ok := k.sameChange(n, fix); ok {
			return &Finding{Fix: fix, Branch: branch, Copy: copyFound(n, rank)}, nil
		}
	}
	p := k.changes(fix)
	if !lay || p == nil {
		return nil, nil
	}
	tree, err := tip()
	if err != nil {
		return nil, err
	}
	out, err := pick{patch: p}.layOn(apply.NewOverlay(tree))
	if err != nil || appliesAs(out) != Already {
		return nil, err
	}
	return &Finding{Fix: fix, Branch: branch, Copy: copyFound(history.None, 0)}, nil
}

// pathsOf are the files that a commit changes, as one word.
func (k *Keeper) pathsOf(n history.N) (string, error) {
	paths, err := k.in.Source.Paths(k.in.Index.ID(n))
	return strings.Join(slices.Sorted(slices.Values(paths)), "\x00"), err
}

// untiedOf are a branch's own commits that nothing ties to others, by the files they change, newest first.
func (k *Keeper) untiedOf(h *held) map[string][]history.N {
	all, left := map[string][]history.N{}, mostSearched
	for _, n := range slices.Backward(h.own) {
		if like, _ := k.like(n); like != history.None || len(k.origins(n)) > 0 || k.in.Index.Merge(n) {
			continue
		}
		if left--; left < 0 {
			break
		}
		if paths, err := k.pathsOf(n); err == nil {
			all[paths] = append(all[paths], n)
		}
	}
	return all
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
