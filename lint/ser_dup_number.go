package lint

import (
	"fmt"
	"time"

	"patchpilot/series"
)

// The same patch number of the same version was posted twice.
//
// Which of the two counts? Tools and people take one, not always the same one, and review goes to
// the other.
//
// Give a new posting a new version, for all its patches; an unchanged one is marked RESEND.
//
//	bad:  [PATCH v2 1/4] ..., and an hour later [PATCH v2 1/4] ... again
//	good: [PATCH v2 1/4] ..., and then [PATCH v3 1/4] ... or [PATCH RESEND v2 1/4] ...
//
// See Documentation/process/maintainer-netdev.rst, "Partial resends".
var serDupNumber = &Rule{
	Name:     "ser-dup-number",
	Severity: Error,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			old := r.Supersedes
			if !renumbers(r) {
				continue
			}
			for _, n := range posted(r) {
				for _, o := range posted(old) {
					if o.Index == n.Index && n.Subject.Numbered() && !n.Subject.VersionInTitle {
						p.Report(Finding{Revision: r, Mail: n.Mail, Text: fmt.Sprintf("%s was sent before as <%s>, on %s; a new posting needs a new version, or RESEND", prefixOf(n.Mail), o.ID, o.Date.Format("2 January 15:04"))})
					}
				}
			}
		}
	},
}

// renumbers tells whether a posting uses the numbers and the version of the one before again, within a day.
func renumbers(r *series.Revision) bool {
	old := r.Supersedes
	return old != nil && !r.Resend && !r.Backport && !(old.RFC && !r.RFC) && r.Stated == old.Stated &&
		r.Expected > 1 && r.Expected == old.Expected && r.Date.Sub(old.Date) <= 24*time.Hour
}
