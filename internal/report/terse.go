package report

import (
	"fmt"
	"io"

	"patchpilot/lint"
	"patchpilot/mbox"
	"patchpilot/series"
)

// terse prints findings as `checkpatch.pl --terse` does, for tools that read those: "FILE:LINE: ERROR: RULE:
// text". LINE is the file's; where the mail's text was encoded on its way, that of the decoded text.
type terse struct{ p *printer }

// NewTerse makes the terse sink.
func NewTerse(w io.Writer, look Look) Sink { return &terse{newPrinter(w, look)} }

// terseWords are checkpatch's names for severities.
var terseWords = map[lint.Severity]string{lint.Error: "ERROR", lint.Warning: "WARNING", lint.Info: "CHECK"}

func (t *terse) Item(it *Item) error {
	for _, posting := range it.Postings {
		for i := range posting.Findings {
			t.finding(&posting.Findings[i])
		}
	}
	return nil
}

func (t *terse) finding(f *lint.Finding) {
	t.p.put(faint, tersePlace(f)+": ")
	t.p.put(severityStyle(f.Severity), terseWords[f.Severity]+": ")
	t.p.text(f.Rule.Name + ": " + sentence(f))
	t.p.newline()
}

func tersePlace(f *lint.Finding) string {
	if f.Mail == nil || f.Mail.Commit != "" {
		return findingPlace(f)
	}
	line := fileLine(f.Mail, f.Line)
	if line == 0 {
		line = f.Line
	}
	if f.Mail.Source == Stdin {
		return fmt.Sprintf("-:%d", line) // as checkpatch.pl calls it
	}
	return fmt.Sprintf("%s:%d", f.Mail.Source, line)
}

func (t *terse) Pull(*series.Mail) error { return nil }

func (t *terse) Problem(p mbox.Problem) error {
	if p.MessageID == "" { // no mail's finding tells of it
		t.p.line(plain, place(p), ": WARNING: ", p.Text)
	}
	return nil
}

func (t *terse) Summary(Summary) error { return t.p.flush() }
