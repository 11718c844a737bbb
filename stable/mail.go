package stable

import (
	"fmt"
	"slices"
	"time"

	"patchpilot/history"
)

// readFacts finds what the facts of mail are about.
func (k *Keeper) readFacts() {
	k.facts = map[history.N][]int32{}
	for i, f := range k.in.Facts {
		n, why := k.meant(f)
		if n == history.None && f.Kind == FactAsked {
			continue // it need not be upstream yet
		}
		if n == history.None {
			k.troubles = append(k.troubles, Trouble{Branch: -1, Commit: history.None, Text: fmt.Sprintf("<%s> says of %q that it is %s: %s", f.MessageID, f.name(), f.Kind, why)})
			continue
		}
		k.facts[n] = append(k.facts[n], int32(i))
	}
}

func (f Fact) name() string {
	if f.Title != "" {
		return f.Title
	}
	return f.Upstream
}

// meant is the commit that a fact means: the one with its id, else the one of upstream with its title.
func (k *Keeper) meant(f Fact) (n history.N, why string) {
	if f.Upstream != "" {
		n, err := k.in.Index.Lookup(f.Upstream)
		if err == nil {
			return k.look().original(history.Mention{Of: n, ID: f.Upstream}), ""
		}
		why = err.Error()
	}
	if f.Title == "" {
		return history.None, why
	}
	titled := slices.DeleteFunc(slices.Clone(k.in.Index.TitledAs(f.Title)), func(n history.N) bool { return !k.upstream.Has(n) })
	switch len(titled) {
	case 0:
		return history.None, "no commit here has this title"
	case 1:
		return titled[0], ""
	}
	return history.None, "several commits have this title"
}

var statusOf = map[FactKind]Status{FactQueued: Queued, FactPosted: Pending, FactFailed: Failed, FactDropped: Dropped}

var says = map[FactKind]string{
	FactQueued: "puts it in the queue", FactPosted: "posts it for the branch", FactFailed: "says that it does not apply",
	FactDropped: "takes it out of the queue, or does not want it",
}

// hear takes what mail says last of a fix that is not on its branch.
func (l *look) hear(c *Cell) {
	l.addAsked(c)
	f, others := l.lastHeard(c)
	if f == nil {
		return
	}
	e := Evidence{Commit: history.None, Mail: f.MessageID, Line: f.Line, Text: f.Text}
	coming := f.comes()
	if c.Status == Reverted && (!coming || !f.Date.After(l.in.Index.Committed(c.Commit))) {
		return
	}
	c.Evidence = append(c.Evidence, e)
	for _, o := range others {
		c.Evidence = append(c.Evidence, Evidence{Commit: history.None, Mail: o.MessageID, Line: o.Line, Text: fmt.Sprintf("on %s: %s", o.Date.Format(time.DateOnly), o.Text)})
		if o.Date.Equal(f.Date) {
			c.Conflicts = append(c.Conflicts, Evidence{Commit: history.None, Mail: o.MessageID, Line: o.Line, Text: "says another thing in the same second: " + says[o.Kind]})
		}
	}
	if c.Status == NotAffected {
		if !coming {
			return
		}
		if !slices.ContainsFunc(c.Targets, func(t Target) bool { return l.comes(t.Commit, c.Branch) }) {
			c.Conflicts = append(c.Conflicts, Evidence{Commit: c.Fix, Text: c.Reason})
		}
	}
	c.Status = statusOf[f.Kind]
	c.Reason = fmt.Sprintf("mail of %s %s", f.Date.Format(time.DateOnly), says[f.Kind])
}

// comes tells whether mail brings a fix to its branch.
func (f *Fact) comes() bool { return f.Kind == FactQueued || f.Kind == FactPosted }

// comes tells whether what mail said last of a fix brings it to a branch.
func (l *look) comes(fix history.N, branch int) bool {
	f, _ := l.lastHeard(&Cell{Fix: fix, Branch: branch})
	return f != nil && f.comes()
}

// lastHeard is what mail said last, and what it last said otherwise. A round of review shows what is in the queue, and takes
// nothing out of it.
func (l *look) lastHeard(c *Cell) (last *Fact, others []*Fact) {
	if l.deaf {
		return nil, nil
	}
	var all []*Fact
	for _, i := range l.facts[c.Fix] {
		if f := &l.in.Facts[i]; f.IsFor(&l.branches[c.Branch].Branch) {
			all = append(all, f)
		}
	}
	slices.SortStableFunc(all, func(a, b *Fact) int { return a.Date.Compare(b.Date) })
	for _, f := range all {
		if last == nil || f.Kind != FactPosted || last.Kind != FactQueued {
			last = f
		}
	}
	latest := map[FactKind]*Fact{}
	for _, f := range all {
		latest[f.Kind] = f
	}
	for _, f := range all {
		if latest[f.Kind] == f && f.Kind != last.Kind && (f.Kind == FactFailed || f.Kind == FactDropped || f.Date.Equal(last.Date)) {
			others = append(others, f)
		}
	}
	return last, others
}

// addAsked tells of a Cc of stable that the fix had when it was mailed, and has no more.
func (l *look) addAsked(c *Cell) {
	if len(l.in.Index.Stable(c.Fix)) > 0 {
		return
	}
	for _, i := range l.facts[c.Fix] {
		if f := &l.in.Facts[i]; f.Kind == FactAsked {
			c.Evidence = append(c.Evidence, Evidence{Commit: history.None, Mail: f.MessageID, Line: f.Line, Text: "asked for stable when it was mailed: " + f.Text})
			return
		}
	}
}
