package lint

import "patchpilot/series"

// Config changes what a Linter runs and how loudly.
type Config struct {
	Severity map[string]Severity // by rule name; Off silences
	Only     []string            // run these rules alone; empty = all
}

// Linter runs rules. It is safe to use from several goroutines.
type Linter struct{}

// New makes a linter; the error names an unknown rule and the nearest known one.
func New(c Config) (*Linter, error) { panic("stub") }

// Mail runs the rules that need a mail's text. Call it before Light.
func (l *Linter) Mail(m *series.Mail) []Finding { panic("stub") }

// Series runs the rules that need a whole series and adds what was found on the mails of its postings.
// The order is fixed: revision, patch, line, rule.
func (l *Linter) Series(s *series.Series, found func(*series.Mail) []Finding) []Finding {
	panic("stub")
}

// Rules lists the catalogue by name.
func Rules() []*Rule { panic("stub") }

// Doc returns a rule's manual: its doc comment, plain text.
func Doc(name string) (string, error) { panic("stub") }

// ParseSeverity reads error, warning, warn, info, off.
func ParseSeverity(s string) (Severity, error) { panic("stub") }

// String is the word the output uses.
func (s Severity) String() string { panic("stub") }
