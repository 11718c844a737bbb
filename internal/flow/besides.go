package flow

import (
	"cmp"
	"slices"
	"time"

	"patchpilot/internal/report"
	"patchpilot/series"
)

// needs finds for every posting what its mails name as to be there before.
func needs(item *report.Item, a *series.Archive) {
	for _, p := range item.Postings {
		p.First, p.Lost = a.Prerequisites(p.Revision)
		for _, named := range p.Revision.Prerequisites() {
			p.Needs = append(p.Needs, report.Need{Prerequisite: named, Provider: a.Provider(p.Revision, named)})
		}
	}
}

// pulls are the pull requests asked for, by date; none where a series, revision or patch is.
func (s Selection) pulls(a *series.Archive, now time.Time) (kept []*series.Mail) {
	if s.Series != "" || s.Version != 0 || len(s.Patches) > 0 {
		return nil
	}
	inThread, err := s.thread(a)
	if err != nil {
		return nil // told by apply
	}
	for _, t := range a.Threads {
		for _, m := range t.Pulls {
			if s.inTime(m.Date, now) && (inThread == nil || inThread[m.ID]) {
				kept = append(kept, m)
			}
		}
	}
	slices.SortFunc(kept, func(a, b *series.Mail) int { return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.ID, b.ID)) })
	return kept
}
