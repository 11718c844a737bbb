package report

import (
	"fmt"
	"slices"
	"strings"

	"patchpilot/review"
	"patchpilot/series"
	"patchpilot/triage"
)

// shownQuote is how many lines of a quote stand above a comment.
const shownQuote = 2

// comments prints what a reply says, each below the end of what it quotes and the place of that.
func (s *show) comments(p *Posting, f *series.FollowUp, depth int) {
	lead := func() {
		s.p.text(margin)
		s.p.indent(2 * min(depth, deepest))
	}
	for _, c := range p.Comments[f.Mail] {
		if place, ok := placeOf(c, f.To); ok {
			lead()
			s.p.line(blue, fmt.Sprintf("%s:%d", place.Path, place.Line))
		}
		for _, q := range c.Quoted[max(0, len(c.Quoted)-shownQuote):] {
			lead()
			s.p.line(faint, "> ", q)
		}
		open := p.isOpen(f.Mail, c)
		for _, text := range c.Text {
			if text == "" && !open {
				s.p.newline()
				continue
			}
			lead()
			if open {
				s.p.line(amber, strings.TrimRight("? "+text, " "))
			} else {
				s.p.line(plain, "  ", text)
			}
		}
		if open {
			lead()
			s.p.line(amber, "? not answered")
		}
	}
}

// placeOf is where a comment's quote stands in the patch it answers.
func placeOf(c review.Comment, to *series.Mail) (review.Place, bool) {
	if to == nil || to.Diff == nil {
		return review.Place{}, false
	}
	return review.Locate(c.Quoted, to.Diff)
}

// isOpen tells whether a comment holds a question that nobody answered.
func (p *Posting) isOpen(m *series.Mail, c review.Comment) bool {
	if p.State == nil || len(p.State.Questions) == 0 {
		return false
	}
	if p.asked == nil {
		p.asked = make(map[*series.Mail][]int)
		for _, q := range p.State.Questions {
			p.asked[q.Mail] = append(p.asked[q.Mail], q.Line)
		}
	}
	return slices.ContainsFunc(p.asked[m], func(line int) bool { return c.Line <= line && line <= c.End })
}

// stateWords are a state and whose turn it is.
func stateWords(s *triage.State) string {
	if s == nil {
		return ""
	}
	words := string(s.Name)
	if turn := turnWords(s); turn != "" {
		words += ", next " + turn
	}
	return words
}

type commentRecord struct {
	Line     int      `json:"line"`
	Text     []string `json:"text"`
	Quoted   []string `json:"quoted,omitempty"`
	Path     string   `json:"path,omitempty"` // of what is quoted
	PathLine int      `json:"path_line,omitempty"`
	Open     bool     `json:"open,omitempty"` // a question that nobody answered
}

func commentRecords(p *Posting, f *series.FollowUp) (rs []commentRecord) {
	for _, c := range p.Comments[f.Mail] {
		r := commentRecord{Line: c.Line, Text: c.Text, Quoted: c.Quoted, Open: p.isOpen(f.Mail, c)}
		if place, ok := placeOf(c, f.To); ok {
			r.Path, r.PathLine = place.Path, place.Line
		}
		rs = append(rs, r)
	}
	return rs
}
