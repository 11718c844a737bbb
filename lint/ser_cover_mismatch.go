package lint

import "fmt"

// The cover letter's version or total is not that of its patches.
//
// Lists and tools sort by the cover's subject: the new posting is filed as the old one, and replies
// to its cover are taken for replies to the old series.
//
// Let `git format-patch --cover-letter -vN` write cover and patches in one run.
//
//	bad:  [PATCH 00/14] over [PATCH v2 01/22]
//	good: [PATCH v2 00/22] over [PATCH v2 01/22]
//
// See Documentation/process/submitting-patches.rst, "The canonical patch format".
var serCoverMismatch = &Rule{
	Name:     "ser-cover-mismatch",
	Severity: Warning,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			ps := posted(r)
			if r.Cover == nil || len(ps) == 0 || !r.Cover.Subject.Numbered() {
				continue
			}
			cover, patch := r.Cover.Subject, ps[0].Subject
			version := !patch.VersionInTitle && cover.Version != patch.Version
			total := cover.Total != r.Expected
			if version || total {
				p.Report(Finding{Revision: r, Mail: r.Cover, Text: fmt.Sprintf("the cover says %s, its patches say %s", prefixOf(r.Cover), prefixOf(ps[0].Mail))})
			}
		}
	},
}
