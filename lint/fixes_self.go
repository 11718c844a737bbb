package lint

import "strings"

// A Fixes tag names a patch of the same series.
//
// Its commit does not exist yet, so the id is of the author's own branch and will mean nothing. And a
// series that breaks something to mend it later breaks bisection in between.
//
// Fold the fix into the patch that it mends.
//
//	bad:  2/2 with Fixes: 54a4f0239f2e ("demo: add the ring"), which is 1/2
//	good: one patch, right from the start
//
// See Documentation/process/submitting-patches.rst, "Separate your changes".
var fixesSelf = &Rule{
	Name:     "fixes-self",
	Severity: Error,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		eachSeriesFix(p, func(t target) {
			other := t.sibling()
			if other == nil || pulled(coverText(t.revision)) {
				return
			}
			if p.repo != nil && t.fix.ID != "" {
				if c, err := p.repo.Lookup(t.fix.ID); err == nil && c.Hash.String() != other.Commit {
					return // a commit that has the same title
				}
			}
			t.report(p, Finding{Text: "the Fixes tag names " + quote(other.Subject.Title) + ", " + ofSeries(t.revision, other) +
				" of this series: fold the fix into it"})
		})
	},
}

// pulled tells whether a cover asks to pull: then the patches below it are commits, and have their ids.
func pulled(cover string) bool {
	return strings.Contains(cover, "available in the Git repository at:") || strings.Contains(cover, "git pull")
}
