package lint

import (
	"slices"
	"strings"

	"patchpilot/series"
)

// Seen is what reading one mail came to: what rules found that need its text, and what rules of series wait
// for. It pins nothing of the mail.
type Seen struct {
	Findings []Finding

	marks   []mark
	excuses []excuse
}

// Mark is what a rule of series saw in the text of a mail.
type Mark struct {
	Kind     string // the rule's own word for it
	Line     int    // of the mail's text; 0 = its headers
	Path     string
	PathLine int
	Text     string
}

type mark struct {
	rule *Rule
	Mark
}

func (s *Seen) empty() bool { return len(s.Findings) == 0 && len(s.marks) == 0 && len(s.excuses) == 0 }

// Mark keeps what a rule saw while the text is at hand, for its Check.
func (p *Pass) Mark(m Mark) {
	if p.reported >= most {
		return
	}
	p.reported++
	m.Path, m.Text = strings.Clone(m.Path), strings.Clone(m.Text)
	p.reading.marks = append(p.reading.marks, mark{p.rule.Rule, m})
}

// Marks are what the rule marked in a mail, in the order of its text.
func (p *Pass) Marks(m *series.Mail) []Mark {
	seen := p.seen(m)
	if seen == nil {
		return nil
	}
	var mine []Mark
	for _, k := range seen.marks {
		if k.rule == p.rule.Rule {
			mine = append(mine, k.Mark)
		}
	}
	return mine
}

// lacksPrevious tells whether a series begins with a posting that says it is not the first.
func lacksPrevious(s *series.Series) bool {
	return s.Revisions[0].Stated > 1 && !slices.ContainsFunc(s.Revisions, func(r *series.Revision) bool { return r.Stated == 1 })
}
