// Package lint says what is wrong with patch mail.
//
// In: mails with their text, one by one, and then whole series with all revisions and replies. Out:
// findings, each with its rule, its place and one sentence. A rule is a value; its doc comment is its
// manual ([Doc]); it lives in a file of its own and has a fixture of its own.
//
// Its law: a rule never guesses. It fires on what it can show, and says where it saw it.
// The package reads no files, clocks or repositories.
package lint

import (
	"fmt"

	"patchpilot/series"
)

// Severity of a finding.
type Severity int

// Severities, rising.
const (
	Off Severity = iota
	Info
	Warning
	Error
)

// Scope is what a rule looks at.
type Scope int

const (
	// OnPatch rules see one patch mail with its text and diff, before grouping: Pass.Mail.
	OnPatch Scope = iota
	// OnMail rules see every mail that is part of a posting (patches and covers) with its text: Pass.Mail.
	OnMail
	// OnSeries rules see a whole series, texts and hunks gone: Pass.Series.
	OnSeries
)

// Rule is one thing that can be wrong.
type Rule struct {
	Name     string // says the fault, reads well after "allow": "fixes-short-id"
	Severity Severity
	Scope    Scope
	Check    func(*Pass)
}

// Finding is one fault at one place.
type Finding struct {
	Rule     *Rule
	Severity Severity
	Revision *series.Revision // nil until the series is known
	Mail     *series.Mail     // the mail it is about
	Line     int              // of the mail's text; 0 = its headers
	Path     string           // and in the file the diff changes, where that is meant
	PathLine int
	Text     string // one sentence: what is wrong, with the evidence
	Fix      string // the right line or what to do; may be empty
}

// Pass is one run of one rule over one thing.
type Pass struct {
	Mail   *series.Mail
	Series *series.Series

	rule     *Rule
	findings *[]Finding
}

// Report adds a finding; Rule and Severity are filled in (a Severity set by the rule stays).
func (p *Pass) Report(f Finding) {
	f.Rule = p.rule
	if f.Severity == Off {
		f.Severity = p.rule.Severity
	}
	if f.Mail == nil {
		f.Mail = p.Mail
	}
	*p.findings = append(*p.findings, f)
}

// Reportf adds a finding at a line of the mail.
func (p *Pass) Reportf(line int, format string, args ...any) {
	p.Report(Finding{Line: line, Text: fmt.Sprintf(format, args...)})
}
