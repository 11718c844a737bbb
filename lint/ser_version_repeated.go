package lint

import (
	"fmt"
	"slices"

	"patchpilot/internal/lazyregexp"
	"patchpilot/series"
)

// Two postings that differ state the same version.
//
// Review of "v2" cannot be told apart any more: each reader has another one in mind.
//
// Count every posting: `git format-patch -vN`, one higher each time.
//
//	bad:  remove dma_virt_ops v2, and a day later remove dma_virt_ops v2 again
//	good: [PATCH v2 0/6] remove dma_virt_ops, and then [PATCH v3 00/10] remove dma_virt_ops
//
// See Documentation/process/submitting-patches.rst, "The canonical patch format".
var serVersionRepeated = &Rule{
	Name:     "ser-version-repeated",
	Severity: Warning,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			old := r.Supersedes
			if old == nil || r.Resend || r.Partial || r.Backport || r.Stated != old.Stated || len(r.Patches) == 0 || renumbers(r) || identical(r) {
				continue
			}
			if r.Stated == 0 && (old.RFC && !r.RFC || little(r) || little(old) || numbered(r) || numbered(old) || coverless(r) || coverless(old)) {
				continue // what follows an RFC is the first; and of parts nobody can say what they were
			}
			if r.Stated > 0 {
				p.Report(Finding{Revision: r, Text: fmt.Sprintf("states v%d, as <%s> of %s did, but its patches differ; it is counted as v%d", r.Stated, old.ID, old.Date.Format("2 January"), r.Version)})
			} else {
				p.Report(Finding{Revision: r, Text: fmt.Sprintf("states no version, nor did <%s> of %s, and its patches differ; it is counted as v%d", old.ID, old.Date.Format("2 January"), r.Version)})
			}
		}
	},
}

// little tells whether less than half of a posting is here.
func little(r *series.Revision) bool { return 2*len(posted(r)) < r.Expected }

// numbered tells whether a summary ends in a version: "add the ring v2".
func numbered(r *series.Revision) bool {
	return slices.ContainsFunc(posted(r), func(p *series.Patch) bool { return endsInVersion.MatchString(p.Subject.Title) })
}

var endsInVersion = lazyregexp.New(`(?i)[ (]v[0-9]{1,2}\)?$`)

// coverless tells whether the cover, which may count the rounds, is not here.
func coverless(r *series.Revision) bool {
	ps := posted(r)
	return r.Cover == nil && len(ps) > 1 && len(ps[0].Parents) > 0
}
