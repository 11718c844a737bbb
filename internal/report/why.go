package report

import (
	"fmt"
	"io"
	"strings"

	"charm.land/lipgloss/v2"

	"patchpilot/mbox"
	"patchpilot/series"
	"patchpilot/triage"
)

// why gives account of states: what decided, what was seen, and what of it was not believed.
type why struct {
	p     *printer
	begun bool
	notes problems
}

// NewWhy makes the text sink of the why command.
func NewWhy(w io.Writer, look Look) Sink { return &why{p: newPrinter(w, look)} }

func (y *why) Item(it *Item) error {
	for _, p := range it.Postings {
		if p.State == nil {
			continue
		}
		if y.begun {
			y.p.newline()
		}
		y.begun = true
		y.posting(p)
	}
	return nil
}

// Pull prints nothing: a pull request has no state.
func (y *why) Pull(*series.Mail) error { return nil }

func (y *why) Problem(p mbox.Problem) error { return y.notes.addSource(p) }

func (y *why) Summary(s Summary) error {
	if y.begun {
		y.p.newline()
	}
	y.notes.print(y.p)
	printSummary(y.p, s, "")
	return y.p.flush()
}

func (y *why) posting(p *Posting) {
	rev, s := p.Revision, p.State
	y.p.put(bold, fmt.Sprintf("v%d %s", rev.Version, flagged(rev, titleOf(rev.Series))))
	y.p.line(faint, ", ", who(rev.Sender.Name, rev.Sender.Email), ", ", day(rev.Date))
	y.p.line(faint, rev.ID)
	y.p.put(stateStyle(s.Name), string(s.Name))
	if s.Reason != "" {
		y.p.text(": " + s.Reason)
	}
	y.p.newline()
	y.fact("rule", s.Rule)
	y.fact("next", turnWords(s))
	y.fact("patches", patchWords(s))
	if s.Deciding != nil {
		y.heading("decided by")
		y.evidence("+ ", green, s.Deciding)
	}
	y.seen("seen", "+ ", green, s, true)
	y.seen("seen and not believed", "- ", faint, s, false)
	y.items("missing", s.Missing, false)
	y.items("was missing", s.Missing, true)
}

func (y *why) fact(name, text string) {
	if text == "" {
		return
	}
	y.p.put(faint, fmt.Sprintf("  %-8s ", name))
	y.p.line(plain, text)
}

func (y *why) heading(text string) {
	y.p.newline()
	y.p.line(blue, text)
}

// patchWords say which patches have what.
func patchWords(s *triage.State) string {
	var reviewed, applied, asked []int
	for _, p := range s.Patches {
		if p.Patch == nil {
			continue
		}
		if len(p.Reviews) > 0 {
			reviewed = append(reviewed, p.Patch.Index)
		}
		if p.Applied != nil {
			applied = append(applied, p.Patch.Index)
		}
		if questionsOn(s, p.Patch.Index) > 0 {
			asked = append(asked, p.Patch.Index)
		}
	}
	var words []string
	for _, w := range []struct {
		word string
		ns   []int
	}{{"reviewed", reviewed}, {"applied", applied}, {"open question on", asked}} {
		if len(w.ns) > 0 {
			words = append(words, w.word+" "+series.Ranges(w.ns))
		}
	}
	return strings.Join(words, "; ")
}

// seen prints the evidence that was used, or that which was not; what decided is printed already.
func (y *why) seen(title, mark string, style lipgloss.Style, s *triage.State, used bool) {
	begun := false
	for i := range s.Evidence {
		e := &s.Evidence[i]
		if e.Used != used || s.Deciding != nil && sameEvidence(s.Deciding, e) {
			continue
		}
		if !begun {
			begun = true
			y.heading(title)
		}
		y.evidence(mark, style, e)
	}
}

// evidence prints one piece: what it is, where it stands, its words and whose they are; below it what it is about.
func (y *why) evidence(mark string, style lipgloss.Style, e *triage.Evidence) {
	y.said(mark+e.Kind, style, e)
	if words := evidenceWords(e); words != "" {
		y.p.line(faint, "      ", words)
	}
	if e.Why != "" {
		y.p.line(plain, "      ", e.Why)
	}
}

// said is one line: the place, the words and whose they are, behind what it is to the reader.
func (y *why) said(lead string, style lipgloss.Style, e *triage.Evidence) {
	y.p.put(style, lead)
	if at := evidencePlace(e); at != "" {
		y.p.put(faint, " "+at)
	}
	if e.Text != "" {
		y.p.text(fmt.Sprintf(" \"%s\"", e.Text))
	}
	if name := who(e.Actor.Name, e.Actor.Email); name != "" {
		y.p.put(bold, " "+name)
	}
	if e.Role != "" {
		y.p.text(fmt.Sprintf(" (%s)", e.Role))
	}
	y.p.newline()
}

// evidencePlace is "<id> line 47", of format=flowed text "<id> line 47 (flowed)"; a commit for what no mail says.
func evidencePlace(e *triage.Evidence) string {
	switch {
	case e.Mail != nil && e.Line == 0:
		return "<" + e.Mail.ID + "> headers"
	case e.Mail != nil && e.Mail.Flowed:
		return fmt.Sprintf("<%s> line %d (flowed)", e.Mail.ID, e.Line)
	case e.Mail != nil:
		return fmt.Sprintf("<%s> line %d", e.Mail.ID, e.Line)
	case e.Commit != "":
		return "commit " + shortCommit(e.Commit)
	}
	return ""
}

// aboutPatches are "patch 3", "patches 1-3"; nothing where evidence is about the whole posting.
func aboutPatches(e *triage.Evidence) string {
	switch len(e.Patches) {
	case 0:
		return ""
	case 1:
		return "patch " + series.Ranges(e.Patches)
	}
	return "patches " + series.Ranges(e.Patches)
}

func ofPatches(e *triage.Evidence) string {
	if about := aboutPatches(e); about != "" {
		return " of " + about
	}
	return ""
}

func evidenceWords(e *triage.Evidence) string {
	var words []string
	if !e.Date.IsZero() {
		words = append(words, day(e.Date))
	}
	if about := aboutPatches(e); about != "" {
		words = append(words, about)
	}
	if e.Commit != "" && e.Mail != nil {
		words = append(words, "commit "+shortCommit(e.Commit))
	}
	if e.Tree != "" {
		words = append(words, "in "+e.Tree)
	}
	if e.Strength != "" {
		words = append(words, string(e.Strength))
	}
	if e.Auth != "" {
		words = append(words, e.Auth)
	}
	if e.Rule != "" {
		words = append(words, "by "+e.Rule)
	}
	return strings.Join(words, ", ")
}

// items prints what is missing, or what was until something brought it.
func (y *why) items(title string, all []triage.Item, cleared bool) {
	begun := false
	for _, it := range all {
		if (it.Cleared != nil) != cleared {
			continue
		}
		if !begun {
			begun = true
			y.heading(title)
		}
		y.item(it)
	}
}

func (y *why) item(it triage.Item) {
	style := amber
	if it.Cleared != nil {
		style = green
	}
	y.p.put(style, it.Kind)
	if it.Text != "" {
		y.p.text(": " + it.Text)
	}
	if it.Rule != "" {
		y.p.put(faint, " ("+it.Rule+")")
	}
	y.p.newline()
	for i := range it.Asked {
		y.said("  asked"+ofPatches(&it.Asked[i]), plain, &it.Asked[i])
	}
	for i := range it.Beside {
		y.said("  beside"+ofPatches(&it.Beside[i]), plain, &it.Beside[i])
		if why := it.Beside[i].Why; why != "" {
			y.p.line(faint, "      ", why)
		}
	}
	if it.Cleared != nil {
		y.said("  cleared"+ofPatches(it.Cleared), green, it.Cleared)
	}
}
