package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"charm.land/lipgloss/v2"

	"patchpilot/apply"
	"patchpilot/series"
)

// Matrix is what laying a revision on several refs came to: rows patches, columns refs.
type Matrix struct {
	Revision *series.Revision
	Rows     []*series.Patch
	Columns  []Laid
	Remarks  []string // what one should know before reading it
}

// Laid is a revision laid on one ref.
type Laid struct {
	Ref   string
	Base  apply.Hash // the commit it was laid on
	Err   error      // the ref could not be read
	Cells []Cell     // one a row
}

// Cell is one patch on one ref.
type Cell struct {
	apply.Outcome
	Commit apply.Hash // zero where no committer is known
}

// Fits tells whether every patch lies on the ref.
func (l *Laid) Fits() bool {
	for _, c := range l.Cells {
		switch c.Status {
		case apply.Clean, apply.Offset, apply.Fuzz, apply.ThreeWay:
		default:
			return false
		}
	}
	return l.Err == nil
}

// PrintMatrix prints the matrix, and below it every conflict.
func PrintMatrix(w io.Writer, look Look, m Matrix) error {
	p := newPrinter(w, look)
	p.line(bold, fmt.Sprintf("v%d %s", m.Revision.Version, titleOf(m.Revision.Series)))
	for _, r := range m.Remarks {
		p.line(amber, r)
	}
	var t table
	t.columns = []column{{right: true}, {limit: 60, give: true}}
	head := []cell{{"", plain}, {"", plain}}
	for _, c := range m.Columns {
		t.columns = append(t.columns, column{})
		head = append(head, cell{c.Ref, bold})
	}
	t.add(head...)
	for i, patch := range m.Rows {
		row := []cell{{fmt.Sprintf("%d/%d", patch.Index, m.Revision.Expected), blue}, {patch.Title, plain}}
		for _, c := range m.Columns {
			row = append(row, c.cell(i))
		}
		t.add(row...)
	}
	t.print(p)
	for _, c := range m.Columns {
		c.explain(p, m)
	}
	return p.flush()
}

func (l *Laid) cell(i int) cell {
	if l.Err != nil {
		return cell{"?", red}
	}
	text, style := cellText(l.Cells[i])
	return cell{text, style}
}

func cellText(c Cell) (string, lipgloss.Style) {
	switch c.Status {
	case apply.Clean:
		return "clean", green
	case apply.Offset:
		return fmt.Sprintf("offset %+d", c.Offset), green
	case apply.Fuzz:
		return fmt.Sprintf("fuzz %d", c.Outcome.Fuzz), amber
	case apply.ThreeWay:
		return "3-way", amber
	case apply.Already:
		return "already", amber
	case apply.Skipped:
		return "-", faint
	}
	return "CONFLICT", red
}

// explain prints why a column does not fit.
func (l *Laid) explain(p *printer, m Matrix) {
	if l.Err != nil {
		p.newline()
		p.put(bold, l.Ref)
		p.line(red, ": ", l.Err.Error())
		return
	}
	for i, c := range l.Cells {
		if c.Status != apply.Conflict {
			continue
		}
		p.newline()
		p.line(bold, fmt.Sprintf("%d/%d on %s: %s", m.Rows[i].Index, m.Revision.Expected, l.Ref, m.Rows[i].Title))
		for _, clash := range c.Clashes {
			printClash(p, clash)
		}
	}
}

// clashWords say the reason as one would to a colleague.
var clashWords = map[apply.Reason]string{
	apply.Context:     "the lines around the change are not there",
	apply.MissingFile: "there is no such file",
	apply.Exists:      "the file is there already",
	apply.BinaryBase:  "the binary file is another one than the patch was made on",
	apply.BadMode:     "the file's mode is another one",
	apply.Corrupt:     "the diff itself is damaged",
	apply.UnsafePath:  "refused: the path leads out of the tree or into .git",
	apply.InSubmodule: "the submodule is at another commit",
}

func printClash(p *printer, c apply.Clash) {
	where := c.Path
	if c.Line > 0 {
		where = fmt.Sprintf("%s:%d", c.Path, c.Line)
	}
	hunk := ""
	if c.Hunk > 0 {
		hunk = fmt.Sprintf("hunk %d: ", c.Hunk)
	}
	p.line(red, where, ": ", hunk, clashWords[c.Reason])
	printLines(p, "  wanted | ", c.Want)
	printLines(p, "  found  | ", c.Got)
}

func printLines(p *printer, margin, text string) {
	if text == "" {
		return
	}
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		p.line(faint, margin, line)
	}
}

type outcomeRecord struct {
	Type      string        `json:"type"`
	Revision  string        `json:"revision"`
	MessageID string        `json:"message_id"`
	Index     int           `json:"index"`
	Onto      string        `json:"onto"`
	Status    apply.Status  `json:"status"`
	Offset    int           `json:"offset,omitempty"`
	Fuzz      int           `json:"fuzz,omitempty"`
	Tree      string        `json:"tree,omitempty"`
	Commit    string        `json:"commit,omitempty"`
	Conflicts []clashRecord `json:"conflicts,omitempty"`
}

type clashRecord struct {
	Path   string       `json:"path"`
	Hunk   int          `json:"hunk,omitempty"`
	Line   int          `json:"line,omitempty"`
	Reason apply.Reason `json:"reason"`
	Want   string       `json:"want,omitempty"`
	Got    string       `json:"got,omitempty"`
}

// JSONMatrix writes an outcome a patch and ref, and a problem for a ref that could not be read.
func JSONMatrix(w io.Writer, m Matrix) error {
	j := &JSON{w: bufio.NewWriter(w)}
	for _, r := range m.Remarks {
		if err := j.record(remarkRecord{"remark", m.Revision.ID, r}); err != nil {
			return err
		}
	}
	for _, c := range m.Columns {
		if c.Err != nil {
			if err := j.record(problemRecord{Type: "problem", Source: c.Ref, Text: c.Err.Error()}); err != nil {
				return err
			}
			continue
		}
		for i, laid := range c.Cells {
			if err := j.record(newOutcomeRecord(m, i, c.Ref, laid)); err != nil {
				return err
			}
		}
	}
	return j.w.Flush()
}

type remarkRecord struct {
	Type     string `json:"type"`
	Revision string `json:"revision"`
	Text     string `json:"text"`
}

func newOutcomeRecord(m Matrix, i int, ref string, c Cell) outcomeRecord {
	r := outcomeRecord{
		Type: "outcome", Revision: m.Revision.ID, MessageID: m.Rows[i].ID, Index: m.Rows[i].Index,
		Onto: ref, Status: c.Status, Offset: c.Offset, Fuzz: c.Outcome.Fuzz,
	}
	if !c.Tree.IsZero() {
		r.Tree = c.Tree.String()
	}
	if !c.Commit.IsZero() {
		r.Commit = c.Commit.String()
	}
	for _, x := range c.Clashes {
		r.Conflicts = append(r.Conflicts, clashRecord(x))
	}
	return r
}
