package report

import (
	"strings"

	"charm.land/lipgloss/v2"
)

// column of a table.
type column struct {
	right bool // aligned to the right
	give  bool // shortened where the terminal is too narrow; one column gives
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
		for i, c := range row {
			if t.columns[i].give && p.look.Width > 0 {
				c.text = cut(c.text, widths[i])
			}
			blanks := max(widths[i]-lipgloss.Width(c.text), 0)
			if t.columns[i].right {
				p.indent(blanks)
			}
			p.put(c.style, c.text)
			last := !rest(row[i+1:])
			if last {
				break
			}
			if !t.columns[i].right {
				p.indent(blanks)
			}
			p.indent(gap)
		}
		p.newline()
	}
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
