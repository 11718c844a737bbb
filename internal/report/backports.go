package report

import (
	"time"

	"patchpilot/history"
	"patchpilot/stable"
)

// Commits tell of commits by their numbers.
type Commits interface {
	ID(history.N) history.ID
	Name(history.N) string // the tag of a release, else an id as people write it; "" for None
	Commit(history.N) Commit
}

// Commit is what people want to know of one.
type Commit struct {
	Title, Author string
	Date          time.Time // the author's
	Lines         []string  // of the message
}

// Backports are fixes on stable branches: rows fixes, columns branches.
type Backports struct {
	Commits
	Upstream    string // the ref
	From        string // where the fixes looked at begin
	Conventions string
	Told        string // how they were told, "" = the user said so
	Branches    []stable.Branch
	Fixes       int                     // looked at
	Astray      []Astray                // tags of all fixes that name no one commit
	Counts      []map[stable.Status]int // of all fixes looked at, a branch each
	Rows        []Fix
	Notes       []string // what a reader should know
	Failed      []error  // what could not be looked at
}

// Astray is a tag of a fix that names no commit here, or may mean several.
type Astray struct {
	Fix history.N
	stable.Target
}

// Fix is a row: a commit of upstream.
type Fix struct {
	Commit history.N
	Cells  []Backport // one a branch
}

// Backport is a fix on a branch.
type Backport struct {
	stable.Cell
	Needed bool // the branch needs it, now or with what it fixes
	Shown  bool // it was asked for
}

// short is an id as people write it.
func (b *Backports) short(n history.N) string { return b.ID(n).String()[:shortID] }

// Count counts the statuses of all rows, and gathers the tags that lead nowhere.
func (b *Backports) Count() {
	b.Counts = make([]map[stable.Status]int, len(b.Branches))
	for i := range b.Counts {
		b.Counts[i] = map[stable.Status]int{}
	}
	for _, row := range b.Rows {
		for i := range row.Cells {
			b.Counts[i][row.Cells[i].Status]++
		}
		for _, t := range row.Cells[0].Targets { // they are the same on all branches
			if t.Commit == history.None && (t.ID != "" || t.Kind == history.Fixes) {
				b.Astray = append(b.Astray, Astray{row.Commit, t})
			}
		}
	}
}

// Choose marks the cells that are wanted, and leaves out rows without one.
func (b *Backports) Choose(wanted func(*Backport) bool) {
	rows := b.Rows[:0]
	for _, row := range b.Rows {
		some := false
		for i := range row.Cells {
			c := &row.Cells[i]
			c.Shown = wanted(c)
			some = some || c.Shown
		}
		if some {
			rows = append(rows, row)
		}
	}
	b.Rows = rows
}
