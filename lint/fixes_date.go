package lint

import "time"

// A Fixes tag names a commit that was made after the patch was sent.
//
// Nobody can know the id of a commit that is not made. The clock of one of the two was wrong, or the mail was
// changed after it was sent.
//
// Look at the date of the mail and of the commit; set the clock, and send the patch again if it is the mail's.
//
//	bad:  Date: Mon, 2 Mar 2026, and Fixes: 54a4f0239f2e, a commit of 9 March
//	good: Date: Mon, 2 Mar 2026, and Fixes: 54a4f0239f2e, a commit of 9 February
//
// See Documentation/process/submitting-patches.rst, "Describe your changes".
var fixesDate = &Rule{
	Name:     "fixes-date",
	Severity: Warning,
	Scope:    OnSeries,
	Needs:    NeedsRepo,
	Check: func(p *Pass) {
		eachTarget(p, func(t target) {
			m := t.patch.Mail
			if t.err != nil || m.Date.IsZero() || len(m.To)+len(m.Cc) == 0 || m.Dump || m.Quilt.Series != "" || m.Unsent {
				return // what was not sent has its author's date
			}
			if made := t.commit.Committed; made.After(m.Date.Add(clockSkew)) {
				t.report(p, Finding{Text: "commit " + t.commit.short() + " was made on " + made.UTC().Format(time.DateOnly) +
					", and the mail is of " + m.Date.UTC().Format(time.DateOnly)})
			}
		})
	},
}

// clockSkew is how far clocks may differ, time zones set wrongly included.
const clockSkew = 24 * time.Hour
