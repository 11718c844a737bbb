package series

import (
	"slices"
	"strings"
)

// build makes a series of a work.
func (w *work) build() *Series {
	s := &Series{}
	for i, p := range w.postings {
		r := p.revision(s, w.rerolls)
		if i > 0 {
			r.Tie, r.Supersedes = w.why[i], s.Revisions[i-1]
			r.Version = max(r.Supersedes.Version+1, r.Stated)
			r.pair(r.Supersedes)
			r.carryOver(p)
		} else {
			r.Version = max(1, r.Stated)
		}
		s.Revisions = append(s.Revisions, r)
	}
	first, last := s.Revisions[0], s.Latest()
	for _, p := range w.postings {
		if s.ChangeID == "" {
			s.ChangeID = p.head().ChangeID
		}
	}
	if s.ID = s.ChangeID; s.ID == "" {
		s.ID = first.ID
	}
	s.Author = last.Sender
	s.Title = s.title()
	return s
}

func (p *posting) revision(s *Series, rerolls map[*Mail][]*Mail) *Revision {
	head := p.head()
	r := &Revision{
		ID: head.ID, Series: s, Stated: p.stated(), Cover: p.cover, Expected: max(1, p.total),
		Sender: head.From, Date: p.date(), Target: head.Subject.Target,
	}
	for _, m := range p.patches {
		index := m.Subject.Index
		if !m.Subject.Numbered() || p.batch {
			index = 1
		}
		r.Patches = append(r.Patches, &Patch{Mail: m, Index: index, Title: m.Subject.Title, Rerolls: rerolls[m]})
		if index > r.Expected {
			r.Extra = append(r.Extra, index)
		}
	}
	r.Missing = r.missing()
	r.Backport = head.Subject.Stable && len(p.patches) > 0 && allBackports(p.patches)
	for _, m := range p.mails() {
		r.RFC = r.RFC || m.Subject.RFC || strings.HasPrefix(m.Subject.Title, "RFC:")
		r.Resend = r.Resend || m.Subject.Resend
		if r.BaseCommit == "" {
			r.BaseCommit = m.BaseCommit
		}
		if r.Target == "" {
			r.Target = m.Subject.Target
		}
	}
	return r
}

func allBackports(patches []*Mail) bool {
	return !slices.ContainsFunc(patches, func(m *Mail) bool { return m.Upstream == "" })
}

// missing lists the numbers from 1 to Expected without a patch.
func (r *Revision) missing() []int {
	here := make(map[int]bool, len(r.Patches))
	for _, p := range r.Patches {
		here[p.Index] = true
	}
	var lost []int
	for n := 1; n <= r.Expected; n++ {
		if !here[n] {
			lost = append(lost, n)
		}
	}
	return lost
}

// carryOver completes a partial reroll with the patches of the revision before: few patches, no cover,
// and each stands in for one of the same number or title there.
func (r *Revision) carryOver(p *posting) {
	old := r.Supersedes
	if r.Cover != nil || len(r.Missing) == 0 || r.Expected != old.Expected || 2*len(r.Patches) > r.Expected+1 || !r.answers(old, p) {
		return
	}
	r.Partial = true
	for _, n := range r.Missing {
		for _, before := range old.Patches {
			if before.Index == n {
				carried := *before
				carried.Carried, carried.Previous, carried.Next, carried.Reviews = true, before, nil, nil
				before.Next = &carried
				r.Patches = append(r.Patches, &carried)
			}
		}
	}
	slices.SortStableFunc(r.Patches, func(a, b *Patch) int { return a.Index - b.Index })
	r.Missing = r.missing()
}

// answers tells whether a mail of the posting hangs below a mail of the revision.
func (r *Revision) answers(old *Revision, p *posting) bool {
	ids := make(map[string]bool)
	for _, m := range old.Mails() {
		ids[m.ID] = true
	}
	for _, m := range p.patches {
		for _, id := range m.Parents {
			if ids[id] {
				return true
			}
		}
	}
	return false
}

// title is a quilt folder's name, the newest cover's; without a cover the patch title most revisions share, the lowest number first.
func (s *Series) title() string {
	if p := s.Latest().Patches; len(p) > 0 && p[0].Quilt.Series != "" {
		return p[0].Quilt.Series
	}
	for _, r := range slices.Backward(s.Revisions) {
		if r.Cover != nil {
			return displayTitle(r.Cover.Subject.Title)
		}
	}
	count := make(map[string]int)
	for _, r := range s.Revisions {
		for _, p := range r.Patches {
			count[p.Subject.Key()]++
		}
	}
	best, most := "", 0
	for _, r := range slices.Backward(s.Revisions) {
		for _, p := range r.Patches {
			if n := count[p.Subject.Key()]; n > most {
				best, most = p.Title, n
			}
		}
	}
	return displayTitle(best)
}

// displayTitle is a title without its "(v2)".
func displayTitle(title string) string {
	_, rest, _ := cutTitleVersion(title, true)
	return rest
}
