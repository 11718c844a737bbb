package lint

import (
	"fmt"
	"time"
)

// A new version comes within a day of the last one.
//
// Reviewers live in all time zones: who reads the first version today answers it when the second is out, and
// the work is lost.
//
// Wait a day at least, two or more for a long series, and gather the comments.
//
//	bad:  [PATCH] at nine, [PATCH v2] at noon
//	good: [PATCH] on Monday, [PATCH v2] on Wednesday
//
// See Documentation/process/maintainer-netdev.rst, "tl;dr".
var serTooFast = &Rule{
	Name:     "ser-too-fast",
	Severity: Info,
	Scope:    OnSeries,
	Needs:    NeedsPrevious,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			old := r.Supersedes
			if old == nil || r.Resend || r.Backport || r.Partial || r.Date.IsZero() || old.Date.IsZero() || renumbers(r) || len(r.Patches) == 0 || r.Unsent {
				continue
			}
			if gap := r.Date.Sub(old.Date); gap >= 0 && gap < 24*time.Hour {
				p.Report(Finding{Revision: r, Text: fmt.Sprintf("v%d comes %s after v%d", r.Version, passed(gap), old.Version)})
			}
		}
	},
}
