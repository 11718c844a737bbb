package lint

import (
	"strings"

	"patchpilot/series"
)

// A patch is sent to people alone, and to no list.
//
// Nobody else can review or test it, and no archive, bot or patchwork has it. Maintainers will not take
// what was never public.
//
// Send it again with the lists that `scripts/get_maintainer.pl` names. Mail to security@kernel.org is private
// for a reason and not reported.
//
//	bad:  To: Ben Keeper <ben@example.org>
//	good: To: Ben Keeper <ben@example.org>
//	      Cc: linux-demo@vger.kernel.org
//
// See Documentation/process/submitting-patches.rst, "Select the recipients for your patch".
var msgNoList = &Rule{
	Name:     "msg-no-list",
	Severity: Warning,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			people := 0
			for _, m := range r.Mails() {
				if !sent(m) || public(m) {
					people = 0
					break
				}
				people += len(recipients(m))
			}
			if people > 0 {
				p.Report(Finding{Revision: r, Text: "sent to people alone, and to no list"})
			}
		}
	},
}

// public tells whether a mail went to a list, or is private for a reason.
func public(m *series.Mail) bool {
	if m.ListID != "" || m.Munged {
		return true
	}
	for _, a := range recipients(m) {
		if listAddress(a.Email) || strings.HasPrefix(strings.ToLower(a.Email), "security@") {
			return true
		}
	}
	return false
}
