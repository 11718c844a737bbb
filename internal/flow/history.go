package flow

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"patchpilot/apply"
	"patchpilot/internal/gitrepo"
	"patchpilot/lint"
)

var (
	releaseTag   = regexp.MustCompile(`^refs/tags/(v(?:2\.6\.\d+|(?:[3-9]|\d\d)\.\d+))$`)
	stableBranch = regexp.MustCompile(`^refs/(?:heads|remotes)/((?:.*/)?linux-(\d+\.\d+)\.y)$`)
	stableName   = regexp.MustCompile(`(?:^|/)linux-\d+\.\d+\.y$|^v(?:2\.6\.\d+|[3-9]\.\d+|\d\d\.\d+)\.\d+$`)
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
		m := stableBranch.FindStringSubmatch(ref)
		if m == nil {
			continue
		}
		c, err := r.commit(ref)
		if err != nil {
			return nil, err
		}
		b := branch{lint.Branch{Name: m[1], Release: m[2], Newest: c.Committer.When}, c.Hash}
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
		return stableName.MatchString(name) || slices.ContainsFunc(stable, func(b branch) bool { return b.tip == tip })
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

func (r *Repo) readMainline() (*index, error) {
	tip, err := r.mainlineTip()
	if err != nil {
		return nil, err
	}
	return readIndex(r.git.Log(apply.Hash{}, tip), longestRead)
}

// Titled implements lint.Repo.
func (r *Repo) Titled(title string) ([]*lint.Commit, error) {
	ix, err := r.mainline()
	if err != nil {
		r.note(err)
		return nil, err
	}
	want := plainTitle(title)
	return r.answer(ix, ix.titles.of(titleKey(title)), func(c *gitrepo.Commit) bool { return plainTitle(c.Subject()) == want })
}

// FixedBy implements lint.Repo.
func (r *Repo) FixedBy(target apply.Hash) ([]*lint.Commit, error) {
	ix, err := r.mainline()
	if err != nil {
		r.note(err)
		return nil, err
	}
	key, _ := idKey(target.String())
	return r.answer(ix, ix.fixes.of(key), func(c *gitrepo.Commit) bool { return names(fixedBy(c), target) })
}

// answer is what an index knows, as rules want it.
func (r *Repo) answer(ix *index, ids []apply.Hash, holds func(*gitrepo.Commit) bool) ([]*lint.Commit, error) {
	found, err := r.confirmed(ids, holds)
	if err != nil {
		r.note(err)
		return nil, err
	}
	var all []*lint.Commit
	for _, c := range found {
		all = append(all, asLint(c))
	}
	if ix.cut {
		return all, lint.ErrTooLong
	}
	return all, nil
}

// Carried implements lint.Repo.
func (r *Repo) Carried(b lint.Branch, upstream apply.Hash) (*lint.Commit, error) {
	c, cut, err := r.carried(b, upstream)
	if err != nil {
		r.note(err)
		return nil, err
	}
	if cut {
		err = lint.ErrTooLong
	}
	if c == nil {
		return nil, err
	}
	return asLint(c), err
}

func (r *Repo) carried(b lint.Branch, upstream apply.Hash) (found *gitrepo.Commit, cut bool, err error) {
	stable, err := r.stable()
	if err != nil {
		return nil, false, err
	}
	at := slices.IndexFunc(stable, func(s branch) bool { return s.Name == b.Name })
	if at < 0 {
		return nil, false, nil
	}
	ix, err := r.indexOf(stable[at])
	if err != nil {
		return nil, false, err
	}
	key, _ := idKey(upstream.String())
	copies, err := r.confirmed(ix.origins.of(key), func(c *gitrepo.Commit) bool { return names(originsOf(c), upstream) })
	if err != nil {
		return nil, false, err
	}
	if in, err := r.git.IsAncestor(upstream, stable[at].tip); err != nil {
		return nil, false, err
	} else if in {
		own, err := r.git.Commit(upstream)
		if err != nil {
			return nil, false, err
		}
		copies = append(copies, own)
	}
	for _, c := range copies {
		gone, err := r.reverted(ix, c, upstream, mostReverts)
		if err != nil {
			return nil, false, err
		}
		if !gone {
			return c, ix.cut, nil
		}
	}
	return nil, ix.cut, nil
}

// mostReverts bounds how often a change is taken back and forth.
const mostReverts = 8

// reverted tells whether a branch took a commit back, by its own id or by that of mainline, and left it so.
func (r *Repo) reverted(ix *index, c *gitrepo.Commit, upstream apply.Hash, deep int) (bool, error) {
	if deep == 0 {
		return false, nil
	}
	for _, h := range []apply.Hash{c.Hash, upstream} {
		key, _ := idKey(h.String())
		reverts, err := r.confirmed(ix.reverts.of(key), func(by *gitrepo.Commit) bool {
			return by.Hash != c.Hash && names(revertedBy(by), h) && !by.Committer.When.Before(c.Committer.When)
		})
		if err != nil {
			return false, err
		}
		for _, by := range reverts {
			if again, err := r.reverted(ix, by, by.Hash, deep-1); err != nil || !again {
				return !again, err
			}
		}
	}
	return false, nil
}

// indexOf reads a stable branch from the release it began with on.
func (r *Repo) indexOf(b branch) (*index, error) {
	r.mu.Lock()
	one := r.indexes[b.Name]
	if one == nil {
		one = &onceIndex{}
		if r.indexes == nil {
			r.indexes = map[string]*onceIndex{}
		}
		r.indexes[b.Name] = one
	}
	r.mu.Unlock()
	one.Do(func() {
		var base apply.Hash
		if base, one.err = r.baseOf(b); one.err == nil {
			one.index, one.err = readIndex(r.git.Log(base, b.tip), longestRead)
		}
	})
	return one.index, one.err
}

// baseOf is the release a stable branch began with; where its tag is not there, what mainline has is left out.
func (r *Repo) baseOf(b branch) (apply.Hash, error) {
	if base, err := r.git.Resolve("refs/tags/v" + b.Release); err == nil {
		return base, nil
	}
	tip, err := r.mainlineTip()
	if tip == b.tip {
		tip = apply.Hash{}
	}
	return tip, err
}
