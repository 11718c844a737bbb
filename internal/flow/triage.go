package flow

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"patchpilot/internal/report"
	"patchpilot/lint"
	"patchpilot/series"
	"patchpilot/triage"
)

// Triage asks for the states of the series. Who looks after what they change is told by the Ownership of the
// options, which commits hold their patches by their Repo.
type Triage struct {
	Decisions []triage.Decision
	Onto      []string          // refs of the repository to look for patches on, patterns too; none = every branch
	Trees     map[string]string // what trees are called here, and their names in full
	Mainline  string            // the ref that all others flow into; "" = the first of those that are known for it
	// AsOf takes mails later than Select.Until for not sent yet.
	AsOf bool
	// Keep tells whether a series is wanted, by the state of its newest posting among those selected; nil = all are.
	Keep func(s *triage.State, now time.Time) bool

	newJudge func(triage.Input) judge // nil = the real one
}

// judge is what a [triage.Judge] does.
type judge interface {
	Series(*series.Series) []triage.State
}

// before drops the mails that were not sent yet at the moment that states are asked of.
func (in *input) before(o Options) {
	if o.Triage == nil || !o.Triage.AsOf || !o.Select.Until.set {
		return
	}
	var newest time.Time
	for _, m := range in.mails {
		if m.Date.After(newest) {
			newest = m.Date
		}
	}
	end := o.Select.Until.at(o.Now.at(newest))
	in.mails = slices.DeleteFunc(in.mails, func(m *series.Mail) bool { return m.Date.After(end) })
}

// judgeSeries gives every posting its state, on all CPUs, and returns the series that are wanted with their findings.
func judgeSeries(items []*report.Item, found [][]lint.Finding, a *series.Archive, o Options, now time.Time, heard map[*series.Mail]*triage.Heard) ([]*report.Item, [][]lint.Finding) {
	if o.Triage == nil {
		return items, found
	}
	in := triage.Input{
		Archive: a, Now: now, Decisions: o.Triage.Decisions, Trees: o.Triage.Trees,
		Heard:    func(m *series.Mail) *triage.Heard { return heard[m] },
		Findings: findingsOf(items, found),
	}
	if o.Ownership != nil {
		in.Owners, in.Mailmap = o.Ownership.File, o.Ownership.Mailmap
	}
	if o.Repo != nil {
		in.Commits = newLanded(o.Repo, o.Triage, in.Mailmap, oldestPatch(a))
	}
	var j judge
	if o.Triage.newJudge != nil {
		j = o.Triage.newJudge(in)
	} else {
		j = triage.NewJudge(in)
	}
	eachItem(o.workers(), len(items), func(i int) { give(items[i], j.Series(items[i].Series)) })
	return wanted(items, found, o.Triage, now)
}

// findingsOf finds the findings of a revision.
func findingsOf(items []*report.Item, found [][]lint.Finding) func(*series.Revision) []lint.Finding {
	at := make(map[*series.Series]int, len(items))
	for i, item := range items {
		at[item.Series] = i
	}
	return func(rev *series.Revision) []lint.Finding {
		i, ok := at[rev.Series]
		if !ok {
			return nil
		}
		var mine []lint.Finding
		for _, f := range found[i] {
			if f.Revision == rev {
				mine = append(mine, f)
			}
		}
		return mine
	}
}

func oldestPatch(a *series.Archive) time.Time {
	var oldest time.Time
	for _, s := range a.Series {
		for _, m := range s.Revisions[0].Mails() {
			if !m.Date.IsZero() && (oldest.IsZero() || m.Date.Before(oldest)) {
				oldest = m.Date
			}
		}
	}
	return oldest
}

// give hands the states of a series to its postings.
func give(item *report.Item, states []triage.State) {
	for _, p := range item.Postings {
		for i := range states {
			if states[i].Revision == p.Revision {
				p.State = &states[i]
			}
		}
	}
}

// wanted leaves out the series that nobody asked for.
func wanted(items []*report.Item, found [][]lint.Finding, t *Triage, now time.Time) (kept []*report.Item, theirs [][]lint.Finding) {
	if t.Keep == nil {
		return items, found
	}
	for i, item := range items {
		state := item.Latest().State
		if state == nil {
			state = &triage.State{Revision: item.Latest().Revision}
		}
		if t.Keep(state, now) {
			kept, theirs = append(kept, item), append(theirs, found[i])
		}
	}
	return kept, theirs
}

// eachItem calls do for the numbers below n on several goroutines.
func eachItem(workers, n int, do func(i int)) {
	var next atomic.Int64
	var done sync.WaitGroup
	for range workers {
		done.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	done.Wait()
}
