package lint

import (
	"fmt"

	"patchpilot/series"
)

// A mail is sent to more than fifty addresses.
//
// Lists hold such mail for a moderator or reject it, and every answer goes to all of them again.
//
// Send the cover to all lists, and each patch to those whom it concerns; let mailing lists stand for the rest.
//
//	bad:  Cc: of 80 people, each the author of a line that changes
//	good: Cc: the maintainers and the lists
//
// See Documentation/process/submitting-patches.rst, "Select the recipients for your patch".
var rcptTooMany = &Rule{
	Name:     "rcpt-too-many",
	Severity: Info,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			var most *series.Mail
			n := 0
			for _, m := range r.Mails() {
				if have := len(m.To) + len(m.Cc); have > n && sent(m) {
					most, n = m, have
				}
			}
			if n > maxRecipients {
				p.Report(Finding{Revision: r, Mail: most, Text: fmt.Sprintf("sent to %d addresses; lists hold mail to more than %d", n, maxRecipients)})
			}
		}
	},
}

const maxRecipients = 50
