package report

import (
	"strings"

	"charm.land/lipgloss/v2"
)

// column of a table.
type column struct {
	right bool // aligned to the right
	give  bool // shortened where the terminal is too narrow; one column gives
	wrap  bool // and broken over lines instead of being cut; the last column only
	limit int  // widest padding without a terminal, 0 = any: longer text sticks out and moves no other row
}

type cell struct {
	text  string
	style lipgloss.Style
}

// table lays rows out by display width; rows are held until print.
type table struct {
	columns []column
	rows    [][]cell
}

func (t *table) add(cells ...cell) {
	for i := range cells {
		cells[i].text = Clean(cells[i].text)
	}
	t.rows = append(t.rows, cells)
}

const gap = 2 // blanks between columns

func (t *table) print(p *printer) {
	widths := t.widths(p.look.Width)
	for _, row := range t.rows {
		start := 0 // column of the terminal
		for i, c := range row {
			t.cell(p, i, c, start, widths[i], rest(row[i+1:]))
			start += widths[i] + gap
		}
		p.newline()
	}
}

// cell prints one cell, with the blanks to the next one where more is to come.
func (t *table) cell(p *printer, i int, c cell, start, width int, more bool) {
	col, narrow := t.columns[i], p.look.Width > 0 && lipgloss.Width(c.text) > width
	switch {
	case col.wrap && narrow:
		for n, line := range wrapped(c.text, width) {
			if n > 0 {
				p.newline()
				p.indent(start)
			}
			p.put(c.style, line)
		}
		return
	case col.give && narrow:
		c.text = cut(c.text, width)
	}
	blanks := max(width-lipgloss.Width(c.text), 0)
	if col.right && (more || c.text != "") {
		p.indent(blanks)
		blanks = 0
	}
	p.put(c.style, c.text)
	if more {
		p.indent(blanks + gap)
	}
}

// wrapped breaks a text between its words.
func wrapped(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && lipgloss.Width(line)+1+lipgloss.Width(word) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

// rest tells whether anything is still to come in a row: no line ends in blanks.
func rest(row []cell) bool {
	for _, c := range row {
		if strings.TrimSpace(c.text) != "" {
			return true
		}
	}
	return false
}

func (t *table) widths(terminal int) []int {
	widths := make([]int, len(t.columns))
	for _, row := range t.rows {
		for i, c := range row {
			widths[i] = max(widths[i], lipgloss.Width(c.text))
		}
	}
	if terminal <= 0 {
		for i, c := range t.columns {
			if c.limit > 0 {
				widths[i] = min(widths[i], c.limit)
			}
		}
		return widths
	}
	total, giver := gap*(len(widths)-1), -1
	for i, w := range widths {
		total += w
		if t.columns[i].give {
			giver = i
		}
	}
	if over := total - terminal; over > 0 && giver >= 0 {
		widths[giver] = max(widths[giver]-over, 20)
	}
	return widths
}
