package gitrepo

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"patchpilot/internal/nearest"
)

// Branches expands a pattern like "linux-*.y" to the short names of refs, for Resolve: of branches, or where
// none matches of remote branches ("origin/linux-6.1.y", matched with and without the remote's name), or of
// tags. A "*" stops at "/". Numbers in names are ordered as numbers. A name without pattern is resolved and
// returned as it is. It fails where nothing matches.
func (r *Repo) Branches(pattern string) ([]string, error) {
	if !strings.ContainsAny(pattern, "*?[") {
		if _, err := r.Resolve(pattern); err != nil {
			return nil, err
		}
		return []string{pattern}, nil
	}
	if _, err := path.Match(pattern, ""); err != nil {
		return nil, fmt.Errorf("%q: bad pattern", pattern)
	}
	all, err := r.allRefs()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.path, err)
	}
	for _, space := range []string{"refs/heads/", "refs/remotes/", "refs/tags/"} {
		var found []string
		for _, name := range all {
			short, ok := strings.CutPrefix(name, space)
			if ok && !strings.HasSuffix(short, "/HEAD") && matches(pattern, short, space == "refs/remotes/") {
				found = append(found, short)
			}
		}
		if len(found) > 0 {
			slices.SortFunc(found, compareNatural)
			return found, nil
		}
	}
	return nil, fmt.Errorf("%s: no branch matches %q%s", r.path, pattern, hint(pattern, all))
}

// Refs lists the names of the refs below a prefix like "refs/tags/", whole, numbers in them ordered as numbers.
func (r *Repo) Refs(prefix string) ([]string, error) {
	all, err := r.allRefs()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.path, err)
	}
	all = slices.DeleteFunc(all, func(name string) bool { return !strings.HasPrefix(name, prefix) })
	slices.SortFunc(all, compareNatural)
	return all, nil
}

func matches(pattern, name string, remote bool) bool {
	if ok, _ := path.Match(pattern, name); ok {
		return true
	}
	_, rest, ok := strings.Cut(name, "/")
	if !remote || !ok {
		return false
	}
	ok, _ = path.Match(pattern, rest)
	return ok
}

// compareNatural orders names with their numbers as numbers: linux-5.4.y before linux-5.10.y.
func compareNatural(a, b string) int {
	whole := strings.Compare(a, b)
	for a != "" && b != "" {
		x, y := digits(a), digits(b)
		if x > 0 && y > 0 {
			m, n := strings.TrimLeft(a[:x], "0"), strings.TrimLeft(b[:y], "0")
			if c := cmp.Or(cmp.Compare(len(m), len(n)), strings.Compare(m, n)); c != 0 {
				return c
			}
			a, b = a[x:], b[y:]
			continue
		}
		if a[0] != b[0] {
			return cmp.Compare(a[0], b[0])
		}
		a, b = a[1:], b[1:]
	}
	return cmp.Or(cmp.Compare(len(a), len(b)), whole)
}

func digits(s string) (n int) {
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}

// maxHints is how many near names an error offers.
const maxHints = 3

// hint offers the names nearest to one that was not found: "; did you mean …?".
func hint(wrong string, refs []string) string {
	type near struct {
		name string
		far  int
	}
	wrong = strings.TrimPrefix(wrong, "refs/")
	var list []near
	for _, ref := range refs {
		short := shortName(ref)
		last := short[strings.LastIndexByte(short, '/')+1:]
		far := min(nearest.Distance(wrong, short), nearest.Distance(wrong, last))
		if len(wrong) >= 4 && strings.Contains(short, wrong) {
			far = 1
		}
		if far <= min(3, max(1, len(wrong)/2)) {
			list = append(list, near{short, far})
		}
	}
	slices.SortStableFunc(list, func(a, b near) int { return cmp.Compare(a.far, b.far) })
	var names []string
	for _, n := range list {
		if len(names) < maxHints && !slices.Contains(names, n.name) {
			names = append(names, n.name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "; did you mean " + strings.Join(names, ", ") + "?"
}

// shortName is a ref's name without refs/heads/ and the like.
func shortName(ref string) string {
	for _, space := range []string{"refs/heads/", "refs/remotes/", "refs/tags/", "refs/"} {
		if short, ok := strings.CutPrefix(ref, space); ok {
			return short
		}
	}
	return ref
}
