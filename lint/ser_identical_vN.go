package lint

import (
	"fmt"

	"patchpilot/diff"
	"patchpilot/series"
)

// The new version changes nothing in the code.
//
// Reviewers read it again to find out that there is nothing to read.
//
// Say in the changelog what it is for (tags collected, rebased, log reworded), or mark it RESEND.
//
//	bad:  v2 whose diffs equal those of v1, without a word
//	good: v2: collect Reviewed-by, no changes
//
// See Documentation/process/submitting-patches.rst, "Don't get discouraged - or impatient".
var serIdenticalVN = &Rule{
	Name:     "ser-identical-vN",
	Severity: Info,
	Scope:    OnSeries,
	Needs:    NeedsPrevious,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			if r.Resend || r.Partial || r.Supersedes == nil || !identical(r) || !whole(p.Series, r) || hasChangelog(r) {
				continue
			}
			same := "the diff equals that"
			if n := len(r.Patches); n > 1 {
				same = fmt.Sprintf("all %d diffs equal those", n)
			}
			p.Report(Finding{Revision: r, Text: fmt.Sprintf("%s of v%d, and nothing says what the new posting is for", same, r.Supersedes.Version)})
		}
	},
}

// identical tells whether a revision posts the diffs of the one before, all and no others.
func identical(r *series.Revision) bool {
	if len(r.Patches) == 0 || len(r.Patches) != len(r.Supersedes.Patches) {
		return false
	}
	for _, p := range r.Patches {
		if p.Previous == nil || p.Identity.Compare(p.Previous.Identity) != diff.SamePatch {
			return false
		}
	}
	return true
}
