package series

import (
	"slices"
	"strings"

	"patchpilot/internal/lazyregexp"
)

// pair ties the patches of a revision to those of the one before: by title, by title without labels, by identical diff,
// by the same change, and last by alike titles over the same files.
func (r *Revision) pair(old *Revision) {
	free := make([]*Patch, 0, len(old.Patches))
	free = append(free, old.Patches...)
	left := slices.Clone(r.Patches)
	for _, key := range []func(*Patch) string{
		func(p *Patch) string { return p.Subject.Key() },
		func(p *Patch) string { return titleKey(labels.ReplaceAllString(p.Title, "")) },
		func(p *Patch) string { return p.PatchID },
		func(p *Patch) string { return p.ChangeHash },
	} {
		left, free = pairBy(left, free, key)
	}
	if len(left) == 1 && len(free) == 1 && r.Expected == 1 && old.Expected == 1 {
		left[0].Previous, free[0].Next = free[0], left[0] // what else would it be
		return
	}
	for _, p := range left {
		best, score := -1, 0.5
		for i, q := range free {
			if s := alike(p.Mail, q.Mail); s > score {
				best, score = i, s
			}
		}
		if best >= 0 {
			p.Previous, free[best].Next = free[best], p
			free = slices.Delete(free, best, best+1)
		}
	}
}

// labels are the words with which product trees say where a patch is from.
var labels = lazyregexp.New(`^(?:(?:UPSTREAM|BACKPORT|FROMGIT|FROMLIST|FROMEXTERNAL|CHROMIUM|ANDROID|FIXUP): *)+`)

// pairBy ties patches whose keys are equal and returns those left over on both sides.
func pairBy(news, olds []*Patch, key func(*Patch) string) (left, free []*Patch) {
	byKey := make(map[string][]*Patch, len(olds))
	for _, q := range olds {
		if k := key(q); k != "" {
			byKey[k] = append(byKey[k], q)
		}
	}
	for _, p := range news {
		k := key(p)
		if qs := byKey[k]; k != "" && len(qs) > 0 {
			p.Previous, qs[0].Next = qs[0], p
			byKey[k] = qs[1:]
			continue
		}
		left = append(left, p)
	}
	for _, q := range olds {
		if q.Next == nil {
			free = append(free, q)
		}
	}
	return left, free
}

// alike is the share of words two titles have in common, 0 where the patches touch different files.
func alike(p, q *Mail) float64 {
	if !sameFiles(p, q) {
		return 0
	}
	a, b := strings.Fields(p.Subject.Key()), strings.Fields(q.Subject.Key())
	common := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			common++
		}
	}
	return float64(common) / float64(max(len(a), len(b), 1))
}

func sameFiles(p, q *Mail) bool {
	if p.Diff == nil || q.Diff == nil || len(p.Diff.Files) != len(q.Diff.Files) {
		return false
	}
	for i, f := range p.Diff.Files {
		if f.Path() != q.Diff.Files[i].Path() {
			return false
		}
	}
	return true
}
