package report

import (
	"fmt"
	"io"
	"strings"

	"charm.land/lipgloss/v2"

	"patchpilot/lint"
	"patchpilot/mbox"
	"patchpilot/series"
)

// findings are compiler style lines, grouped by series, posting and patch.
type findings struct {
	p     *printer
	shown Counts
	notes problems
}

// NewLint makes the text sink of the lint command.
func NewLint(w io.Writer, look Look) Sink {
	return &findings{p: newPrinter(w, look)}
}

func (l *findings) Item(it *Item) error {
	for _, posting := range it.Postings {
		l.posting(posting)
	}
	return nil
}

// posting prints a heading, and under it a heading and the findings of each mail that has some.
// A posting of one mail has one heading.
func (l *findings) posting(p *Posting) {
	if len(p.Findings) == 0 {
		return
	}
	l.shown = l.shown.Plus(Count(p.Findings))
	rev := p.Revision
	l.heading(rev)
	var last *series.Mail
	for i := range p.Findings {
		f := &p.Findings[i]
		if f.Mail != nil && f.Mail != last {
			last = f.Mail
			l.mail(rev, f.Mail)
		}
		l.finding(f)
	}
	l.p.newline()
}

// heading prints a revision's: "v2 [RFC] drm: add a thing, Ann Author, 2024-01-01".
func (l *findings) heading(rev *series.Revision) {
	l.p.put(bold, fmt.Sprintf("v%d ", rev.Version))
	l.p.put(bold, flagged(rev, titleOf(rev.Series)))
	l.p.put(faint, ", "+who(rev.Sender.Name, rev.Sender.Email)+", "+day(rev.Date))
	l.p.newline()
}

// mail prints the heading of one mail's findings: "2/7  title", "cover  title", "reply to 2/7  title".
func (l *findings) mail(rev *series.Revision, m *series.Mail) {
	_, own := numberOf(rev, m)
	if own && rev.Expected <= 1 && rev.Cover == nil {
		return
	}
	number := "cover"
	switch index, ok := IndexOf(rev, m); {
	case !ok:
		number = "reply"
	case index > 0:
		number = fmt.Sprintf("%d/%d", index, rev.Expected)
	}
	if !own && number != "reply" {
		number = "reply to " + number
	}
	l.p.line(blue, number, "  ", m.Subject.Title)
}

func (l *findings) finding(f *lint.Finding) {
	place := findingPlace(f)
	l.p.put(faint, place+": ")
	l.p.put(severityStyle(f.Severity), f.Severity.String()+": ")
	l.p.put(bold, f.Rule.Name+": ")
	l.p.text(f.Text)
	if f.Path != "" && !strings.Contains(f.Text, f.Path) && !strings.HasPrefix(place, f.Path) {
		l.p.put(faint, " ["+pathPlace(f)+"]")
	}
	l.p.newline()
	if f.Excuse != "" {
		l.p.line(faint, "    excused: ", f.Excuse)
	}
	if f.Fix == "" {
		return
	}
	for i, line := range strings.Split(strings.TrimRight(f.Fix, "\n"), "\n") {
		lead := "    fix: "
		if i > 0 {
			lead = "         "
		}
		l.p.put(faint, lead)
		l.p.put(green, line)
		l.p.newline()
	}
}

func pathPlace(f *lint.Finding) string {
	if f.PathLine == 0 {
		return f.Path
	}
	return fmt.Sprintf("%s:%d", f.Path, f.PathLine)
}

func severityStyle(s lint.Severity) lipgloss.Style {
	switch s {
	case lint.Error:
		return red
	case lint.Warning:
		return amber
	}
	return faint
}

func (l *findings) Problem(p mbox.Problem) error { return l.notes.addSource(p) }

func (l *findings) Summary(s Summary) error {
	found := CountWords(s.Findings)
	if found == "" && s.Revisions > 0 {
		found = "no findings"
	}
	if hidden := s.Findings.minus(l.shown); hidden != (Counts{}) {
		found += " (not shown: " + CountWords(hidden) + ")"
	}
	if s.Excused > 0 {
		found += fmt.Sprintf(", %d excused", s.Excused)
	}
	l.notes.print(l.p)
	l.recipients(s.Recipients)
	printSummary(l.p, s, found)
	if s.Unread {
		return l.p.flush()
	}
	for _, skip := range s.Skipped {
		l.p.line(faint, "skipped: ", strings.Join(skip.Rules, ", "), " (", skip.Why, ")")
	}
	return l.p.flush()
}
