package flow

import (
	"slices"
	"time"

	"patchpilot/diff"
	"patchpilot/internal/gitrepo"
	"patchpilot/maintainers"
	"patchpilot/series"
	"patchpilot/trailers"
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
	{"patch-id", func(p pairing) bool { return p.sameness() == diff.SamePatch }},
	{"patchwork hash", func(p pairing) bool {
		hash := p.made().patchwork
		return hash != "" && p.mail.Diff != nil && p.mail.Diff.PatchworkHash() == hash
	}},
	{"change hash", func(p pairing) bool { return p.sameness() == diff.SameChange }},
	{"author, date and files", func(p pairing) bool {
		return p.sameAuthor() && p.c.Author.When.Unix() == p.mail.Date.Unix() && slices.Equal(filesOf(p.mail.Diff), p.made().files)
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

func (p pairing) made() made { return p.l.makes(p.c) }

func (p pairing) sameness() diff.Sameness { return p.mail.Identity.Compare(p.made().Identity) }

func (p pairing) sameTitle() bool { return p.mail.Subject.Key() == commitTitle(p.c) }

func (p pairing) sameAuthor() bool {
	a := p.l.today(trailers.Person(p.mail.Author))
	b := p.l.today(trailers.Person{Name: p.c.Author.Name, Email: p.c.Author.Email})
	return trailers.Same(a, b, nil) != trailers.Other
}

// today is what a person is called now.
func (l *landed) today(who trailers.Person) trailers.Person {
	if l.mailmap == nil {
		return who
	}
	return trailers.Person(l.mailmap.Canonical(maintainers.Person(who)))
}

// overlap is how much of what the mail changes the commit changes too.
func (p pairing) overlap() float64 {
	files := filesOf(p.mail.Diff)
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
