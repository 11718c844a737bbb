package lint

import "fmt"

// Some patches of the series are not in the archive.
//
// A series with a hole can neither be reviewed nor applied. The mail was lost, is held back by a
// list's moderation, went to other lists only, or was never sent.
//
// Look at another list's archive; as the author, send the missing patch again with the same number
// and version, in reply to the cover.
//
//	bad:  [PATCH 1/3], [PATCH 3/3]
//	good: [PATCH 1/3], [PATCH 2/3], [PATCH 3/3]
//
// See Documentation/process/submitting-patches.rst, "The canonical patch format".
var serMissingPatch = &Rule{
	Name:     "ser-missing-patch",
	Severity: Error,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			if len(r.Missing) > 0 {
				severity := Off
				if 2*len(r.Missing) > r.Expected {
					severity = Info // most of it was sent to other lists
				}
				p.Report(Finding{Revision: r, Severity: severity, Text: fmt.Sprintf("%d of %d patches arrived; missing: %s", r.Expected-len(r.Missing), r.Expected, ranges(r.Missing))})
			}
		}
	},
}
