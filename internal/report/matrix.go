package report

import (
	"bufio"
	"encoding/hex"
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
	First string     // why what must be laid first does not fit, "" if it does
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
	t.columns = []column{{right: true}, {give: true}}
	head := []cell{{"", plain}, {"", plain}}
	for _, c := range m.Columns {
		t.columns = append(t.columns, column{})
		head = append(head, cell{c.Name(), bold})
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
	explain(p, m)
	return p.flush()
}

// Name is the ref for people: a commit's id is cut to what tells it from others.
func (l *Laid) Name() string {
	if len(l.Ref) == hex.EncodedLen(len(l.Base)) && strings.Trim(l.Ref, "0123456789abcdef") == "" {
		return l.Ref[:12]
	}
	return l.Ref
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
	There  bool         `json:"there,omitempty"` // what the hunk makes is there already
}

// JSONMatrix writes an outcome a patch and ref, and a problem for a ref that could not be read.
func JSONMatrix(w io.Writer, m Matrix) error {
	j := &JSON{w: bufio.NewWriter(w)}
	for _, r := range m.Remarks {
		if err := j.record(remarkRecord{Type: "remark", Revision: m.Revision.ID, Text: r}); err != nil {
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
		if c.First != "" {
			if err := j.record(remarkRecord{Type: "remark", Revision: m.Revision.ID, Onto: c.Ref, Text: c.First}); err != nil {
				return err
			}
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
	Revision string `json:"revision,omitempty"`
	Onto     string `json:"onto,omitempty"` // the ref it is about
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
