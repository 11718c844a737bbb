package lint

import (
	"fmt"
	"strings"

	"patchpilot/said"
	"patchpilot/series"
	"patchpilot/trailers"
)

// given, promised and asked tell what was said of something that a posting wants.
const (
	given    = said.Given
	promised = said.Promised
	asked    = said.Asked
)

// markIGT keeps what a mail says of tests in IGT.
func markIGT(p *Pass) {
	for _, t := range said.Tests(p.Mail) {
		p.Mark(Mark{Line: t.Line, Text: "igt\t" + t.How + "\t" + t.Where})
	}
}

// markUsers keeps the addresses in a mail that lead to users in userspace, or seem to.
func markUsers(p *Pass) {
	for _, u := range said.Users(p.Mail) {
		p.Mark(Mark{Line: u.Line, Text: "link\t" + u.How + "\t" + u.Where})
	}
}

// voice is something said in a mail of a series, in a posting or below it.
type voice struct {
	Mark
	how, what string
	mail      *series.Mail
	revision  *series.Revision
	reply     bool
}

// voices are the marks of a kind in all mails of the series, the oldest posting first.
func voices(p *Pass, kind string) []voice {
	var all []voice
	for _, r := range p.Series.Revisions {
		add := func(m *series.Mail, reply bool) {
			for _, k := range p.Marks(m) {
				if rest, is := strings.CutPrefix(k.Text, kind+"\t"); is {
					how, what, _ := strings.Cut(rest, "\t")
					all = append(all, voice{k, how, what, m, r, reply})
				}
			}
		}
		for _, m := range r.Mails() {
			add(m, false)
		}
		for _, f := range r.FollowUps {
			add(f.Mail, true)
		}
	}
	return all
}

// byAuthor tells whether who said it posted the series, or wrote the patch.
func (v voice) byAuthor() bool {
	return !v.reply || trailers.Same(person(v.mail.From), person(v.revision.Sender), nil) != trailers.Other
}

// where names the mail and what it is: "a reply to v3 (<id>:3)".
func (v voice) where() string {
	what := postingName(v.revision)
	if v.reply {
		what = "a reply to " + what
	}
	return fmt.Sprintf("%s (<%s>:%d)", what, v.mail.ID, v.Line)
}

// postingName is what people call a posting: "v2", "v2 resent".
func postingName(r *series.Revision) string {
	name := fmt.Sprintf("v%d", max(1, r.Stated))
	if r.Stated == 0 {
		name = fmt.Sprintf("v%d", r.Version)
	}
	if r.Resend {
		name += " resent"
	}
	return name
}

// looked says where something was looked for: "the cover, 5 patches and 2 replies of v5, and 23 mails of
// earlier postings".
func looked(s *series.Series, r *series.Revision) string {
	text := "1 patch"
	if n := len(posted(r)); n != 1 {
		text = fmt.Sprintf("%d patches", n)
	}
	if r.Cover != nil {
		text = "the cover, " + text
	}
	switch n := len(r.FollowUps); n {
	case 0:
	case 1:
		text += " and 1 reply"
	default:
		text += fmt.Sprintf(" and %d replies", n)
	}
	if len(s.Revisions) == 1 {
		return text
	}
	text += " of " + postingName(r)
	earlier := 0
	for _, o := range s.Revisions {
		if o != r {
			earlier += len(o.Mails()) + len(o.FollowUps)
		}
	}
	return text + ", and " + plural(earlier, "mail") + " of earlier postings"
}
