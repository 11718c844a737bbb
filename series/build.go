package series

import (
	"maps"
	"slices"
	"strconv"
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
		Sender: head.From, Date: p.date(), Unsent: p.key.unsent, Target: head.Subject.Target,
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

// Whole tells whether each number from 1 to Expected has a patch.
func (r *Revision) Whole() bool { return len(r.numbers()) == r.Expected }

// numbers are those from 1 to Expected that have a patch.
func (r *Revision) numbers() map[int]bool {
	here := make(map[int]bool, len(r.Patches))
	for _, p := range r.Patches {
		if p.Index >= 1 && p.Index <= r.Expected {
			here[p.Index] = true
		}
	}
	return here
}

// Missing lists the numbers from 1 to Expected without a patch. They are counted when somebody asks: a mail may claim to
// be one of 99,999.
func (r *Revision) Missing() []int {
	here := slices.Sorted(maps.Keys(r.numbers()))
	lost := slices.Grow([]int(nil), r.Expected-len(here))
	next := 1
	for _, n := range append(here, r.Expected+1) {
		for ; next < n; next++ { // asks no map: most of 99,999 are missing, and thousands may claim to be one of them
			lost = append(lost, next)
		}
		next = n + 1
	}
	return lost
}

// Ranges writes numbers in order as people do: "1-3, 5".
func Ranges(ns []int) string {
	var parts []string
	for i := 0; i < len(ns); {
		j := i
		for j+1 < len(ns) && ns[j+1] == ns[j]+1 {
			j++
		}
		part := strconv.Itoa(ns[i])
		if j > i {
			part += "-" + strconv.Itoa(ns[j])
		}
		parts = append(parts, part)
		i = j + 1
	}
	return strings.Join(parts, ", ")
}

// carryOver completes a partial reroll with the patches of the revision before: few patches, no cover,
// and each stands in for one of the same number or title there.
func (r *Revision) carryOver(p *posting) {
	old := r.Supersedes
	if r.Cover != nil || r.Whole() || r.Expected != old.Expected || 2*len(r.Patches) > r.Expected+1 || !r.answers(old, p) {
		return
	}
	r.Partial = true
	here := r.numbers()
	for _, before := range old.Patches {
		if n := before.Index; n >= 1 && n <= r.Expected && !here[n] {
			carried := *before
			carried.Carried, carried.Previous, carried.Next, carried.Reviews = true, before, nil, nil
			before.Next = &carried
			r.Patches = append(r.Patches, &carried)
		}
	}
	slices.SortStableFunc(r.Patches, func(a, b *Patch) int { return a.Index - b.Index })
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
