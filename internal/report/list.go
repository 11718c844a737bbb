package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	"patchpilot/mbox"
	"patchpilot/series"
)

// list is one line a series. Rows wait for the summary: columns are as wide as their widest cell.
type list struct {
	p     *printer
	table table
	pulls table
	notes problems
}

// NewList makes the text sink of the list command.
func NewList(w io.Writer, look Look) Sink {
	columns := []column{
		{},                      // version
		{right: true},           // received/expected
		{give: true, limit: 72}, // title
		{limit: 28},             // who sent it
		{},                      // date
		{},                      // state
		{right: true},           // errors
		{right: true},           // warnings
		{right: true},           // infos
	}
	return &list{p: newPrinter(w, look), table: table{columns: columns}, pulls: newPullTable()}
}

func (l *list) Item(it *Item) error {
	newest := it.Latest()
	rev := newest.Revision
	received := cell{receivedOf(rev), plain}
	if !rev.Whole() {
		received.style = amber
	}
	c := Count(newest.Findings)
	l.table.add(
		cell{fmt.Sprintf("v%d", rev.Version), bold},
		received,
		cell{cut(flagged(rev, titleOf(it.Series)), longestTitle), plain},
		cell{who(rev.Sender.Name, rev.Sender.Email), plain},
		cell{day(rev.Date), faint},
		cell{string(stateOf(newest)), stateStyle(stateOf(newest))},
		cell{countOf(c.Error, "E"), red},
		cell{countOf(c.Warning, "W"), amber},
		cell{countOf(c.Info, "I"), faint},
	)
	return nil
}

func (l *list) Problem(p mbox.Problem) error { return l.notes.addSource(p) }

func (l *list) Summary(s Summary) error {
	l.table.print(l.p)
	if len(l.table.rows) > 0 {
		l.p.newline()
	}
	if len(l.pulls.rows) > 0 {
		l.pulls.print(l.p)
		l.p.newline()
	}
	l.notes.print(l.p)
	printSummary(l.p, s, CountWords(s.Findings))
	return l.p.flush()
}

// longestTitle is what a list prints of a title: some mails put their whole text into the subject.
const longestTitle = 100

// receivedOf is "23/23": the patches this posting brought, of those it promises.
func receivedOf(rev *series.Revision) string {
	return fmt.Sprintf("%d/%d", rev.Received(), rev.Expected)
}

// flagged puts what the subject's prefix says beside numbers before a title: "[RFC net-next] title".
func flagged(rev *series.Revision, title string) string {
	words := ""
	for _, w := range []struct {
		on   bool
		word string
	}{{rev.RFC, "RFC"}, {rev.Resend, "RESEND"}, {rev.Target != "", rev.Target}} {
		if w.on {
			words += " " + w.word
		}
	}
	if words == "" {
		return title
	}
	return "[" + words[1:] + "] " + title
}

// titleOf is a series' title; a dump that lost its headers has none.
func titleOf(s *series.Series) string {
	if strings.TrimSpace(s.Title) == "" {
		return "(no subject)"
	}
	return s.Title
}

// who is how a person is called in a line: by name, else by address.
func who(name, email string) string {
	if name != "" {
		return name
	}
	return email
}

func day(t time.Time) string {
	if t.IsZero() {
		return "no date"
	}
	return t.UTC().Format(time.DateOnly)
}

func countOf(n int, mark string) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d%s", n, mark)
}
