package report

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"patchpilot/apply"
	"patchpilot/internal/linediff"
)

// explain prints what a matrix says in one word: every conflict, once for all refs that have the same,
// and the refs where nothing more was tried.
func explain(p *printer, m Matrix) {
	for i := range m.Rows {
		told := make([]bool, len(m.Columns))
		for j := range m.Columns {
			if told[j] || !m.Columns[j].clashes(i) {
				continue
			}
			var refs []string
			for k := j; k < len(m.Columns); k++ {
				if m.Columns[k].clashes(i) && slices.Equal(m.Columns[k].Cells[i].Clashes, m.Columns[j].Cells[i].Clashes) {
					told[k] = true
					refs = append(refs, m.Columns[k].Name())
				}
			}
			p.newline()
			p.line(bold, fmt.Sprintf("%d/%d on %s: %s", m.Rows[i].Index, m.Revision.Expected, strings.Join(refs, ", "), m.Rows[i].Title))
			printClashes(p, "", m.Columns[j].Cells[i].Clashes)
		}
	}
	gap := true
	remark := func(c *Laid, style lipgloss.Style, text string) {
		if gap {
			p.newline()
			gap = false
		}
		p.put(bold, c.Name())
		p.line(style, ": ", text)
	}
	for j := range m.Columns {
		c := &m.Columns[j]
		if c.Err != nil {
			remark(c, red, c.Err.Error())
			continue
		}
		if c.First != "" {
			remark(c, red, c.First)
		}
		if i := slices.IndexFunc(c.Cells, func(x Cell) bool { return x.Status == apply.Already }); i >= 0 && i+1 < len(c.Cells) {
			remark(c, amber, fmt.Sprintf("%d/%d is there already, and git am stops at it; -P lays the rest", m.Rows[i].Index, m.Revision.Expected))
		}
	}
}

func (l *Laid) clashes(i int) bool { return l.Err == nil && l.Cells[i].Status == apply.Conflict }

// clashWords say the reason as one would to a colleague.
var clashWords = map[apply.Reason]string{
	apply.MissingFile: "there is no such file",
	apply.Exists:      "the file is there already",
	apply.BinaryBase:  "the binary file is another one than the patch was made on",
	apply.BadMode:     "the file's mode is another one",
	apply.Corrupt:     "the diff itself is damaged",
	apply.UnsafePath:  "refused: the path leads out of the tree or into .git",
	apply.InSubmodule: "the submodule is at another commit",
}

// printClashes prints one place a line, behind a lead. Of a damaged diff the first place of each file says it.
func printClashes(p *printer, lead string, clashes []apply.Clash) {
	for i, c := range clashes {
		if c.Reason == apply.Corrupt && i > 0 && clashes[i-1].Reason == apply.Corrupt && clashes[i-1].Path == c.Path {
			continue
		}
		printClash(p, lead, c)
	}
}

// ClashText says in one line where a patch does not fit, and why.
func ClashText(c apply.Clash) string {
	where := c.Path
	if c.Line > 0 {
		where = fmt.Sprintf("%s:%d", c.Path, c.Line)
	}
	text := clashWords[c.Reason]
	switch {
	case c.Reason == apply.BadMail:
		text = c.Got
	case c.There:
		text = fmt.Sprintf("hunk %d is there already", c.Hunk)
	case c.Reason == apply.Context && c.Got == "":
		text = fmt.Sprintf("hunk %d does not fit: the file ends before it", c.Hunk)
	case c.Reason == apply.Context && c.Got == c.Want:
		text = fmt.Sprintf("hunk %d does not fit: its lines are there, but not at the file's beginning or end, where it has them", c.Hunk)
	case c.Reason == apply.Context:
		text = fmt.Sprintf("hunk %d does not fit", c.Hunk)
	case c.Hunk > 0:
		text = fmt.Sprintf("hunk %d: %s", c.Hunk, text)
	}
	if c.Reason == apply.Corrupt && c.Got != "" {
		text += fmt.Sprintf(": %q", strings.TrimSuffix(c.Got, "\n"))
	}
	return where + ": " + text
}

func printClash(p *printer, lead string, c apply.Clash) {
	p.line(red, lead, ClashText(c))
	switch want, got := lines(c.Want), lines(c.Got); {
	case c.There, c.Reason == apply.Corrupt, c.Reason == apply.BadMail:
	case c.Reason != apply.Context:
		printBlock(p, lead+wantedMargin, want)
		printBlock(p, lead+foundMargin, got)
	default:
		printText(p, lead, want, got)
	}
}

const (
	sameMargin   = "         | "
	wantedMargin = "  wanted | "
	foundMargin  = "  found  | "

	clashContext = 3 // lines alike around what differs
	clashBlock   = 8 // lines of a text that has little in common with the other
)

// printText shows the lines wanted and found: where they are much alike as one text in which both stand
// against each other, else one after the other.
func printText(p *printer, lead string, want, got []string) {
	edits := linediff.Edits(want, got)
	differ := 0
	for _, e := range edits {
		differ += e.A1 - e.A0
	}
	if len(got) == 0 || 2*differ > len(want) {
		printBlock(p, lead+wantedMargin, want)
		printBlock(p, lead+foundMargin, got)
		return
	}
	if last := len(edits) - 1; last > 0 && edits[last].A1 == len(want) && edits[last].B0 == edits[last].B1 {
		edits = edits[:last] // no more was found than was wanted: the lines are there, further down
	}
	for i, h := range linediff.Hunks(edits, len(want), clashContext) {
		if i > 0 {
			p.line(faint, lead, "         …")
		}
		h.Walk(want, got, func(mark byte, line string) {
			switch mark {
			case '-':
				p.line(plain, lead, wantedMargin, line)
			case '+':
				p.line(plain, lead, foundMargin, line)
			default:
				p.line(faint, lead, sameMargin, line)
			}
		})
	}
}

// printBlock shows the beginning of a text.
func printBlock(p *printer, margin string, text []string) {
	for i, line := range text {
		if i == clashBlock && len(text) > clashBlock+1 {
			p.line(faint, margin, fmt.Sprintf("… %d more lines", len(text)-i))
			return
		}
		p.line(faint, margin, line)
	}
}

func lines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}
