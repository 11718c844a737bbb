package lint

import "fmt"

// The patches of one posting disagree on how many there are.
//
// Nobody can tell whether the series is complete, and tools split it in two.
//
// Let `git format-patch` number the patches in one run, and send its files unchanged.
//
//	bad:  [PATCH 1/3], [PATCH 2/3], [PATCH 3/4]
//	good: [PATCH 1/3], [PATCH 2/3], [PATCH 3/3]
//
// See Documentation/process/submitting-patches.rst, "The canonical patch format".
var serTotalMismatch = &Rule{
	Name:     "ser-total-mismatch",
	Severity: Error,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			for _, n := range posted(r) {
				if s := n.Subject; !r.Backport && s.Numbered() && s.Total != r.Expected {
					p.Report(Finding{Revision: r, Mail: n.Mail, Text: fmt.Sprintf("%s says %d patches, the others of this posting say %d", prefixOf(n.Mail), s.Total, r.Expected)})
				}
			}
		}
	},
}
