package gitrepo

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	gitconfig "github.com/go-git/go-git/v5/config"
	"github.com/go-git/go-git/v5/plumbing"
	gitobject "github.com/go-git/go-git/v5/plumbing/object"

	"patchpilot/apply"
)

// refRules are where git looks for a short name, in order (gitrevisions, "<refname>").
var refRules = []string{"%s", "refs/%s", "refs/tags/%s", "refs/heads/%s", "refs/remotes/%s", "refs/remotes/%s/HEAD"}

// errUnborn is what HEAD of an empty repository comes to.
var errUnborn = errors.New("has no commit yet")

// ErrNotCommit is what Resolve says of an object that is no commit, nor a tag of one.
var ErrNotCommit = errors.New("not a commit")

// Resolve finds the commit a revision names, as `git rev-parse REV^{commit}` does: an object id, whole or
// abbreviated to 4 digits or more; the name of a ref; @, X@{upstream}; and X~N, X^N, X^{commit}, X^{}, X^0
// behind any of them. Tags are peeled. The error of an unknown name offers near ones, that of an
// ambiguous id lists the objects it may mean.
func (r *Repo) Resolve(rev string) (apply.Hash, error) {
	h, err := r.resolve(rev)
	if err != nil {
		return apply.Hash{}, fmt.Errorf("%s: %w", r.path, err)
	}
	return h, nil
}

func (r *Repo) resolve(rev string) (apply.Hash, error) {
	end := strings.IndexAny(rev, "~^")
	if end < 0 {
		end = len(rev)
	}
	name, suffixes := rev[:end], rev[end:]
	if name == "" || strings.ContainsAny(name, ": \t\n") {
		return apply.Hash{}, fmt.Errorf("revision %q: not the name of a commit", rev)
	}
	h, err := r.base(name)
	if err == nil {
		h, err = r.peel(h)
	}
	for suffixes != "" && err == nil {
		h, suffixes, err = r.step(h, suffixes)
	}
	if err != nil {
		return apply.Hash{}, fmt.Errorf("revision %q: %w", rev, err)
	}
	return h, nil
}

// base finds the object the part before all ~ and ^ names.
func (r *Repo) base(name string) (apply.Hash, error) {
	if h, ok := parseHash(name); ok {
		return h, nil
	}
	name, upstream := cutUpstream(name)
	if name == "" || name == "@" {
		name = "HEAD"
	}
	if upstream {
		var err error
		if name, err = r.upstream(name); err != nil {
			return apply.Hash{}, err
		}
	}
	if strings.Contains(name, "@{") {
		return apply.Hash{}, errors.New("of what stands in @{}, only upstream is looked up: give the id that git rev-parse tells")
	}
	for _, rule := range refRules {
		full := strings.Replace(rule, "%s", name, 1)
		if !safeRef(full) {
			continue
		}
		h, last, err := r.ref(full)
		if err == nil {
			return h, nil
		}
		if !errors.Is(err, errNoRef) {
			return apply.Hash{}, err
		}
		if full == "HEAD" {
			return apply.Hash{}, fmt.Errorf("%s %w", shortName(last), errUnborn)
		}
	}
	return r.abbreviated(name)
}

// cutUpstream takes "@{upstream}" or "@{u}" off a name.
func cutUpstream(name string) (rest string, ok bool) {
	at := strings.LastIndex(name, "@{")
	if at < 0 || !strings.EqualFold(name[at:], "@{upstream}") && !strings.EqualFold(name[at:], "@{u}") {
		return name, false
	}
	return name[:at], true
}

// upstream is the remote-tracking ref of a branch (git-config, branch.<name>.merge).
func (r *Repo) upstream(name string) (string, error) {
	branch := name
	if name == "HEAD" {
		_, symbolic, err := r.readRef("HEAD")
		if err != nil {
			return "", err
		}
		branch = strings.TrimPrefix(symbolic, "refs/heads/")
	}
	remote, merge := r.config.get("branch."+branch+".remote"), r.config.get("branch."+branch+".merge")
	if remote == "" || merge == "" {
		return "", fmt.Errorf("no upstream set for branch %q", branch)
	}
	if remote == "." {
		return merge, nil
	}
	for _, text := range r.config["remote."+remote+".fetch"] {
		spec := gitconfig.RefSpec(text)
		if spec.Validate() == nil && spec.Match(plumbing.ReferenceName(merge)) {
			return spec.Dst(plumbing.ReferenceName(merge)).String(), nil
		}
	}
	return "", fmt.Errorf("%s of %s, upstream of branch %q, is not fetched", merge, remote, branch)
}

// abbreviated finds the one commit, or tag, an abbreviated id means.
func (r *Repo) abbreviated(name string) (apply.Hash, error) {
	var candidates []plumbing.Hash
	if p, ok := parsePrefix(name); ok {
		candidates = r.objects.expand(p)
	}
	var commits []apply.Hash
	var listed []string
	for _, h := range candidates {
		kind, err := r.ObjectType(apply.Hash(h))
		if err != nil {
			return apply.Hash{}, err
		}
		if _, err := r.peel(apply.Hash(h)); err == nil {
			commits = append(commits, apply.Hash(h))
		}
		listed = append(listed, kind+" "+h.String())
	}
	switch {
	case len(commits) == 1:
		return commits[0], nil
	case len(commits) > 1:
		return apply.Hash{}, fmt.Errorf("%w: %s", apply.ErrAmbiguous, strings.Join(listed, ", "))
	case len(listed) > 0:
		return apply.Hash{}, fmt.Errorf("%w, but %s", ErrNotCommit, strings.Join(listed, ", "))
	}
	refs, err := r.allRefs()
	if err != nil {
		return apply.Hash{}, err
	}
	return apply.Hash{}, fmt.Errorf("%w and no ref of that name%s", apply.ErrNotFound, hint(name, refs))
}

// peel follows annotated tags to the commit they name.
func (r *Repo) peel(h apply.Hash) (apply.Hash, error) {
	for range 100 { // tags of tags
		o, err := r.objects.read(plumbing.Hash(h))
		if err != nil {
			return h, err
		}
		switch o.kind {
		case plumbing.CommitObject:
			return h, nil
		case plumbing.TagObject:
			var tag gitobject.Tag
			if err := tag.Decode(o.encoded(h)); err != nil {
				return h, fmt.Errorf("tag %s: %w", h, err)
			}
			h = apply.Hash(tag.Target)
		default:
			return h, fmt.Errorf("%s is a %s, %w", h, o.kind, ErrNotCommit)
		}
	}
	return h, fmt.Errorf("tag %s: too many tags of tags", h)
}

// step follows the first of the suffixes ~N, ^N, ^{commit}, ^{}.
func (r *Repo) step(h apply.Hash, suffixes string) (apply.Hash, string, error) {
	kind, rest := suffixes[0], suffixes[1:]
	if kind == '^' {
		for _, word := range []string{"{commit}", "{}"} {
			if after, ok := strings.CutPrefix(rest, word); ok {
				return h, after, nil
			}
		}
	}
	n := 1
	if width := digits(rest); width > 0 {
		var err error
		if n, err = strconv.Atoi(rest[:width]); err != nil {
			return h, "", fmt.Errorf("%s: not a number of commits", rest[:width])
		}
		rest = rest[width:]
	}
	if rest != "" && rest[0] != '~' && rest[0] != '^' {
		return h, "", fmt.Errorf("%q is not understood", suffixes)
	}
	if kind == '^' {
		h, err := r.parent(h, n)
		return h, rest, err
	}
	for ; n > 0; n-- {
		var err error
		if h, err = r.parent(h, 1); err != nil {
			return h, "", err
		}
	}
	return h, rest, nil
}

// parent is the n-th parent of a commit, from 1; the 0th is the commit.
func (r *Repo) parent(h apply.Hash, n int) (apply.Hash, error) {
	if n == 0 {
		return h, nil
	}
	c, err := r.Commit(h)
	switch {
	case err != nil:
		return h, err
	case n <= len(c.Parents):
		return c.Parents[n-1], nil
	case r.shallow[h]:
		return h, fmt.Errorf("shallow clone: the parents of %s are not here", h)
	case len(c.Parents) == 0:
		return h, fmt.Errorf("%s is the first commit, it has no parent", h)
	}
	return h, fmt.Errorf("%s has %d parents", h, len(c.Parents))
}
