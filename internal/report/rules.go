package report

import (
	"io"
	"strings"

	"patchpilot/lint"
)

// Rule is one rule as the catalogue shows it.
type Rule struct {
	Name     string
	Severity lint.Severity
	Scope    lint.Scope
	Repo     bool   // it asks a repository
	Doc      string // its whole manual
}

// Brief is the manual's first sentence, on one line.
func (r Rule) Brief() string {
	first, _, _ := strings.Cut(r.Doc, "\n\n")
	first = strings.Join(strings.Fields(first), " ")
	if i := strings.Index(first, ". "); i >= 0 {
		first = first[:i+1]
	}
	return first
}

func scopeWord(s lint.Scope) string {
	switch s {
	case lint.OnPatch:
		return "patch"
	case lint.OnMail:
		return "mail"
	}
	return "series"
}

// RulesText prints the catalogue as a table.
func RulesText(w io.Writer, look Look, rules []Rule) error {
	p := newPrinter(w, look)
	t := table{columns: []column{{}, {}, {}, {give: true, wrap: true}}}
	for _, r := range rules {
		t.add(cell{r.Name, bold}, cell{r.Severity.String(), severityStyle(r.Severity)},
			cell{scopeWord(r.Scope), faint}, cell{r.Brief(), plain})
	}
	t.print(p)
	return p.flush()
}

type ruleRecord struct {
	Type     string `json:"type"`
	Name     string `json:"name"`
	Severity string `json:"severity"`
	Scope    string `json:"scope"`
	Needs    string `json:"needs,omitempty"`
	Doc      string `json:"doc"`
}

// RulesJSON prints the catalogue as records of type "rule".
func RulesJSON(w io.Writer, rules []Rule) error {
	j := NewJSON(w, Revisions)
	for _, r := range rules {
		needs := ""
		if r.Repo {
			needs = "repository"
		}
		if err := j.record(ruleRecord{"rule", r.Name, r.Severity.String(), scopeWord(r.Scope), needs, r.Doc}); err != nil {
			return err
		}
	}
	return j.w.Flush()
}

// Manual prints one rule's manual.
func Manual(w io.Writer, look Look, r Rule) error {
	p := newPrinter(w, look)
	p.put(bold, r.Name)
	p.text("  ")
	p.put(severityStyle(r.Severity), r.Severity.String())
	p.put(faint, "  looks at a "+scopeWord(r.Scope))
	if r.Repo {
		p.put(faint, ", needs --repo")
	}
	p.newline()
	p.newline()
	for _, line := range strings.Split(strings.TrimSpace(r.Doc), "\n") {
		p.line(plain, strings.ReplaceAll(line, "\t", "    "))
	}
	return p.flush()
}
