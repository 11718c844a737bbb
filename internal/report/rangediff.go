package report

import (
	"fmt"
	"io"
	"strings"

	"charm.land/lipgloss/v2"

	"patchpilot/rangediff"
	"patchpilot/series"
)

// Comparison is what became of one revision in a later one.
type Comparison struct {
	Older, Newer *series.Revision
	Pairs        []rangediff.Pair
}

// PrintComparison prints pairs as git range-diff does, patches named by revision and number.
func PrintComparison(w io.Writer, look Look, c Comparison) error {
	p := newPrinter(w, look)
	p.line(bold, titleOf(c.Newer.Series))
	for _, r := range []*series.Revision{c.Older, c.Newer} {
		p.line(faint, fmt.Sprintf("v%d  %s  %s  %s", r.Version, receivedOf(r), day(r.Date), r.ID))
	}
	p.newline()
	old, width := make([]string, len(c.Pairs)), 1
	for i, pair := range c.Pairs {
		old[i] = c.label(c.Older, pair.Old)
		width = max(width, len(old[i]))
	}
	newWidth := 1
	for _, pair := range c.Pairs {
		newWidth = max(newWidth, len(c.label(c.Newer, pair.New)))
	}
	for i, pair := range c.Pairs {
		sign, style := signOf(pair.Kind)
		patch := pair.New
		if patch == nil {
			patch = pair.Old
		}
		p.line(style, fmt.Sprintf("%*s %s %*s  ", width, old[i], sign, newWidth, c.label(c.Newer, pair.New)), patch.Title)
		printHunks(p, pair.Hunks)
	}
	printCount(p, c.Pairs)
	return p.flush()
}

func (c Comparison) label(r *series.Revision, patch *series.Patch) string {
	if patch == nil {
		return "-"
	}
	return fmt.Sprintf("v%d %d/%d", r.Version, patch.Index, r.Expected)
}

func signOf(k rangediff.Kind) (string, lipgloss.Style) {
	switch k {
	case rangediff.Changed:
		return "!", amber
	case rangediff.Dropped:
		return "<", red
	case rangediff.Added:
		return ">", green
	}
	return "=", plain
}

// printHunks prints a difference indented; a line that is added or gone in both patches alike is plain.
func printHunks(p *printer, hunks []rangediff.Hunk) {
	for _, h := range hunks {
		p.line(blue, "    ", strings.TrimRight("@@ "+h.Section, " "))
		for _, l := range h.Lines {
			style := plain
			switch l.Mark {
			case '+':
				style = green
			case '-':
				style = red
			}
			p.line(style, "    ", string(l.Mark), tabbed(l.Text))
		}
	}
}

// tabbed writes tabs as blanks up to the next column of eight; the line's own mark takes none.
func tabbed(line string) string {
	if !strings.Contains(line, "\t") {
		return line
	}
	var b strings.Builder
	column := -1
	for _, r := range line {
		if r != '\t' {
			b.WriteRune(r)
			column++
			continue
		}
		n := 8 - max(column, 0)%8
		b.WriteString(strings.Repeat(" ", n))
		column += n
	}
	return b.String()
}

func printCount(p *printer, pairs []rangediff.Pair) {
	var words []string
	for _, k := range []rangediff.Kind{rangediff.Same, rangediff.Changed, rangediff.Added, rangediff.Dropped} {
		n := 0
		for _, pair := range pairs {
			if pair.Kind == k {
				n++
			}
		}
		if n > 0 {
			words = append(words, fmt.Sprintf("%d %s", n, k))
		}
	}
	p.newline()
	p.line(plain, strings.Join(words, ", "))
}

// rangeDiffRecord is one pair. Old and New are message ids.
type rangeDiffRecord struct {
	Type       string          `json:"type"`
	Series     string          `json:"series"`
	Older      int             `json:"older"` // versions
	Newer      int             `json:"newer"`
	Status     rangediff.Kind  `json:"status"`
	Old        string          `json:"old,omitempty"`
	OldIndex   int             `json:"old_index,omitempty"`
	New        string          `json:"new,omitempty"`
	NewIndex   int             `json:"new_index,omitempty"`
	Title      string          `json:"title"`
	Differs    []string        `json:"differs,omitempty"` // author, log, diff
	Difference []rangeDiffHunk `json:"difference,omitempty"`
}

type rangeDiffHunk struct {
	Section string   `json:"section"`
	Lines   []string `json:"lines"`
}

// JSONComparison prints one record a pair.
func JSONComparison(w io.Writer, c Comparison) error {
	j := NewJSON(w, Revisions)
	for _, pair := range c.Pairs {
		r := rangeDiffRecord{Type: "rangediff", Series: c.Newer.Series.ID, Older: c.Older.Version, Newer: c.Newer.Version, Status: pair.Kind}
		if pair.Old != nil {
			r.Old, r.OldIndex, r.Title = pair.Old.ID, pair.Old.Index, pair.Old.Title
		}
		if pair.New != nil {
			r.New, r.NewIndex, r.Title = pair.New.ID, pair.New.Index, pair.New.Title
		}
		for _, d := range []struct {
			name string
			is   bool
		}{{"author", pair.AuthorToo}, {"log", pair.Log}, {"diff", pair.Change}} {
			if d.is {
				r.Differs = append(r.Differs, d.name)
			}
		}
		r.Difference = hunkRecords(pair.Hunks)
		if err := j.record(r); err != nil {
			return err
		}
	}
	return j.w.Flush()
}
