package lint

import (
	"time"

	"patchpilot/said"
)

// A reviewer's question has had no answer for a week.
//
// Reviewers who are not answered go elsewhere, and maintainers wait for them.
//
// Answer, even if it is with "no" or "in the next version". A question in a mail that gives a tag, and one about
// a patch applied since, is not reported.
//
//	bad:  Why is the lock needed here?    (and silence)
//	good: the same, and "Because the timer runs on another CPU."
//
// See Documentation/process/submitting-patches.rst, "Respond to review comments".
var thrUnanswered = &Rule{
	Name:     "thr-unanswered",
	Severity: Info,
	Scope:    OnSeries,
	See:      hear(said.Question, said.AsksChange, said.Objects, said.TakesBack, said.Applied),
	Check: func(p *Pass) {
		all := replies(p, p.Series.Latest())
		for i := range all {
			r := &all[i]
			q, ok := r.says(said.Question)
			if !ok || r.own || r.bot || r.vouches() || r.conditional() || p.Now.Sub(r.Mail.Date) < 7*24*time.Hour {
				continue
			}
			_, change := r.says(said.AsksChange)
			_, nak := r.says(said.Objects)
			if change || nak || settled(all, i) || answered(all, i, true) || r.Depth > 1 && !answersAuthor(all, i) {
				continue
			}
			r.report(p, q, nameOf(r.Mail)+" asked on "+r.Mail.Date.Format("2 January")+", and nobody answered: "+quote(q.Text))
		}
	},
}

// answersAuthor tells whether reply i answers a mail of the author's: what people ask each other is theirs.
func answersAuthor(all []reply, i int) bool {
	parents := all[i].Mail.Parents
	for j := i - 1; j >= 0 && len(parents) > 0; j-- {
		if all[j].Mail.ID == parents[0] {
			return all[j].own
		}
	}
	return false
}
