package lint

import (
	"slices"

	"patchpilot/maintainers"
	"patchpilot/series"
)

// Nobody who looks after what a patch changes is sent it.
//
// They decide what becomes of it, and few of them read all of a list: it waits until somebody asks.
//
// Send it to whom `scripts/get_maintainer.pl` names. Asked for are the maintainers of the narrowest section of
// MAINTAINERS that has one beside the author, from all mails of the posting together; who has answered, or
// has a tag in the log, knows of it. Others whom MAINTAINERS names are told as info, in one line, and so is a
// patch that sweeps over more than ten sections. So is everything where MAINTAINERS comes from a repository
// and is half a year younger or older than the posting, since people move on; of a file given by itself the
// age is not known, and it is taken for today's. Lists kept by Mailman take subscribers out of Cc: there
// nothing is said.
//
//	bad:  drivers/demo/ring.c is changed, and the patch goes to linux-demo@vger.kernel.org alone
//	good: To: Dora Keeper <dora@example.org>    (M: of DEMO RING DRIVER)
//
// See Documentation/process/submitting-patches.rst, "Select the recipients for your patch".
var rcptMissingMaint = &Rule{
	Name:     "rcpt-missing-maint",
	Severity: Warning,
	Scope:    OnSeries,
	Needs:    NeedsMaintainers,
	See:      seeOwners,
	Check: func(p *Pass) {
		r := p.Series.Latest()
		to, known := audienceOf(p, r)
		if !known || to.hidden {
			return
		}
		told := map[string]bool{}
		found := gaps{field: "To", one: "nobody in charge of %s (%s) is sent the patch: %s",
			all: "MAINTAINERS names more people who are not sent it"}
		for _, c := range p.concerns(r, ledByOthers(p, r)) {
			missing, reached := to.lacks(c.Section)
			if missing = once(told, missing); len(missing) > 0 {
				found.list = append(found.list, gap{concern: c, missing: missing, serious: c.nearest && !reached})
			}
		}
		found.tell(p, r)
	},
}

// ledByOthers finds sections with a maintainer who is not the one that posts.
func ledByOthers(p *Pass, r *series.Revision) func(*maintainers.Section) bool {
	return func(s *maintainers.Section) bool {
		return !s.Orphan() && slices.ContainsFunc(s.People, func(c maintainers.Contact) bool {
			return !c.Reviewer && !p.isPerson(c.Person, r.Sender)
		})
	}
}

// lacks gives the maintainers of a section whom a posting does not reach, and tells whether it reaches anybody of it.
func (a *audience) lacks(s *maintainers.Section) (missing []string, reached bool) {
	for _, c := range s.People {
		switch who := a.pass.mailmap.Canonical(c.Person); {
		case a.has(who) || a.has(c.Person):
			reached = true
		case !c.Reviewer:
			missing = append(missing, who.String())
		}
	}
	return missing, reached
}
