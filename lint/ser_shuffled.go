package lint

import (
	"fmt"

	"patchpilot/series"
)

// A patch was sent in reply to one that comes after it.
//
// Read as a thread, the series is out of order: reviewers and tools that go by the thread read the end first.
//
// Send the whole series with one `git send-email`: each patch answers the cover, the first patch, or the one
// before it.
//
//	bad:  [PATCH 1/3] with In-Reply-To: [PATCH 2/3]
//	good: [PATCH 2/3] with In-Reply-To: [PATCH 1/3], or both below [PATCH 0/3]
//
// See git-send-email(1), "--thread" and "--chain-reply-to".
var serShuffled = &Rule{
	Name:     "ser-shuffled",
	Severity: Error,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			ps := posted(r)
			if r.Backport || len(ps) < 2 {
				continue
			}
			byID := map[string]*series.Patch{}
			for _, n := range ps {
				byID[n.ID] = n
			}
			for _, n := range ps {
				if len(n.Parents) == 0 || !n.Subject.Numbered() {
					continue
				}
				if up := byID[n.Parents[0]]; up != nil && up.Subject.Numbered() && up.Index > n.Index {
					p.Report(Finding{Revision: r, Mail: n.Mail, Text: fmt.Sprintf("%s was sent in reply to %s", prefixOf(n.Mail), prefixOf(up.Mail))})
				}
			}
		}
	},
}
