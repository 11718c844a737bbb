package gitrepo

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"patchpilot/apply"
)

// Range is a range of commits, as `git format-patch` takes them.
type Range struct {
	Commits []*Commit  // oldest first, no parent behind its children; merges left out
	Merges  []*Commit  // those left out
	Base    apply.Hash // where all of it begins: the one commit outside that has a child in it; zero if there are several or none
	Tip     apply.Hash
}

// ErrNoUpstream is what Range says where it is given nothing and there is no upstream.
var ErrNoUpstream = errors.New("no range given and no upstream to compare with: give a range, such as origin/main..HEAD, or -3 for the last three commits, or set one with git branch --set-upstream-to")

// Range finds the commits a range names. As for `git format-patch`, "A..B" are those of B that A lacks, HEAD
// where one is left out, "A" alone is "A..HEAD", "^A B" and "B ^A" are "A..B", "-3" are the last three, "-3 A" the last
// three of A, "A^!" is one. "A...B" is "A..B", where git adds what B lacks. "" is what the upstream of the branch lacks.
func (r *Repo) Range(spec string) (*Range, error) {
	if spec == "" {
		if r.Branch() == "" {
			return nil, fmt.Errorf("%s: %w (HEAD is on no branch)", r.path, ErrNoUpstream)
		}
		if _, err := r.upstream("HEAD"); err != nil {
			return nil, fmt.Errorf("%s: %w (%w)", r.path, ErrNoUpstream, err)
		}
		spec = "@{upstream}"
	}
	if digits, ok := strings.CutPrefix(spec, "-"); ok {
		digits, of, _ := strings.Cut(digits, " ")
		n, err := strconv.Atoi(digits)
		if err != nil || n < 1 {
			return nil, fmt.Errorf("%s: range %q: not a number of commits", r.path, spec)
		}
		tip, err := r.Resolve(cmp.Or(of, "HEAD"))
		if err != nil {
			return nil, err
		}
		return r.walkRange(tip, nil, n)
	}
	if a, b, two := strings.Cut(spec, " "); two {
		if strings.HasPrefix(b, "^") {
			a, b = b, a
		}
		base, ok := strings.CutPrefix(a, "^")
		if !ok {
			return nil, fmt.Errorf("%s: range %q: write A..B", r.path, spec)
		}
		spec = base + ".." + b
	}
	if one, ok := strings.CutSuffix(spec, "^!"); ok {
		tip, err := r.Resolve(one)
		if err != nil {
			return nil, err
		}
		c, err := r.Commit(tip)
		if err != nil {
			return nil, err
		}
		return r.walkRange(tip, c.Parents, 0)
	}
	from, to, _ := strings.Cut(spec, "..")
	base, err := r.Resolve(cmp.Or(from, "HEAD"))
	if err != nil {
		return nil, err
	}
	tip, err := r.Resolve(cmp.Or(strings.TrimPrefix(to, "."), "HEAD"))
	if err != nil {
		return nil, err
	}
	return r.walkRange(tip, []apply.Hash{base}, 0)
}

// walkRange walks from the tip to the bases, or until so many commits are found if most is not 0.
func (r *Repo) walkRange(tip apply.Hash, bases []apply.Hash, most int) (*Range, error) {
	w := &walker{repo: r, seen: map[apply.Hash]*walked{}}
	for _, base := range bases {
		if err := w.reach(base, true); err != nil {
			return nil, err
		}
	}
	if err := w.reach(tip, false); err != nil {
		return nil, err
	}
	found, err := w.walk(most)
	if err != nil {
		return nil, err
	}
	out := &Range{Tip: tip, Base: boundary(found)}
	for _, at := range found {
		c, err := r.Commit(at.id)
		if err != nil {
			return nil, err
		}
		if len(c.Parents) > 1 {
			out.Merges = append(out.Merges, c)
		} else {
			out.Commits = append(out.Commits, c)
		}
	}
	return out, nil
}

// boundary is the one parent that is not among the commits itself.
func boundary(found []*walked) (base apply.Hash) {
	in := map[apply.Hash]bool{}
	for _, c := range found {
		in[c.id] = true
	}
	for _, c := range found {
		for _, p := range c.parents {
			if in[p] || p == base {
				continue
			}
			if !base.IsZero() {
				return apply.Hash{}
			}
			base = p
		}
	}
	return base
}

// Trees are the trees before and after a commit; before the first of all, nothing.
func (r *Repo) Trees(c *Commit) (before, after apply.Tree, err error) {
	if c.Cut {
		return nil, nil, fmt.Errorf("%s: %w", c.Hash, ErrCut)
	}
	after = &tree{r, c.Tree}
	if len(c.Parents) == 0 {
		return apply.Empty, after, nil
	}
	before, err = r.Tree(c.Parents[0])
	return before, after, err
}

// Branch is the short name of the branch HEAD stands on, "" where it stands on none.
func (r *Repo) Branch() string {
	_, symbolic, err := r.readRef("HEAD")
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(symbolic, "refs/heads/")
}
