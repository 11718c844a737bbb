package lint

import "fmt"

// Two patches of one posting have the same summary.
//
// In `git log --oneline`, in bug reports and in Fixes tags nobody can tell which is meant.
//
// Say in each summary what that patch does.
//
//	bad:  [PATCH 1/2] demo: fix warnings, [PATCH 2/2] demo: fix warnings
//	good: [PATCH 1/2] demo: drop the unused ring, [PATCH 2/2] demo: make the lock static
//
// See Documentation/process/submitting-patches.rst, "The canonical patch format".
var subjDupInSeries = &Rule{
	Name:     "subj-dup-in-series",
	Severity: Error,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			first := make(map[string]int)
			for _, n := range posted(r) {
				key := n.Subject.Key()
				if at, twice := first[key]; twice && key != "" {
					p.Report(Finding{Revision: r, Mail: n.Mail, Text: fmt.Sprintf("the summary %s is that of patch %d as well", quote(n.Title), at)})
				} else {
					first[key] = n.Index
				}
			}
		}
	},
}
