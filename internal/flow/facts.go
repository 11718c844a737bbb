package flow

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"patchpilot/mbox"
	"patchpilot/series"
	"patchpilot/stable"
)

// Told is what the mails of some sources say of backports.
type Told struct {
	Facts    []stable.Fact // oldest first, each once however many lists a mail came by
	Messages int
	Newest   time.Time // date of the newest mail
	Problems []mbox.Problem
	Failed   []error // sources that could not be read, or not wholly
}

// Facts reads the sources for what their mails say of backports. Of the options it takes the sources, the bounds of
// time by each mail's date, workers and progress.
func Facts(o Options) Told {
	o.Facts, o.bare = true, true
	in := read(o)
	t := Told{Messages: len(in.mails), Problems: in.problems, Failed: in.failed}
	for _, m := range in.mails {
		t.Problems = append(t.Problems, m.Problems...)
		if m.Date.After(t.Newest) {
			t.Newest = m.Date
		}
	}
	now := o.Now.at(t.Newest)
	t.Facts = slices.DeleteFunc(once(in.facts), func(f stable.Fact) bool { return !o.Select.inTime(f.Date, now) })
	return t
}

// once puts facts in order, oldest first, each once.
func once(facts []stable.Fact) []stable.Fact {
	slices.SortFunc(facts, func(a, b stable.Fact) int {
		return cmp.Or(a.Date.Compare(b.Date), strings.Compare(a.MessageID, b.MessageID), strings.Compare(a.Version, b.Version), strings.Compare(a.Branch, b.Branch),
			strings.Compare(a.Upstream, b.Upstream), cmp.Compare(a.Line, b.Line), strings.Compare(a.Title, b.Title), strings.Compare(a.Text, b.Text))
	})
	return slices.CompactFunc(facts, func(a, b stable.Fact) bool {
		return a.MessageID == b.MessageID && a.Kind == b.Kind && a.Version == b.Version && a.Branch == b.Branch && a.Upstream == b.Upstream && a.Title == b.Title
	})
}

// stub is a mail of which nothing is kept but what problems and ages need.
func stub(m *series.Mail) *series.Mail {
	l := &series.Mail{ID: strings.Clone(m.ID), Date: m.Date, Problems: slices.Clone(m.Problems)}
	for i := range l.Problems {
		l.Problems[i].MessageID, l.Problems[i].Text = l.ID, strings.Clone(l.Problems[i].Text)
	}
	return l
}
