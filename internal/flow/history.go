package flow

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"patchpilot/apply"
	"patchpilot/history"
	"patchpilot/lint"
)

var (
	releaseTag   = regexp.MustCompile(`^refs/tags/(v(?:2\.6\.\d+|(?:[3-9]|\d\d)\.\d+))$`)
	stableUpdate = regexp.MustCompile(`^v(?:2\.6\.\d+|[3-9]\.\d+|\d\d\.\d+)\.\d+$`)
)

// taggedRelease is a release and the commit it is.
type taggedRelease struct {
	lint.Release
	commit apply.Hash
}

// findReleases lists the releases in order.
func (r *Repo) findReleases() ([]taggedRelease, error) {
	refs, err := r.git.Refs("refs/tags/v")
	var all []taggedRelease
	for _, ref := range refs {
		m := releaseTag.FindStringSubmatch(ref)
		if m == nil {
			continue
		}
		c, err := r.commit(ref)
		if err != nil {
			continue // v2.6.11 is a tag of a tree; what is broken does not hold the rest up
		}
		n := len(all)
		first := n == 0 && m[1] == "v2.6.12" || n > 0 && follows(all[n-1].Name, m[1])
		all = append(all, taggedRelease{lint.Release{Name: m[1], When: c.Committer.When, First: first}, c.Hash})
	}
	return all, err
}

// FirstRelease implements lint.Repo. Each release holds those before it: it is looked for from where the dates
// say it is, which is right but for clocks that were wrong.
func (r *Repo) FirstRelease(c apply.Hash) (lint.Release, error) {
	all, err := r.releases()
	if err != nil {
		r.note(err)
		return lint.Release{}, err
	}
	made, err := r.git.Commit(c)
	if err != nil {
		r.note(err)
		return lint.Release{}, err
	}
	holds := func(i int) bool {
		in, e := r.git.IsAncestor(c, all[i].commit)
		err = errors.Join(err, e)
		return in
	}
	i := slices.IndexFunc(all, func(t taggedRelease) bool { return !t.When.Before(made.Committer.When) })
	if i < 0 || !holds(i) && !holds(len(all)-1) {
		i = len(all)
	}
	for i < len(all) && !holds(i) {
		i++
	}
	for i > 0 && holds(i-1) {
		i--
	}
	r.note(err)
	if err != nil || i == len(all) {
		return lint.Release{}, err
	}
	return all[i].Release, nil
}

// branch is a stable branch and its newest commit.
type branch struct {
	lint.Branch
	tip apply.Hash
}

// findStable takes for each release the ref whose newest commit is the newest: a local branch may lag behind.
func (r *Repo) findStable() ([]branch, error) {
	refs, err := r.git.Refs("refs/")
	if err != nil {
		return nil, err
	}
	best := map[string]branch{}
	for _, ref := range refs {
		name := shortRef(ref)
		m := history.Kernel.Branch.FindStringSubmatch(name)
		if m == nil || name == ref { // a tag
			continue
		}
		c, err := r.commit(ref)
		if err != nil {
			return nil, err
		}
		b := branch{lint.Branch{Name: name, Release: m[1], Newest: c.Committer.When}, c.Hash}
		if old, ok := best[b.Release]; !ok || old.Newest.Before(b.Newest) {
			best[b.Release] = b
		}
	}
	var all []branch
	for _, b := range best {
		all = append(all, b)
	}
	slices.SortFunc(all, func(a, b branch) int { return slices.Compare(numbers(a.Release), numbers(b.Release)) })
	return all, nil
}

// numbers are the parts of a release: of "v5.10" 5 and 10.
func numbers(release string) (parts []int) {
	for _, part := range strings.Split(strings.TrimPrefix(release, "v"), ".") {
		n, _ := strconv.Atoi(part)
		parts = append(parts, n)
	}
	return parts
}

// follows tells whether one release is the next after another; of v6.0 it cannot tell what came before.
func follows(old, next string) bool {
	a, b := numbers(old), numbers(next)
	last := len(b) - 1
	if len(a) != len(b) {
		return b[last] == 0
	}
	return b[last] == 0 || slices.Equal(a[:last], b[:last]) && a[last]+1 == b[last]
}

// Stable implements lint.Repo.
func (r *Repo) Stable() ([]lint.Branch, error) {
	found, err := r.stable()
	r.note(err)
	var all []lint.Branch
	for _, b := range found {
		all = append(all, b.Branch)
	}
	return all, err
}

// mainlineNames are where mainline may be, if not where patches go.
var mainlineNames = []string{"master", "main", "origin/master", "origin/main", "HEAD"}

// mainlineTip is what patches are to go on, unless that is a stable branch.
func (r *Repo) mainlineTip() (apply.Hash, error) {
	stable, err := r.stable()
	if err != nil {
		return apply.Hash{}, err
	}
	isStable := func(name string, tip apply.Hash) bool {
		return history.Kernel.Branch.MatchString(name) || stableUpdate.MatchString(name) || slices.ContainsFunc(stable, func(b branch) bool { return b.tip == tip })
	}
	if !isStable(r.name, r.onto.Hash) {
		return r.onto.Hash, nil
	}
	for _, name := range mainlineNames {
		if tip, err := r.git.Resolve(name); err == nil && !isStable(name, tip) {
			return tip, nil
		}
	}
	return r.onto.Hash, nil
}

// indexed is the commits of mainline and of the stable branches.
type indexed struct {
	*history.Index
	mainline history.Bits
	branches map[string]history.Bits // by name
}

// readCommits reads them; the first time that takes a while.
func (r *Repo) readCommits() (*indexed, error) {
	tip, err := r.mainlineTip()
	if err != nil {
		return nil, err
	}
	stable, err := r.stable()
	if err != nil {
		return nil, err
	}
	tips := []apply.Hash{tip}
	for _, b := range stable {
		tips = append(tips, b.tip)
	}
	x, err := OpenIndex(r.git, history.Kernel, tips, CacheFolder())
	if err != nil {
		return nil, err
	}
	reach := func(h apply.Hash) history.Bits { return x.Reach(x.Find(history.ID(h))) }
	ix := &indexed{Index: x, mainline: reach(tip), branches: map[string]history.Bits{}}
	for _, b := range stable {
		ix.branches[b.Name] = reach(b.tip)
	}
	return ix, nil
}

// Titled implements lint.Repo.
func (r *Repo) Titled(title string) ([]*lint.Commit, error) {
	ix, err := r.indexed()
	if err != nil {
		r.note(err)
		return nil, err
	}
	return r.answer(ix, ix.TitledAs(title))
}

// FixedBy implements lint.Repo.
func (r *Repo) FixedBy(target apply.Hash) ([]*lint.Commit, error) {
	ix, err := r.indexed()
	if err != nil {
		r.note(err)
		return nil, err
	}
	return r.answer(ix, ix.by(history.Fixes, ix.Find(history.ID(target))))
}

// by are the commits that name one, oldest first.
func (ix *indexed) by(k history.Kind, n history.N) (all []history.N) {
	for _, m := range ix.Naming(k, n) {
		all = append(all, m.By)
	}
	return slices.Compact(all)
}

// answer is those of the commits that mainline has, newest first, as rules want them.
func (r *Repo) answer(ix *indexed, found []history.N) (all []*lint.Commit, err error) {
	for _, n := range slices.Backward(found) {
		if !ix.mainline.Has(n) {
			continue
		}
		c, err := r.git.Commit(apply.Hash(ix.ID(n)))
		if err != nil {
			r.note(err)
			return nil, err
		}
		all = append(all, asLint(c))
	}
	return all, nil
}

// Carried implements lint.Repo.
func (r *Repo) Carried(b lint.Branch, upstream apply.Hash) (*lint.Commit, error) {
	ix, err := r.indexed()
	if err != nil {
		r.note(err)
		return nil, err
	}
	n := ix.carried(ix.branches[b.Name], ix.Find(history.ID(upstream)))
	if n == history.None {
		return nil, nil
	}
	c, err := r.git.Commit(apply.Hash(ix.ID(n)))
	if err != nil {
		r.note(err)
		return nil, err
	}
	return asLint(c), nil
}

// carried is what a branch has of a commit and did not take back: the newest copy, or itself.
func (ix *indexed) carried(on history.Bits, upstream history.N) history.N {
	copies := append([]history.N{upstream}, ix.by(history.BackportOf, upstream)...)
	for _, n := range slices.Backward(copies) {
		if on.Has(n) && !ix.reverted(on, n, upstream, mostReverts) {
			return n
		}
	}
	return history.None
}

// mostReverts bounds how often a change is taken back and forth.
const mostReverts = 8

// reverted tells whether a branch took a commit back, by its own id or by that of mainline, and left it so.
func (ix *indexed) reverted(on history.Bits, n, upstream history.N, deep int) bool {
	if deep == 0 {
		return false
	}
	for _, named := range []history.N{n, upstream} {
		for _, by := range slices.Backward(ix.by(history.Reverts, named)) {
			if by != n && on.Has(by) && !ix.Committed(by).Before(ix.Committed(n)) {
				return !ix.reverted(on, by, by, deep-1)
			}
		}
	}
	return false
}
