package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"patchpilot/mbox"
	"patchpilot/series"
	"patchpilot/triage"
)

// stateOrder is how a person works through states: what can be taken, what waits, what is over.
var stateOrder = []triage.Name{
	triage.Ready, triage.PartiallyApplied, triage.New, triage.UnderReview, triage.ChangesRequested, triage.AwaitingPrereq,
	triage.AwaitingUpstream, triage.Stalled, triage.Applied, triage.Merged, triage.Superseded, triage.Rejected,
	triage.Withdrawn, triage.NotForUs,
}

// desk is one line a series, by state. Items wait for the summary: it says what ages are reckoned from.
type desk struct {
	p     *printer
	items []*Item
	notes problems
}

// NewTriage makes the text sink of the triage command.
func NewTriage(w io.Writer, look Look) Sink { return &desk{p: newPrinter(w, look)} }

func (d *desk) Item(it *Item) error {
	d.items = append(d.items, it)
	return nil
}

// Pull prints nothing: a pull request has no state.
func (d *desk) Pull(*series.Mail) error { return nil }

func (d *desk) Problem(p mbox.Problem) error { return d.notes.addSource(p) }

func (d *desk) Summary(s Summary) error {
	t := table{columns: []column{
		{},                      // state
		{},                      // version
		{give: true, limit: 64}, // title
		{limit: 24},             // who sent it
		{right: true},           // age
		{limit: 36},             // reviews
		{limit: 40},             // what is missing
		{},                      // whose turn it is
	}}
	slices.SortStableFunc(d.items, func(a, b *Item) int {
		return cmp.Compare(rankOf(stateOf(a.Latest())), rankOf(stateOf(b.Latest())))
	})
	for _, it := range d.items {
		t.add(deskRow(it, s.Now)...)
	}
	t.print(d.p)
	if len(t.rows) > 0 {
		d.p.newline()
	}
	d.notes.print(d.p)
	printSummary(d.p, s, d.counts())
	return d.p.flush()
}

func rankOf(name triage.Name) int {
	if i := slices.Index(stateOrder, name); i >= 0 {
		return i
	}
	return len(stateOrder)
}

func deskRow(it *Item, now time.Time) []cell {
	p := it.Latest()
	rev, state := p.Revision, p.State
	if state == nil {
		state = &triage.State{Revision: rev}
	}
	return []cell{
		{string(state.Name), stateStyle(state.Name)},
		{fmt.Sprintf("v%d", rev.Version), bold},
		{cut(flagged(rev, titleOf(it.Series)), longestTitle), plain},
		{who(rev.Sender.Name, rev.Sender.Email), plain},
		{age(rev.Date, now), faint},
		{reviewWords(state), plain},
		{missingWords(state), amber},
		{turnWords(state), bold},
	}
}

// counts are "3 ready, 4 stalled".
func (d *desk) counts() string {
	n := map[triage.Name]int{}
	for _, it := range d.items {
		n[stateOf(it.Latest())]++
	}
	var words []string
	for _, name := range stateOrder {
		if n[name] > 0 {
			words = append(words, fmt.Sprintf("%d %s", n[name], name))
		}
	}
	return strings.Join(words, ", ")
}

// stateOf is the name of a posting's state, "" where nobody asked for it.
func stateOf(p *Posting) triage.Name {
	if p.State == nil {
		return ""
	}
	return p.State.Name
}

func stateStyle(name triage.Name) lipgloss.Style {
	switch name {
	case triage.Ready, triage.Applied, triage.Merged:
		return green
	case triage.ChangesRequested, triage.AwaitingPrereq, triage.PartiallyApplied:
		return amber
	case triage.Rejected:
		return red
	case triage.New, triage.UnderReview:
		return blue
	}
	return faint
}

// age is how long ago something was, in one unit.
func age(then, now time.Time) string {
	if then.IsZero() || now.IsZero() {
		return ""
	}
	const day = 24 * time.Hour
	switch d := max(now.Sub(then), 0); {
	case d < 2*day:
		return fmt.Sprintf("%dh", d/time.Hour)
	case d < 8*7*day:
		return fmt.Sprintf("%dd", d/day)
	case d < 2*365*day:
		return fmt.Sprintf("%dw", d/(7*day))
	default:
		return fmt.Sprintf("%dy", d/(365*day))
	}
}

// reviewWords are "5/5 reviewed, 2/5 applied, 1 open question": of the patches sent, not of those received.
func reviewWords(s *triage.State) string {
	reviewed, applied, questions := 0, 0, len(s.Questions)
	all := max(len(s.Patches), s.Revision.Expected)
	for _, p := range s.Patches {
		if len(p.Reviews) > 0 {
			reviewed++
		}
		if p.Applied != nil {
			applied++
		}
	}
	var words []string
	if len(s.Patches) > 0 {
		words = append(words, fmt.Sprintf("%d/%d reviewed", reviewed, all))
	}
	if applied > 0 && applied < all {
		words = append(words, fmt.Sprintf("%d/%d applied", applied, all))
	}
	if questions > 0 && s.Next != triage.Nobody {
		words = append(words, plural(questions, "open question", "open questions"))
	}
	return strings.Join(words, ", ")
}

// missingWords are the kinds of what is missing, each once.
func missingWords(s *triage.State) string {
	var kinds []string
	for _, it := range s.Open() {
		if !slices.Contains(kinds, it.Kind) {
			kinds = append(kinds, it.Kind)
		}
	}
	if len(kinds) == 0 {
		return ""
	}
	return "lacks " + strings.Join(kinds, ", ")
}

// mostNames bounds how many people a line names.
const mostNames = 2

// turnWords are "author: Ada Quill"; nothing where nobody is to move.
func turnWords(s *triage.State) string {
	if s.Next == triage.Nobody || s.Next == "" {
		return ""
	}
	var names []string
	for _, a := range s.Waits[:min(len(s.Waits), mostNames)] {
		names = append(names, who(a.Name, a.Email))
	}
	if more := len(s.Waits) - mostNames; more > 0 {
		names = append(names, fmt.Sprintf("%d more", more))
	}
	if len(names) == 0 {
		return string(s.Next)
	}
	return string(s.Next) + ": " + strings.Join(names, ", ")
}
