package lint

import (
	"slices"
	"time"

	"patchpilot/internal/lazyregexp"
	"patchpilot/said"
	"patchpilot/series"
	"patchpilot/trailers"
)

// reply is an answer to the newest posting of a series.
type reply struct {
	*series.FollowUp
	revision *series.Revision
	marks    []Mark
	own      bool // the author's
	bot      bool
}

// mostReplies is how many answers to one posting are weighed: each is compared with those after it.
const mostReplies = 1000

// replies are the answers to a posting with what the rule marked in them, by date.
func replies(p *Pass, r *series.Revision) []reply {
	newest := r.FollowUps[max(0, len(r.FollowUps)-mostReplies):]
	all := make([]reply, len(newest))
	for i, f := range newest {
		all[i] = reply{f, r, p.Marks(f.Mail), byAuthor(r, f), series.IsBot(f.Mail.From)}
	}
	return all
}

// byAuthor tells whether the one who posted the series, or wrote the patch answered, speaks.
func byAuthor(r *series.Revision, f *series.FollowUp) bool {
	who := person(f.Mail.From)
	return samePerson(who, person(r.Sender)) || f.To != nil && (samePerson(who, person(f.To.Author)) || samePerson(who, person(f.To.From)))
}

func samePerson(a, b trailers.Person) bool { return trailers.Same(a, b, nil) != trailers.Other }

// says gives the first sentence of any of these senses.
func (r *reply) says(any ...said.Sense) (Mark, bool) {
	i := slices.IndexFunc(r.marks, func(m Mark) bool { return slices.Contains(any, said.Sense(m.Kind)) })
	if i < 0 {
		return Mark{}, false
	}
	return r.marks[i], true
}

// vouches tells whether its sender approves with a tag.
func (r *reply) vouches() bool {
	return slices.ContainsFunc(r.Tags, func(t series.Tag) bool { return t.Verdict.Counts() && isVouch(t.Trailer) })
}

// conditional tells whether it approves under a condition: rev-conditional speaks of that.
func (r *reply) conditional() bool {
	return slices.ContainsFunc(r.Tags, func(t series.Tag) bool { return t.Verdict == series.Conditional })
}

// report tells a finding at what the reply says.
func (r *reply) report(p *Pass, at Mark, text string) {
	p.Report(Finding{Revision: r.revision, Mail: r.Mail, Line: at.Line, Text: text})
}

// settled tells whether what reply i says is over: its sender has taken it back or approved since, or the
// patch was applied.
func settled(all []reply, i int) bool {
	who := person(all[i].Mail.From)
	for j := i + 1; j < len(all); j++ {
		r := &all[j]
		at, applied := r.says(said.Applied)
		if applied && ofAll.MatchString(at.Text) {
			return true
		}
		if !sameSubject(r.FollowUp, all[i].FollowUp) {
			continue
		}
		if applied {
			return true
		}
		if _, back := r.says(said.TakesBack); (back || r.vouches()) && samePerson(who, person(r.Mail.From)) {
			return true
		}
	}
	return false
}

// ofAll tells a word about more than one patch.
var ofAll = lazyregexp.New(`(?i)\b(?:series|all|both|whole)\b`)

// sameSubject tells whether two replies can be about one patch: they answer the same, or one the cover.
func sameSubject(a, b *series.FollowUp) bool {
	return a.To == b.To || a.To == nil || b.To == nil || a.To.Kind == series.CoverMail || b.To.Kind == series.CoverMail
}

// answered tells whether somebody answered reply i: the author, or where anybody will do, any person.
func answered(all []reply, i int, anybody bool) bool {
	id := all[i].Mail.ID
	return slices.ContainsFunc(all[i+1:], func(r reply) bool {
		return (r.own || anybody && !r.bot) && slices.Contains(r.Mail.Parents, id)
	})
}

// nameOf is what to call the sender of a mail.
func nameOf(m *series.Mail) string {
	if m.From.Name != "" {
		return m.From.Name
	}
	return m.From.Email
}

// passed gives a span as people say it: "40 minutes", "3 hours", "9 days".
func passed(d time.Duration) string {
	switch {
	case d < 2*time.Hour:
		return plural(int(d.Minutes()), "minute")
	case d < 48*time.Hour:
		return plural(int(d.Hours()), "hour")
	}
	return plural(int(d.Hours()/24), "day")
}

// hear is the See of a rule that wants sentences of these senses.
func hear(senses ...said.Sense) func(*Pass) {
	return func(p *Pass) {
		for _, s := range p.Said() {
			if slices.Contains(senses, s.Sense) {
				p.Mark(Mark{Kind: string(s.Sense), Line: s.Line, Text: s.Text})
			}
		}
	}
}
