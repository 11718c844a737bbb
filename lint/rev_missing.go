package lint

import (
	"fmt"
	"strings"

	"patchpilot/said"
	"patchpilot/series"
)

// Nobody but its author vouches for a patch.
//
// What nobody has read has bugs that anybody would have seen. Many trees, those of graphics among them, take no
// patch without a Reviewed-by or Acked-by.
//
// Ask somebody who knows the code; reviewing a patch of theirs in return is the custom.
//
//	bad:  the newest version, a month old, and no Reviewed-by or Acked-by
//	good: Reviewed-by: Max Reader <max@example.org>
//
// See https://drm.pages.freedesktop.org/maintainer-tools/committer/committer-drm-misc.html, "Merge Criteria".
var revMissing = &Rule{
	Name:     "rev-missing",
	Severity: Info,
	Scope:    OnSeries,
	See:      hear(said.Applied),
	Check: func(p *Pass) {
		r := p.Series.Latest()
		if r.Backport || r.RFC || r.Unsent || len(r.Patches) == 0 || appliedByOther(p, r) {
			return
		}
		var bare []int
		for _, n := range r.Patches {
			if draft(n.Mail) || !meant(n.Mail) || n.Quilt.Series != "" {
				return
			}
			if !reviewed(n) {
				bare = append(bare, n.Index)
			}
		}
		switch {
		case len(bare) == 0:
		case len(r.Patches) == 1:
			p.Report(Finding{Revision: r, Text: "nobody has given a Reviewed-by or Acked-by"})
		default:
			p.Report(Finding{Revision: r, Text: fmt.Sprintf("%d of %d patches have no Reviewed-by or Acked-by: %s", len(bare), len(r.Patches), series.Ranges(bare))})
		}
	},
}

// reviewed tells whether somebody else than its author has read a patch.
func reviewed(n *series.Patch) bool {
	for _, t := range n.Tags() {
		key := strings.ToLower(t.Key)
		if !t.Verdict.Counts() || !strings.Contains(key, "reviewed") && !strings.Contains(key, "acked") {
			continue
		}
		if who, ok := t.Person(); ok && !samePerson(who, person(n.Author)) {
			return true
		}
	}
	return false
}

// appliedByOther tells whether a maintainer who is not the author took it, having read it.
func appliedByOther(p *Pass, r *series.Revision) bool {
	all := replies(p, r)
	for i := range all {
		if _, ok := all[i].says(said.Applied); ok && !all[i].own {
			return true
		}
	}
	return false
}
