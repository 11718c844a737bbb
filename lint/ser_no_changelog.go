package lint

import "fmt"

// A later version does not say what changed since the one before.
//
// Reviewers must compare the two by hand to see whether their comments were heeded, and many will not.
//
// Say it version by version in the cover letter, or below the `---` of each patch.
//
//	bad:  [PATCH v2] with a diffstat alone below the ---
//	good: ---
//	      v2: free the ring on error, as Ben asked
//
// See Documentation/process/submitting-patches.rst, "Respond to review comments".
var serNoChangelog = &Rule{
	Name:     "ser-no-changelog",
	Severity: Warning,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			if r.Stated < 2 || r.Resend || r.Backport || !whole(p.Series, r) || hasChangelog(r) {
				continue
			}
			where := "neither the cover nor a patch says"
			if r.Cover == nil {
				where = "no patch says"
			}
			if len(posted(r)) == 1 && r.Cover == nil {
				where = "it does not say"
			}
			p.Report(Finding{Revision: r, Text: fmt.Sprintf("this is v%d, and %s what changed since v%d", r.Stated, where, r.Stated-1)})
		}
	},
}
