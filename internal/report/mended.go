package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"patchpilot/internal/linediff"
	"patchpilot/lint"
	"patchpilot/series"
)

// Mended is a mail whose text was mended.
type Mended struct {
	Mail *series.Mail // as it was
	Text string       // as it is to be
	Done []lint.Finding
}

// PrintMended prints what mending changes, as unified diffs that patch(1) takes where a mail's text stands in its
// file as it is. Lines are numbered as in the file; of a commit as in its message; else as in the decoded text.
func PrintMended(w io.Writer, look Look, all []*Mended) error {
	p := newPrinter(w, look)
	for _, m := range all {
		p.mended(m)
	}
	return p.flush()
}

func (p *printer) mended(m *Mended) {
	mail := m.Mail
	name, shift := mail.ID, 0
	switch {
	case mail.Commit != "":
		// The lines before the log are no part of a commit's message.
		name, shift = "message of "+shortCommit(mail.Commit), 3-mail.LogLine
	case mail.TextLine > 0 && mail.Source != Stdin:
		name, shift = mail.Source, mail.TextLine-1
	}
	p.line(bold, "--- ", name)
	p.line(bold, "+++ ", name)
	a, b := textLines(mail.Text), textLines(m.Text)
	if mail.Commit != "" {
		a, b = messageLines(a), messageLines(b)
	}
	for _, h := range linediff.Hunks(linediff.Edits(a, b), len(a), 3) {
		p.mendedHunk(a, b, h, shift)
	}
}

func (p *printer) mendedHunk(a, b []string, h linediff.Hunk, shift int) {
	p.line(blue, fmt.Sprintf("@@ -%d,%d +%d,%d @@", h.A0+1+shift, h.A1-h.A0, h.B0+1+shift, h.B1-h.B0))
	h.Walk(a, b, func(mark byte, line string) {
		style := plain
		switch mark {
		case '+':
			style = green
		case '-':
			style = red
		}
		p.diffLine(style, mark, line)
	})
}

// diffLine prints a line of a diff, its tabs kept.
func (p *printer) diffLine(style lipgloss.Style, mark byte, line string) {
	pieces := strings.Split(line, "\t")
	for i := range pieces {
		pieces[i] = Clean(pieces[i])
	}
	out := string(mark) + strings.Join(pieces, "\t")
	if p.look.Color {
		out = style.Render(out)
	}
	p.w.WriteString(out + "\n")
}

// messageLines are those of a commit's message among the lines of the mail made of it.
func messageLines(text []string) []string {
	if i := slices.Index(text, "---"); i >= 0 {
		return text[:i]
	}
	return text
}

// textLines are a text's lines without their ends.
func textLines(text string) []string {
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}
