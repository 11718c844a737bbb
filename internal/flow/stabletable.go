package flow

import (
	"fmt"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"patchpilot/history"
	"patchpilot/internal/report"
	"patchpilot/stable"
)

// TableOptions say which fixes are put in a table.
type TableOptions struct {
	From     string          // a commit; what it holds is passed over. "" = what all branches began with is
	Paths    []string        // files and folders of which a fix must change one
	Author   string          // what its author's name or address must hold
	All      bool            // commits that nothing marks as fixes too
	Only     []stable.Status // which cells are wanted; none = all
	Needed   bool            // beside Only: what the branch needs
	NoApply  bool            // nothing is laid on the branches, and what fixes change is not read
	Progress func(done, total int64)
}

// Table looks at fixes on all branches, and lays on each what is missing there.
func (s *Stable) Table(o TableOptions) (*report.Backports, error) {
	b := s.report()
	sel := stable.Selection{From: s.began()}
	if o.From != "" {
		n, err := s.Find(o.From)
		if err != nil {
			return nil, fmt.Errorf("--from %s: %w", o.From, err)
		}
		sel.From = n
	}
	if o.All {
		sel.Tags = stable.NoTagAtAll
	}
	b.From = s.Name(sel.From)
	fixes := s.selected(s.Fixes(sel), o)
	b.Fixes = len(fixes)
	rows := func() (cells []*report.Backport) {
		b.Rows = s.rows(fixes)
		for i := range b.Rows {
			for j := range b.Rows[i].Cells {
				// Of commits that nothing marks as fixes nothing says what is needed, and they are many.
				if c := &b.Rows[i].Cells[j]; !o.All || c.Needed || c.Status != stable.Unknown {
					cells = append(append(cells, c), faults(c)...)
				}
			}
		}
		return cells
	}
	if o.NoApply {
		rows()
	} else {
		s.compare(rows, true)
	}
	b.Count()
	b.Choose(func(c *report.Backport) bool {
		return len(o.Only) == 0 && !o.Needed || slices.Contains(o.Only, c.Status) || o.Needed && c.Needed
	})
	if !o.NoApply {
		s.tryAll(b.Rows, o.Progress)
	}
	b.Failed = s.Failed
	return b, nil
}

// report is what every answer begins with.
func (s *Stable) report() *report.Backports {
	return &report.Backports{
		Commits: s, Branches: s.Branches(), Upstream: s.Upstream, Conventions: s.Index.Conventions().Name, Told: s.Told,
		Notes: s.Notes, Failed: s.Failed,
	}
}

// began is what all branches began with.
func (s *Stable) began() history.N {
	first := history.N(s.Index.Len())
	for _, b := range s.Branches() {
		first = min(first, b.Base)
	}
	return first
}

// selected are those of some fixes that the options want.
func (s *Stable) selected(fixes []history.N, o TableOptions) []history.N {
	author := strings.ToLower(o.Author)
	if author == "" && len(o.Paths) == 0 {
		return fixes
	}
	wanted := make([]bool, len(fixes))
	s.failing(len(fixes), nil, func(i int) (err error) {
		id := s.Index.ID(fixes[i])
		wanted[i] = true
		if author != "" {
			c, err := s.source.Commit(id)
			if err != nil {
				return err
			}
			by := strings.ToLower(c.Author.Name + " <" + c.Author.Email + ">")
			wanted[i] = strings.Contains(by, author)
		}
		if wanted[i] && len(o.Paths) > 0 {
			wanted[i], err = s.touchesAny(id, o.Paths)
		}
		return err
	})
	var all []history.N
	for i, fix := range fixes {
		if wanted[i] {
			all = append(all, fix)
		}
	}
	return all
}

func (s *Stable) touchesAny(id history.ID, paths []string) (bool, error) {
	for _, p := range paths {
		p = strings.TrimPrefix(path.Clean("/"+p), "/")
		if p == "" {
			return true, nil
		}
		if in, err := s.source.touches(id, p); in || err != nil {
			return in, err
		}
	}
	return false, nil
}

// rows are the fixes with what is known of them on each branch.
func (s *Stable) rows(fixes []history.N) []report.Fix {
	across := len(s.Branches())
	needs := make([]stable.Needs, across)
	inParallel(across, func(b int) { needs[b] = s.Needs(fixes, b) })
	rows := make([]report.Fix, len(fixes))
	for i, cell := range s.Keeper.Table(fixes) {
		row := &rows[i/across]
		row.Commit = cell.Fix
		needed := s.Tell(&cell, needs[cell.Branch])
		row.Cells = append(row.Cells, report.Backport{Cell: cell, Needed: needed})
	}
	return rows
}

// compare looks into changes where messages tell nothing of what branches may have to take, until no more is found: what
// is there decides what else is needed, so that cells are told anew. lay tells whether to lay fixes on branches too.
func (s *Stable) compare(cells func() []*report.Backport, lay bool) {
	type place struct {
		fix    history.N
		branch int
	}
	asked := map[place]bool{}
	for {
		var todo []*report.Backport
		for _, c := range cells() {
			if at := (place{c.Fix, c.Branch}); !asked[at] && mayBeThere(c) {
				asked[at] = true
				todo = append(todo, c)
			}
		}
		found := make([]*stable.Finding, len(todo))
		s.failing(len(todo), nil, func(i int) (err error) {
			c := todo[i]
			found[i], err = s.Compare(c.Fix, c.Branch, lay && mayTake(c.Needed, c.Status))
			return err
		})
		found = slices.DeleteFunc(found, func(f *stable.Finding) bool { return f == nil })
		if len(found) == 0 {
			return
		}
		s.Learn(found...)
	}
}

// mayBeThere tells whether a branch may have a fix that nothing tells of.
func mayBeThere(c *report.Backport) bool {
	return len(c.Copies) == 0 && (c.Needed || !slices.Contains([]stable.Status{stable.Done, stable.NotAffected, stable.BelowFloor}, c.Status))
}

// faults are what a fix is about that a branch is not known to have.
func faults(c *report.Backport) (cells []*report.Backport) {
	for _, t := range c.Targets {
		if c.Status == stable.NotAffected && t.Commit != history.None && !t.There {
			cells = append(cells, &report.Backport{Cell: stable.Cell{Fix: t.Commit, Branch: c.Branch, Status: stable.Unknown}})
		}
	}
	return cells
}

// tryAll lays on branches what is chosen and may have to be taken.
func (s *Stable) tryAll(rows []report.Fix, progress func(done, total int64)) {
	var todo []*stable.Cell
	for i := range rows {
		for j := range rows[i].Cells {
			if c := &rows[i].Cells[j]; c.Shown && mayTake(c.Needed, c.Status) {
				todo = append(todo, &c.Cell)
			}
		}
	}
	s.failing(len(todo), progress, func(i int) (err error) {
		todo[i].Trial, err = s.try(todo[i])
		return err
	})
}

// try lays a fix on its branch; nil for a merge.
func (s *Stable) try(c *stable.Cell) (*stable.Trial, error) {
	p, err := s.source.Patch(s.Index.ID(c.Fix))
	if err != nil || p == nil {
		return nil, err
	}
	t, err := s.Try(c.Fix, c.Branch)
	if err != nil {
		err = fmt.Errorf("%s: %w", s.Branches()[c.Branch].Name, err)
	}
	return t, err
}

// mayTake tells whether a fix may have to be taken.
func mayTake(needed bool, s stable.Status) bool {
	return needed || s == stable.Missing || s == stable.NotBefore || s == stable.Failed
}

// failing does work on all processors, and keeps what fails of it, each failure once.
func (s *Stable) failing(n int, progress func(done, total int64), work func(int) error) {
	var mu sync.Mutex
	var done int64
	failed := map[string]error{}
	inParallel(n, func(i int) {
		err := work(i)
		mu.Lock()
		defer mu.Unlock()
		if err != nil {
			failed[err.Error()] = err
		}
		if done++; progress != nil {
			progress(done, int64(n))
		}
	})
	s.Failed = append(s.Failed, inOrder(failed)...)
}

// inParallel does work on all processors.
func inParallel(n int, work func(int)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				work(i)
			}
		})
	}
	workers.Wait()
}

// Find is the commit that a revision names.
func (s *Stable) Find(rev string) (history.N, error) {
	h, err := s.Git.Resolve(rev)
	if err != nil {
		return history.None, err
	}
	n := s.Index.Find(history.ID(h))
	if n == history.None {
		return n, fmt.Errorf("%s is neither on %s nor on a branch that --onto names", h, s.Upstream)
	}
	return n, nil
}

// FindFix is the commit of upstream that a revision names, or that the copy was taken from which it names.
func (s *Stable) FindFix(rev string) (history.N, error) {
	n, err := s.Find(rev)
	if err != nil || s.mainline.Has(n) {
		return n, err
	}
	of := s.Original(n)
	if of == history.None {
		return n, fmt.Errorf("%s is not on %s, nor does it name a commit there", rev, s.Upstream)
	}
	s.Notes = append(s.Notes, fmt.Sprintf("%s is a copy of %s", rev, s.ID(of)))
	return of, nil
}

// ID implements [report.Commits].
func (s *Stable) ID(n history.N) history.ID { return s.Index.ID(n) }

// Name implements [report.Commits]: the tag of a release, or an id as people write it.
func (s *Stable) Name(n history.N) string {
	if n == history.None {
		return ""
	}
	if name, ok := s.names[n]; ok {
		return name
	}
	return s.Index.ID(n).String()[:12]
}

// Commit implements [report.Commits].
func (s *Stable) Commit(n history.N) report.Commit {
	c, err := s.source.Commit(s.Index.ID(n))
	if err != nil {
		return report.Commit{Title: err.Error()}
	}
	return report.Commit{Title: c.Subject(), Author: c.Author.Name, Date: c.Author.When, Lines: strings.Split(c.Message, "\n")}
}
