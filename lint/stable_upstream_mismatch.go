package lint

import (
	"strings"

	"patchpilot/series"
	"patchpilot/trailers"
)

// A patch for a stable branch has not the title or the author of the mainline commit it names.
//
// It is another change, then, or the id is wrong: who reviews the branch compares with a commit that has
// nothing to do with it. And a backport keeps its author; the one who carries it signs off.
//
// Keep title and author as `git cherry-pick -x` does. A mail from somebody else begins with a From: line.
//
//	bad:  Subject: [PATCH 6.6.y] demo: some fixes, for a commit called "demo: free the ring"
//	good: Subject: [PATCH 6.6.y] demo: free the ring
//
// See Documentation/process/stable-kernel-rules.rst, "Option 3".
var stableUpstreamMismatch = &Rule{
	Name:     "stable-upstream-mismatch",
	Severity: Warning,
	Scope:    OnSeries,
	Needs:    NeedsRepo,
	Check: func(p *Pass) {
		eachUpstream(p, func(u upstream) {
			switch {
			case u.err != nil:
			case !sameTitle(u.patch.Subject.Title, u.commit.Subject) && !strings.EqualFold(plainTitle(u.patch.Subject.Title), plainTitle(u.commit.Subject)):
				u.report(p, Finding{Text: "the mainline commit " + u.commit.short() + " is " + quote(u.commit.Subject) + ", not " + quote(u.patch.Subject.Title)})
			case !sameAuthor(u.patch.Mail, u.commit):
				u.report(p, Finding{
					Text: "the mainline commit " + u.commit.short() + " is by " + quote(u.commit.Name) + ", not by " + quote(u.patch.Author.Name),
					Fix:  "From: " + u.commit.Name + " <" + u.commit.Email + "> (as the first line of the mail)",
				})
			}
		})
	},
}

// sameAuthor tells whether a mail's author can be a commit's, known at least by one of name and address.
func sameAuthor(m *series.Mail, c *Commit) bool {
	return !authorKnown(m) || mayBeSame(m.Author.Name, c.Name) ||
		trailers.Same(trailers.Person(m.Author), trailers.Person{Name: c.Name, Email: c.Email}, nil) != trailers.Other
}

// upstream is the mainline commit that a backport names.
type upstream struct {
	revision *series.Revision
	patch    *series.Patch
	commit   *Commit // nil where err says why
	err      error
}

// eachUpstream looks up the mainline commit of every backport in the series.
func eachUpstream(p *Pass, do func(u upstream)) {
	for _, r := range p.Series.Revisions {
		for _, patch := range posted(r) {
			if namesUpstream(patch.Mail) {
				c, err := p.repo.Lookup(patch.Upstream)
				do(upstream{r, patch, c, err})
			}
		}
	}
}

// report tells a finding at the line that names the commit.
func (u upstream) report(p *Pass, f Finding) {
	f.Revision, f.Mail, f.Line = u.revision, u.patch.Mail, u.patch.UpstreamLine
	p.Report(f)
}
