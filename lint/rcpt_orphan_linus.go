package lint

import (
	"strings"

	"patchpilot/mbox"
	"patchpilot/series"
)

// An ordinary patch is sent to Linus Torvalds himself.
//
// He takes pull requests from maintainers. A patch to him alone is lost among them, and who is in charge of
// the code does not see it.
//
// Send it to the maintainer that `scripts/get_maintainer.pl` names.
//
//	bad:  To: torvalds@linux-foundation.org
//	good: To: Ben Keeper <ben@example.org>
//
// See Documentation/process/submitting-patches.rst, "Select the recipients for your patch".
var rcptOrphanLinus = &Rule{
	Name:     "rcpt-orphan-linus",
	Severity: Info,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			for _, m := range r.Mails() {
				if sent(m) && !m.Subject.Pull && !draft(m) && !r.Backport && toLinus(m) {
					p.Report(Finding{Revision: r, Mail: m, Text: "sent to Linus Torvalds, who takes patches from the maintainers of their area"})
					break
				}
			}
		}
	},
}

// toLinus tells whether a mail names him as the first to read it, and is not from one who deals with him.
func toLinus(m *series.Mail) bool {
	if isLinus(m.From) || strings.HasPrefix(strings.ToLower(m.From.Email), "akpm@") {
		return false
	}
	return len(m.To) > 0 && isLinus(m.To[0])
}

func isLinus(a mbox.Address) bool {
	local, host, _ := strings.Cut(strings.ToLower(a.Email), "@")
	return local == "torvalds" && (strings.HasSuffix(host, "linux-foundation.org") || strings.HasSuffix(host, "kernel.org") || strings.HasSuffix(host, "osdl.org"))
}
