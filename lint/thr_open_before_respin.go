package lint

import (
	"fmt"
	"time"

	"patchpilot/said"
)

// A new version was sent while the last one was being talked about.
//
// The question stays without an answer, its asker has to look for it in the new version, and whoever has the
// old one open reads in vain.
//
// Answer first, and leave people a day to agree or not.
//
//	bad:  "Why the lock?", and v2 an hour later, with the lock and no answer
//	good: "Why the lock?", "Because ...", and v2 a day later
//
// See Documentation/process/submitting-patches.rst, "Respond to review comments".
var thrOpenBeforeRespin = &Rule{
	Name:     "thr-open-before-respin",
	Severity: Info,
	Scope:    OnSeries,
	Needs:    NeedsPrevious,
	See:      hear(said.Question, said.TakesBack, said.Applied),
	Check: func(p *Pass) {
		r := p.Series.Latest()
		if r.Supersedes == nil || r.Resend || r.Unsent {
			return
		}
		all := replies(p, r.Supersedes)
		for i := range all {
			q, ok := all[i].says(said.Question)
			gap := r.Date.Sub(all[i].Mail.Date)
			if !ok || all[i].own || all[i].bot || gap < 0 || gap > 24*time.Hour || all[i].vouches() || all[i].conditional() || settled(all, i) || answered(all, i, false) {
				continue
			}
			p.Report(Finding{Revision: r, Text: fmt.Sprintf("sent %s after %s asked about v%d in <%s>, and nobody answered: %s",
				passed(gap), nameOf(all[i].Mail), r.Supersedes.Version, all[i].Mail.ID, quote(q.Text))})
		}
	},
}
