package report

import (
	"bufio"
	"io"
	"strings"

	"charm.land/lipgloss/v2"
)

// Look is how text is laid out.
type Look struct {
	Color bool
	Width int // columns of the terminal; 0 = there is none, nothing is cut
}

// The styles: the terminal's own sixteen colours, which every theme keeps readable.
var (
	plain = lipgloss.NewStyle()
	bold  = lipgloss.NewStyle().Bold(true)
	faint = lipgloss.NewStyle().Faint(true)
	red   = lipgloss.NewStyle().Foreground(lipgloss.Red)
	amber = lipgloss.NewStyle().Foreground(lipgloss.Yellow)
	green = lipgloss.NewStyle().Foreground(lipgloss.Green)
	blue  = lipgloss.NewStyle().Foreground(lipgloss.Cyan)
)

// printer is the only way text gets out: every piece is cleaned, then coloured.
type printer struct {
	w    *bufio.Writer
	look Look
}

func newPrinter(w io.Writer, look Look) *printer {
	return &printer{w: bufio.NewWriterSize(w, 64<<10), look: look}
}

// put prints one piece of a line. Errors stay in the bufio.Writer until flush.
func (p *printer) put(style lipgloss.Style, text string) {
	text = Clean(text)
	if p.look.Color && text != "" {
		text = style.Render(text)
	}
	p.w.WriteString(text)
}

func (p *printer) text(s string) { p.put(plain, s) }

func (p *printer) newline() { p.w.WriteByte('\n') }

// line prints pieces, all in one style, and ends the line.
func (p *printer) line(style lipgloss.Style, pieces ...string) {
	p.put(style, strings.Join(pieces, ""))
	p.newline()
}

// indent prints n blanks.
func (p *printer) indent(n int) { p.w.WriteString(strings.Repeat(" ", n)) }

func (p *printer) flush() error { return p.w.Flush() }

// cut shortens a piece to the columns it may take; 0 = any.
func cut(text string, columns int) string {
	text = Clean(text)
	if columns <= 0 || lipgloss.Width(text) <= columns {
		return text
	}
	return lipgloss.NewStyle().MaxWidth(max(columns-1, 1)).Render(text) + "…"
}
