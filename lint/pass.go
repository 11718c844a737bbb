package lint

import (
	"fmt"
	"strings"
	"time"

	"patchpilot/maintainers"
	"patchpilot/series"
)

// Pass is one run of one rule over one thing.
type Pass struct {
	Mail   *series.Mail
	Series *series.Series
	Now    time.Time // the moment that ages are reckoned from, for rules of series

	*facts
	*trial
	owners   *maintainers.File              // nil = there is none
	mailmap  *maintainers.Mailmap           // nil = there is none
	ownersAt time.Time                      // when owners was written; zero = not known
	aliases  map[string]string              // what the mailmap says of addresses, as trailers.Same asks for it
	covering map[string][]maintainers.Match // by path
	rule     *armed
	findings *[]Finding
	reported int                  // by this rule on this mail or series
	ofMail   map[*series.Mail]int // and on each mail of the series
	skipped  *skips
	heard    *heard

	reading *Seen                    // what is kept of the mail being read
	seen    func(*series.Mail) *Seen // what was kept of the mails of the series
	excuses excusing

	bindings *bindings
	alone    bool // one patch of a series may have been handed over with purpose
}

// most is how often one rule may speak of one mail: a thousand misspelt lines are one trouble, and
// output must not grow with a sender's ill will. A series has many mails.
const most = 20

func (p *Pass) full() bool {
	return p.reported >= most && p.Series == nil
}

// Report adds a finding; Rule and Severity are filled in. A Severity the rule sets stays, but is never
// louder than what the user configured.
func (p *Pass) Report(f Finding) {
	if p.full() || p.Series != nil && f.Mail != nil && p.ofMail[f.Mail] >= most {
		return
	}
	p.reported++
	if p.Series != nil && f.Mail != nil {
		if p.ofMail == nil {
			p.ofMail = map[*series.Mail]int{}
		}
		p.ofMail[f.Mail]++
	}
	f.Rule = p.rule.Rule
	if f.Severity == Off {
		f.Severity = p.rule.severity
	}
	f.Severity = min(f.Severity, p.rule.cap)
	if f.Edit != nil && f.Fix == "" {
		f.Fix = strings.Join(f.Edit.Lines, " ⏎ ")
	}
	if len(f.Fix) > longest {
		f.Fix = ""
	}
	f.Edit = f.Edit.own()
	// What is cut out of a mail would pin all of it.
	f.Path, f.Text, f.Fix = strings.Clone(f.Path), strings.Clone(f.Text), strings.Clone(f.Fix)
	*p.findings = append(*p.findings, f)
}

// Skip says that the rule could not look, and why: a rule that cannot look has not passed.
func (p *Pass) Skip(why string) { p.skipped.add(p.rule.Name, why) }

// Reportf adds a finding at a line of the mail.
func (p *Pass) Reportf(line int, format string, args ...any) {
	p.Report(Finding{Line: line, Text: fmt.Sprintf(format, args...)})
}
