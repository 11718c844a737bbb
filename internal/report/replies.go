package report

import (
	"time"

	"patchpilot/series"
)

// replyTree holds the follow-ups of one posting by what they answer.
type replyTree struct {
	under map[*series.Mail][]*series.FollowUp // by the mail answered: a reply, else the cover or patch
	of    *Posting
}

func newReplyTree(p *Posting) replyTree {
	followUps := p.FollowUps
	byID := make(map[string]*series.FollowUp, len(followUps))
	for _, f := range followUps {
		byID[f.Mail.ID] = f
	}
	t := replyTree{make(map[*series.Mail][]*series.FollowUp), p}
	for _, f := range followUps {
		t.under[answered(f, byID)] = append(t.under[answered(f, byID)], f)
	}
	return t
}

// answered is the nearest mail a follow-up answers that hangs on the same patch and is older, so that
// no tree has a loop; else the patch itself.
func answered(f *series.FollowUp, byID map[string]*series.FollowUp) *series.Mail {
	for _, id := range f.Mail.Parents {
		if up := byID[id]; up != nil && up.To == f.To && up.Depth < f.Depth {
			return up.Mail
		}
	}
	return f.To
}

// replies prints the tree under a cover or patch, by date, two blanks a step.
func (s *show) replies(t replyTree, under *series.Mail) { s.repliesAt(t, under, 0) }

// deepest is where the tree stops moving to the right; long threads go on straight down.
const deepest = 12

func (s *show) repliesAt(t replyTree, under *series.Mail, depth int) {
	for _, f := range t.under[under] {
		s.p.text(margin)
		s.p.indent(2 * min(depth, deepest))
		s.p.put(faint, "└ "+stamp(f.Mail.Date)+"  ")
		s.p.put(blue, who(f.Mail.From.Name, f.Mail.From.Email))
		if f.Mail.Kind == series.Suggestion {
			s.p.text("  with a diff")
		}
		for i := range f.Tags {
			s.p.text("  ")
			s.p.put(tagStyle(&f.Tags[i]), f.Tags[i].Key)
		}
		s.p.put(faint, "  "+f.Mail.ID)
		s.p.newline()
		s.comments(t.of, f, depth+1)
		s.repliesAt(t, f.Mail, depth+1)
	}
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return "no date"
	}
	return t.UTC().Format("2006-01-02 15:04")
}
