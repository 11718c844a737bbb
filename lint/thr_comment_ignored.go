package lint

import (
	"fmt"
	"slices"
	"strings"

	"patchpilot/mbox"
	"patchpilot/series"
)

// Who commented on the last version is not sent the new one.
//
// Reviewers want to see what became of their comments, and do not read every list. Without them the new
// version waits for a review that was half done.
//
// Put everybody who answered into Cc. Lists kept by Mailman take subscribers out of it: there nothing is said.
//
//	bad:  Ben commented on v1, and v2 goes to the list alone
//	good: Cc: Ben Reader <ben@example.org>
//
// See Documentation/process/submitting-patches.rst, "Respond to review comments": notify people that commented
// on your patch about new versions.
var thrCommentIgnored = &Rule{
	Name:     "thr-comment-ignored",
	Severity: Info,
	Scope:    OnSeries,
	Needs:    NeedsPrevious,
	See: func(p *Pass) {
		if p.Mail.IsPosting() && throughMailman(p.Mail) {
			p.Mark(Mark{Text: "mailman"})
		}
	},
	Check: func(p *Pass) {
		r := p.Series.Latest()
		if r.Supersedes == nil || r.Partial || r.Backport {
			return
		}
		to, known := whoGot(p, r)
		if !known {
			return
		}
		var told []mbox.Address
		for _, f := range r.Supersedes.FollowUps {
			from := f.Mail.From
			if f.Mail.Kind == series.Notice || series.IsBot(from) || byAuthor(r, f) || !f.Mail.Date.Before(r.Date) || reaches(to, from) || reaches(told, from) {
				continue
			}
			if len(told) == most {
				return
			}
			told = append(told, from)
			p.Report(Finding{Revision: r, Text: fmt.Sprintf("%s answered v%d in <%s>, and v%d is not sent there", show(person(from)), r.Supersedes.Version, f.Mail.ID, r.Version)})
		}
	},
}

// whoGot are all whom the mails of a posting went to; known is false where one does not tell, or a list
// has taken people out.
func whoGot(p *Pass, r *series.Revision) (to []mbox.Address, known bool) {
	seen := map[string]bool{}
	for _, m := range r.Mails() {
		if !sent(m) || len(p.Marks(m)) > 0 {
			return nil, false
		}
		for _, a := range slices.Concat(m.To, m.Cc) {
			if key := strings.ToLower(a.Email); !seen[key] {
				seen[key] = true
				to = append(to, a)
			}
		}
	}
	return to, len(to) > 0
}

// reaches tells whether somebody is among the addresses, by whatever address.
func reaches(to []mbox.Address, who mbox.Address) bool {
	return slices.ContainsFunc(to, func(a mbox.Address) bool {
		return strings.EqualFold(a.Email, who.Email) || samePerson(person(a), person(who))
	})
}
