package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"patchpilot/lint"
	"patchpilot/stable"
)

// Rule is one rule as the catalogue shows it.
type Rule struct {
	Name       string
	Severity   lint.Severity
	OffBecause string // the reason that a configuration gives
	Scope      lint.Scope
	Needs      lint.Need
	Shifts     []lint.Shift // what profiles change
	Checkpatch []string     // checkpatch.pl's types that mean it
	Doc        string       // its whole manual
	Command    string       // that alone says it; "" = lint and check
}

// SeverityOf is what a remark of the stable check weighs.
func SeverityOf(w stable.Weight) lint.Severity {
	return map[stable.Weight]lint.Severity{stable.Good: lint.Info, stable.Odd: lint.Warning, stable.Wrong: lint.Error}[w]
}

// RemarkRule is a kind of remark of the stable check as rules are shown.
func RemarkRule(m stable.Manual) Rule {
	return Rule{Name: m.Name, Severity: SeverityOf(m.Weight), Needs: lint.NeedsRepo, Doc: m.Text, Command: "stable check"}
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
		brief := r.Brief()
		if r.OffBecause != "" {
			brief += " (off: " + r.OffBecause + ")"
		}
		t.add(cell{r.Name, bold}, cell{r.Severity.String(), severityStyle(r.Severity)},
			cell{scopeWord(r.Scope), faint}, cell{brief, plain})
	}
	t.print(p)
	return p.flush()
}

type ruleRecord struct {
	Type       string            `json:"type"`
	Name       string            `json:"name"`
	Severity   string            `json:"severity"`
	OffBecause string            `json:"off_because,omitempty"`
	Scope      string            `json:"scope"`
	Needs      []string          `json:"needs,omitempty"`
	Profiles   map[string]string `json:"profiles,omitempty"` // what those weigh that change it
	Checkpatch []string          `json:"checkpatch,omitempty"`
	Command    string            `json:"command,omitempty"` // that alone says it
	Doc        string            `json:"doc"`
}

// RulesJSON prints the catalogue as records of type "rule".
func RulesJSON(w io.Writer, rules []Rule) error {
	j := NewJSON(w, Revisions)
	for _, r := range rules {
		profiles := map[string]string{}
		for _, s := range r.Shifts {
			profiles[s.Profile] = s.Severity.String()
		}
		if err := j.record(ruleRecord{"rule", r.Name, r.Severity.String(), r.OffBecause, scopeWord(r.Scope),
			r.Needs.Keys(), profiles, r.Checkpatch, r.Command, r.Doc}); err != nil {
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
	p.newline()
	p.newline()
	for _, line := range strings.Split(strings.TrimSpace(r.Doc), "\n") {
		p.line(plain, strings.ReplaceAll(line, "\t", "    "))
	}
	for i, fact := range r.facts() {
		if i == 0 {
			p.newline()
		}
		p.line(faint, fmt.Sprintf("%-12s", fact.name), fact.text)
	}
	return p.flush()
}

type fact struct{ name, text string }

// facts are what is known of the rule beside its manual.
func (r *Rule) facts() []fact {
	all := []fact{
		{"needs", r.Needs.String()},
		{"profiles", lint.ShiftWords(r.Shifts)},
		{"said by", r.Command},
		{"checkpatch", strings.Join(r.Checkpatch, ", ")},
	}
	return slices.DeleteFunc(all, func(f fact) bool { return f.text == "" })
}
