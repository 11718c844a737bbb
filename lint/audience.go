package lint

import (
	"slices"
	"strings"
	"time"

	"patchpilot/maintainers"
	"patchpilot/mbox"
	"patchpilot/series"
	"patchpilot/trailers"
)

// audience is whom a posting went to, and who had a part in it.
type audience struct {
	emails map[string]bool // lower case, as written and as the mailmap has them
	people []trailers.Person
	hidden bool // a list took people out of Cc
	pass   *Pass
}

// mostKnown is how many people are compared by name; of more, the address alone tells.
const mostKnown = 300

// audienceOf is that of all mails of a posting together: what one patch lacks, its cover may have. known is false
// where a mail does not tell, or is not here.
func audienceOf(p *Pass, r *series.Revision) (a *audience, known bool) {
	if r.Backport || len(posted(r)) == 0 || !whole(p.Series, r) || pulls(r) {
		return nil, false
	}
	a = &audience{emails: map[string]bool{}, pass: p}
	for _, m := range r.Mails() {
		if !sent(m) || isBackport(m) {
			return nil, false
		}
		a.hidden = a.hidden || slices.ContainsFunc(p.Marks(m), func(k Mark) bool { return k.Kind == mailmanMark })
		for _, to := range recipients(m) {
			a.add(to)
		}
		a.add(m.From)
		a.add(m.Author)
		a.emails[listOf(m)] = true
		for _, t := range m.Trailers {
			if who, ok := t.Person(); ok && !t.Is("Cc") {
				a.add(mbox.Address(who))
			}
		}
	}
	for _, f := range r.FollowUps { // who answers has it
		a.add(f.Mail.From)
	}
	return a, true
}

// listOf is the address of the list that a copy came by, as its List-Id says it: "Demo <linux-demo.vger.kernel.org>".
func listOf(m *series.Mail) string {
	id := m.ListID[strings.LastIndexByte(m.ListID, '<')+1:]
	name, host, _ := strings.Cut(strings.TrimRight(id, "> "), ".")
	return strings.ToLower(name + "@" + host)
}

// pulls tells whether a posting shows the patches of a pull request: it goes to whom it asks to pull.
func pulls(r *series.Revision) bool {
	return strings.Contains(strings.ToLower(coverText(r)), "git repository at:")
}

// isPerson tells whether somebody of MAINTAINERS has an address.
func (p *Pass) isPerson(who maintainers.Person, a mbox.Address) bool {
	today := p.mailmap.Canonical(maintainers.Person(a))
	return strings.EqualFold(p.mailmap.Canonical(who).Email, today.Email) || samePerson(trailers.Person(who), person(a))
}

func (a *audience) add(who mbox.Address) {
	email := strings.ToLower(who.Email)
	if !a.emails[email] && len(a.people) < mostKnown {
		a.people = append(a.people, person(who))
	}
	a.emails[email] = true
	today := a.pass.mailmap.Canonical(maintainers.Person(who))
	a.emails[strings.ToLower(today.Email)] = true
}

// has tells whether somebody of MAINTAINERS is reached, by whatever address.
func (a *audience) has(who maintainers.Person) bool {
	if a.hasAddress(who.Email) {
		return true
	}
	return slices.ContainsFunc(a.people, func(p trailers.Person) bool { return samePerson(p, trailers.Person(who)) })
}

func (a *audience) hasAddress(email string) bool {
	return a.emails[strings.ToLower(email)] || a.emails[strings.ToLower(a.pass.mailmap.Canonical(maintainers.Person{Email: email}).Email)]
}

// outdated tells whether MAINTAINERS is of another time than a posting: people move on.
func (p *Pass) outdated(r *series.Revision) bool {
	const apart = 183 * 24 * time.Hour
	return !p.ownersAt.IsZero() && p.ownersAt.Sub(r.Date).Abs() > apart
}
