package stable

import (
	"cmp"
	"slices"

	"patchpilot/history"
)

// common is how many commits of one title make it say nothing: "Update copyright", "Fix typo".
const common = 100

// sureDigits of an id say by themselves which commit a copy was taken from; fewer want a second sign.
const sureDigits = 12

// look is one look at the keeper's input, by one goroutine: it remembers what it found.
type look struct {
	*Keeper
	families  map[history.N]*family
	standings map[instance]*standing
	merges    map[history.N][]history.N // what each merged
	deaf      bool                      // to mail
}

func (k *Keeper) look() *look {
	return &look{Keeper: k, families: map[history.N]*family{}, standings: map[instance]*standing{}, merges: map[history.N][]history.N{}}
}

// family is a commit, and what was made of it everywhere.
type family struct {
	of     history.N
	copies []Copy      // oldest first
	alike  []history.N // have its title, or its author and second, and may be copies: ask a person
	doubts []doubt
	takers []taker // what takes it back, oldest first; nil until asked for
	asked  bool    // for takers
}

// doubt is a commit that names one commit and looks like another.
type doubt struct {
	commit history.N
	line   int
	named  history.N // history.None where the id is that of none here, or of several
	id     string    // as written
	how    history.Resolution
	like   history.N // history.None where it is like none
}

func (f *family) has(n history.N) bool {
	return n == f.of || slices.ContainsFunc(f.copies, func(c Copy) bool { return c.Commit == n })
}

// members are the commit and its copies.
func (f *family) members() []history.N {
	all := []history.N{f.of}
	for _, c := range f.copies {
		all = append(all, c.Commit)
	}
	return all
}

// family finds all copies of a commit.
func (l *look) family(of history.N) *family {
	if f := l.families[of]; f != nil {
		return f
	}
	f := &family{of: of}
	l.families[of] = f
	l.addOriginals(f)
	l.addNaming(f, of)
	for i := 0; i < len(f.copies); i++ { // of copies too
		l.addNaming(f, f.copies[i].Commit)
	}
	l.addLike(f)
	for _, c := range l.found.of(of) {
		if !f.has(c.Commit) {
			f.copies = append(f.copies, c)
			f.alike = slices.DeleteFunc(f.alike, func(n history.N) bool { return n == c.Commit })
		}
	}
	slices.SortFunc(f.copies, byCommit)
	return f
}

// copyNaming is a copy that a line of a message tells of.
func copyNaming(n, of history.N, m history.Mention) Copy {
	return Copy{Commit: n, Rank: ByID, By: m.By, Line: m.Line, Form: m.Form, Named: of, TakenOut: history.None}
}

// copyFound is a copy known by other signs.
func copyFound(n history.N, rank Rank) Copy {
	return Copy{Commit: n, Rank: rank, By: history.None, Named: history.None, TakenOut: history.None}
}

func byCommit(a, b Copy) int {
	return cmp.Or(cmp.Compare(a.Commit, b.Commit), cmp.Compare(a.Rank, b.Rank))
}

// addOriginals adds what the commit itself was taken from: what it names, else what it is like.
func (l *look) addOriginals(f *family) {
	for _, m := range l.origins(f.of) {
		if m.Of != history.None && l.akin(f.of, m.Of) && !f.has(m.Of) {
			f.copies = append(f.copies, copyNaming(m.Of, m.Of, m))
		}
	}
	if l.upstream.Has(f.of) || len(f.copies) > 0 {
		return
	}
	if v, rank := l.like(f.of); v != history.None && !f.has(v) {
		f.copies = append(f.copies, copyFound(v, rank))
	}
}

// addNaming adds the commits that say they were taken from one.
func (l *look) addNaming(f *family, from history.N) {
	for _, m := range l.in.Index.Naming(history.BackportOf, from) {
		if f.has(m.By) {
			continue
		}
		origins := l.origins(m.By)
		squash := slices.ContainsFunc(origins, func(o history.Mention) bool { return o.Of != from && l.akin(m.By, o.Of) })
		if !squash && !l.akin(m.By, from) {
			like, _ := l.like(m.By)
			named := slices.ContainsFunc(origins, func(o history.Mention) bool { return o.Of != from && o.Of != history.None })
			if like != history.None || !named { // one that names several and looks like none is of them all
				f.doubts = append(f.doubts, doubt{m.By, m.Line, from, m.ID, m.How, like})
			}
			if like != history.None || len(m.ID) < sureDigits {
				continue // a wrong id, or one that may be chance
			}
		}
		f.copies = append(f.copies, copyNaming(m.By, from, m))
	}
}

// addLike adds the commits that look like copies and do not say so.
func (l *look) addLike(f *family) {
	x := l.in.Index
	candidates := x.MadeWith(f.of)
	if titled := x.Titled(f.of); len(titled) <= common {
		candidates = append(candidates, titled...)
	}
	for _, c := range candidates {
		if l.upstream.Has(c) || f.has(c) || slices.Contains(f.alike, c) || l.isAnothers(c, f) {
			continue
		}
		like, rank := l.like(c)
		switch {
		case like == f.of:
			l.doubtNamed(f, c)
			f.copies = append(f.copies, copyFound(c, rank))
		case like == history.None && !l.reverts(c):
			if rank, ok := l.sameChangeOf(f, c); ok {
				f.copies = append(f.copies, copyFound(c, rank))
			} else {
				f.alike = append(f.alike, c)
			}
		}
	}
}

// sameChangeOf compares a commit of which nothing else tells, within bounds.
func (l *look) sameChangeOf(f *family, c history.N) (Rank, bool) {
	if len(f.alike) >= mostCompared || !l.overlap(c, f.of) {
		return 0, false
	}
	return l.sameChange(c, f.of)
}

// isAnothers tells whether a commit says it was taken from a commit that it looks like, which is not of the family.
func (l *look) isAnothers(c history.N, f *family) bool {
	return slices.ContainsFunc(l.origins(c), func(m history.Mention) bool {
		return m.Of != history.None && !f.has(m.Of) && l.akin(c, m.Of)
	})
}

// doubtNamed notes that a commit that looks like a copy names something else.
func (l *look) doubtNamed(f *family, c history.N) {
	for _, m := range l.origins(c) {
		if m.Of != f.of {
			f.doubts = append(f.doubts, doubt{c, m.Line, m.Of, m.ID, m.How, f.of})
			return
		}
	}
}

// origins are the commits that a commit says it was taken from.
func (k *Keeper) origins(n history.N) []history.Mention {
	return slices.DeleteFunc(k.in.Index.Said(n), func(m history.Mention) bool { return m.Kind != history.BackportOf })
}

// mostCopied is how far copies of copies are followed.
const mostCopied = 8

// Original is the commit of upstream that another one is a copy of: by what it names, be that a copy too, else by what it
// is like; history.None where it is none.
func (k *Keeper) Original(n history.N) history.N { return k.traced(n, mostCopied) }

func (k *Keeper) traced(n history.N, most int) history.N {
	first := history.None
	for _, o := range k.origins(n) {
		of := o.Of
		if of != history.None && !k.upstream.Has(of) && most > 0 {
			of = k.traced(of, most-1)
		}
		if !k.upstream.Has(of) {
			continue
		}
		if k.akin(n, o.Of) || k.akin(n, of) {
			return of
		}
		if first == history.None {
			first = of
		}
	}
	if v, _ := k.like(n); v != history.None {
		return v
	}
	return first
}

// reverts tells whether a commit takes others back: its title is made of theirs.
func (k *Keeper) reverts(n history.N) bool {
	return slices.ContainsFunc(k.in.Index.Said(n), func(m history.Mention) bool { return m.Kind == history.Reverts })
}

// akin tells whether two commits have one title, or were made by one person in one second.
func (k *Keeper) akin(a, b history.N) bool {
	if a == history.None || b == history.None {
		return false
	}
	x := k.in.Index
	return x.SameTitle(a, b) || x.SameAuthor(a, b) && x.Authored(a).Equal(x.Authored(b))
}

// like is the one commit of upstream that a commit must be a copy of, by who made it and when, else by who made it and
// its title; history.None where there is none, or no telling which. Without the time or without the title they must change
// a file in common.
func (k *Keeper) like(c history.N) (history.N, Rank) {
	x := k.in.Index
	made := slices.DeleteFunc(x.MadeWith(c), func(n history.N) bool { return !k.upstream.Has(n) })
	for _, n := range made {
		if x.SameTitle(n, c) {
			return n, ByMaking
		}
	}
	if len(made) == 1 && k.overlap(made[0], c) {
		return made[0], ByMaking
	}
	titled := x.Titled(c)
	if len(titled) > common || k.reverts(c) {
		return history.None, 0
	}
	one := history.None
	for _, n := range titled {
		if !k.upstream.Has(n) || !x.SameAuthor(n, c) {
			continue
		}
		if one != history.None {
			return history.None, 0
		}
		one = n
	}
	if one == history.None || !k.overlap(one, c) {
		return history.None, 0
	}
	return one, ByAuthorTitle
}
