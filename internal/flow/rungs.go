package flow

import (
	"slices"
	"strings"
	"time"

	"patchpilot/internal/gitrepo"
	"patchpilot/maintainers"
	"patchpilot/mbox"
	"patchpilot/series"
)

// pairing is a mail beside the commit that may hold its patch.
type pairing struct {
	l    *landed
	mail *series.Mail
	c    *gitrepo.Commit
}

// rungs are the ways to know that a commit holds a patch, the surest first.
var rungs = []struct {
	name  string
	holds func(pairing) bool
}{
	{"message-id", func(p pairing) bool { // a Link: may also name what a commit is about
		return slices.Contains(mailsNamed(p.c), p.mail.ID) && (p.sameTitle() || p.overlap() >= 0.5)
	}},
	{"patch-id", func(p pairing) bool { return same(p.mail.PatchID, p.made().patchID) }},
	{"patchwork hash", func(p pairing) bool {
		return p.mail.Diff != nil && same(p.mail.Diff.PatchworkHash(), p.made().patchwork)
	}},
	{"change hash", func(p pairing) bool { return same(p.mail.ChangeHash, p.made().changeHash) }},
	{"author, date and files", func(p pairing) bool {
		return p.sameAuthor() && p.c.Author.When.Unix() == p.mail.Date.Unix() && slices.Equal(filesOf(p.mail), p.made().files)
	}},
	{"author and subject", func(p pairing) bool { return p.sameAuthor() && p.sameTitle() && p.overlap() >= 0.5 }},
}

// clockSkew is how much earlier than its mail a commit may seem to be made.
const clockSkew = time.Hour

// tie is the number of the surest rung that ties a patch to a commit, len(rungs) where none does. What was
// committed before it was posted is something else, or what the posting was made of.
func (l *landed) tie(p *series.Patch, c *gitrepo.Commit) int {
	best := len(rungs)
	for _, m := range mailsOf(p) {
		if c.Committer.When.Before(m.Date.Add(-clockSkew)) {
			continue
		}
		at := pairing{l, m, c}
		for i := range rungs[:best] {
			if rungs[i].holds(at) {
				best = i
				break
			}
		}
	}
	return best
}

func same(a, b string) bool { return a != "" && a == b }

func (p pairing) made() made { return p.l.mailOf(p.c) }

func (p pairing) sameTitle() bool { return p.mail.Subject.Key() == commitTitle(p.c) }

func (p pairing) sameAuthor() bool {
	a := p.l.today(p.mail.Author)
	b := p.l.today(mbox.Address{Name: p.c.Author.Name, Email: p.c.Author.Email})
	return strings.EqualFold(a.Email, b.Email) || a.Name != "" && strings.EqualFold(a.Name, b.Name)
}

// today is what a person is called now.
func (l *landed) today(a mbox.Address) mbox.Address {
	if l.mailmap == nil {
		return a
	}
	return mbox.Address(l.mailmap.Canonical(maintainers.Person(a)))
}

// overlap is how much of what the mail changes the commit changes too.
func (p pairing) overlap() float64 {
	files := filesOf(p.mail)
	if len(files) == 0 {
		return 0
	}
	theirs, both := p.made().files, 0
	for _, f := range files {
		if slices.Contains(theirs, f) {
			both++
		}
	}
	return float64(both) / float64(len(files))
}
