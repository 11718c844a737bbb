package lint

import (
	"time"

	"patchpilot/mbox"
	"patchpilot/series"
	"patchpilot/trailers"
)

// The author of the commit that a patch fixes is not among its recipients.
//
// They know best what the code was meant to do, and learn from it. The netdev bot fails a patch for it.
//
// Add them: `git send-email` does with `--cc-cmd scripts/get_maintainer.pl`, which reads the Fixes tag.
// Nothing is said of a commit older than three years, as addresses go stale, or of the first of a history.
//
//	bad:  Fixes: 54a4f0239f2e ("demo: add the ring"), by Ben Reader, and no mail to Ben
//	good: Cc: Ben Reader <ben@example.org>
//
// See Documentation/process/submitting-patches.rst, "Select the recipients for your patch".
var rcptMissingBlamed = &Rule{
	Name:     "rcpt-missing-blamed",
	Severity: Info,
	Scope:    OnSeries,
	Needs:    NeedsRepo,
	Check: func(p *Pass) {
		told := map[*series.Mail]map[string]bool{}
		eachTarget(p, func(t target) {
			m := t.patch.Mail
			if t.err != nil || len(t.commit.Parents) == 0 || len(m.To)+len(m.Cc) == 0 || t.commit.Authored.Before(m.Date.Add(-staleAddress)) {
				return
			}
			who := trailers.Person{Name: t.commit.Name, Email: t.commit.Email}
			if told[m][who.Email] || inTheLoop(t.revision, t.patch, who) {
				return
			}
			if told[m] == nil {
				told[m] = map[string]bool{}
			}
			told[m][who.Email] = true
			t.report(p, Finding{Text: show(who) + ", who wrote commit " + t.commit.short() + ", is not among the recipients",
				Fix: "Cc: " + who.Name + " <" + who.Email + ">"})
		})
	},
}

// staleAddress is how long an address is taken to be good.
const staleAddress = 3 * 365 * 24 * time.Hour

// inTheLoop tells whether a person got any mail of a posting, or had a part in the patch.
func inTheLoop(r *series.Revision, patch *series.Patch, who trailers.Person) bool {
	is := func(a mbox.Address) bool { return trailers.Same(person(a), who, nil) != trailers.Other }
	for _, m := range r.Mails() {
		if is(m.From) || is(m.Author) {
			return true
		}
		for _, all := range [...][]mbox.Address{m.To, m.Cc} {
			for _, a := range all {
				if is(a) {
					return true
				}
			}
		}
	}
	for _, tag := range patch.Trailers {
		if other, ok := tag.Person(); ok && trailers.Same(other, who, nil) != trailers.Other {
			return true
		}
	}
	return false
}
