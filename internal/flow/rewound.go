package flow

import (
	"fmt"
	"strings"

	"patchpilot/history"
)

// addRewound notes the commits that the index has from an earlier start and no ref holds any more: a branch that they
// were on was rewound, as stable-rc branches are.
func (s *Stable) addRewound() error {
	refs, err := s.Git.Refs("refs/")
	if err != nil {
		return err
	}
	var tips []history.N
	for _, ref := range refs {
		if h, err := s.Git.Resolve(ref); err == nil { // a broken ref is told where it is asked for
			tips = append(tips, s.Index.Find(history.ID(h)))
		}
	}
	held := s.Index.Reach(tips...)
	for _, kind := range naming {
		for m := range s.Index.Every(kind) {
			if m.Of != history.None && held.Has(m.By) && !held.Has(m.Of) { // is here because it is named, whatever holds it
				tips = append(tips, m.Of)
			}
		}
	}
	count, newest, off := gone(s.Index, tips)
	if count == 0 {
		s.addSetBack()
		return nil
	}
	note := fmt.Sprintf("commits that were here at an earlier start and are on no ref now: %d, the newest %s", count, s.Index.ID(newest).String()[:12])
	var names []string
	for _, b := range s.Branches() {
		if off != history.None && !s.mainline.Has(off) && s.Index.Reach(b.Tip).Has(off) || off == b.Base && off != history.None {
			names = append(names, b.Name)
		}
	}
	if len(names) > 0 {
		note += ", after " + s.Name(off) + " of " + strings.Join(names, ", ")
	}
	s.Notes = append(s.Notes, note+": a branch was rewound")
	return nil
}

// addSetBack notes the branches that stood, as their logs tell, at what they do not hold now.
func (s *Stable) addSetBack() {
	for _, b := range s.Branches() {
		held := s.Index.Reach(b.Tip)
		for _, old := range s.Git.Rewound(b.Name) {
			if n := s.Index.Find(history.ID(old)); n == history.None || !held.Has(n) {
				s.Notes = append(s.Notes, fmt.Sprintf("%s stood at %.12s once, and does not hold that now: it was rewound", b.Name, old))
				break
			}
		}
	}
}

// gone counts the commits that no tip holds, and finds the newest of them, and the newest before it that a tip holds.
func gone(x *history.Index, tips []history.N) (count int, newest, off history.N) {
	held := x.Reach(tips...)
	lost := x.All().Beyond(held)
	if len(lost) == 0 {
		return 0, history.None, history.None
	}
	newest = lost[len(lost)-1]
	before := x.Reach(newest)
	for off = newest - 1; off >= 0; off-- {
		if before.Has(off) && held.Has(off) {
			return len(lost), newest, off
		}
	}
	return len(lost), newest, history.None
}
