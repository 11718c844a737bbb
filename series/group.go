package series

import (
	"cmp"
	"slices"
)

// Group makes an archive of mails in any order. Copies of one message are one.
func Group(mails []*Mail) *Archive {
	all := len(mails)
	tellPlacesApart(mails)
	mails = distinct(tellApart(mails))
	a := &Archive{Mails: len(mails), Duplicates: all - len(mails)}
	for _, m := range mails {
		if m.Date.After(a.Newest) {
			a.Newest = m.Date
		}
		a.Problems = append(a.Problems, m.Problems...)
	}
	f := plant(mails)
	postings, of := gather(f, mails)
	for _, w := range tie(f, of, postings) {
		a.Series = append(a.Series, w.build())
	}
	c := newCollector(f, of)
	for _, s := range a.Series {
		c.know(s)
	}
	for _, m := range mails {
		if _, posted := c.places[m]; !posted {
			c.follow(m)
		}
	}
	linkBackports(a, mails)
	for _, s := range a.Series {
		markCollected(s)
	}
	slices.SortStableFunc(a.Series, func(s, t *Series) int {
		return cmp.Or(s.Latest().Date.Compare(t.Latest().Date), cmp.Compare(s.ID, t.ID))
	})
	a.Threads = f.threads(mails)
	a.joinThreads(f, mails)
	a.findProviders(mails)
	return a
}

// distinct keeps of every message the copy that lists have mangled least, in order of date.
func distinct(mails []*Mail) []*Mail {
	best := make(map[string]*Mail, len(mails))
	for _, m := range mails {
		if old := best[m.ID]; old == nil || better(m, old) {
			best[m.ID] = m
		}
	}
	out := make([]*Mail, 0, len(best))
	for _, m := range best {
		out = append(out, m)
	}
	slices.SortFunc(out, byDate)
	return out
}

// better orders copies of one message by what they hold, then by where they were read.
func better(a, b *Mail) bool {
	return cmp.Or(cmp.Compare(a.Mangled, b.Mangled), cmp.Compare(a.Digest, b.Digest), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Line, b.Line)) < 0
}

// joinThreads tells every thread which series have mails in it, and which pull requests are.
func (a *Archive) joinThreads(f *forest, mails []*Mail) {
	byRoot := make(map[*Node]*Thread, len(a.Threads))
	for _, t := range a.Threads {
		byRoot[t.Root] = t
	}
	for _, m := range mails {
		if m.Pull != nil {
			t := byRoot[f.root(f.nodes[m.ID])]
			t.Pulls = append(t.Pulls, m)
		}
	}
	for _, s := range a.Series {
		for _, r := range s.Revisions {
			for _, m := range r.Mails() {
				t := byRoot[f.root(f.nodes[m.ID])]
				if !slices.Contains(t.Series, s) {
					t.Series = append(t.Series, s)
				}
			}
		}
	}
}
