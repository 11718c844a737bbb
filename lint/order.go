package lint

import (
	"cmp"
	"slices"
	"strings"

	"patchpilot/series"
)

// place is where in a series a mail stands.
type place struct {
	revision *series.Revision
	index    int // 0 = the cover
}

// places knows the mails of one series.
type places map[*series.Mail]place

func placesOf(s *series.Series) places {
	at := places{}
	for _, r := range s.Revisions {
		if r.Cover != nil {
			at[r.Cover] = place{r, 0}
		}
		for _, p := range r.Patches {
			if _, seen := at[p.Mail]; !seen { // a carried patch stays where it was posted
				at[p.Mail] = place{r, p.Index}
			}
		}
	}
	return at
}

// complete gives a finding of a series rule the half of its place that the rule left out.
func (at places) complete(f *Finding) {
	if f.Revision == nil {
		f.Revision = at[f.Mail].revision
	}
	if f.Mail != nil || f.Revision == nil {
		return
	}
	if ms := f.Revision.Mails(); len(ms) > 0 {
		f.Mail = ms[0]
	}
}

func sortFindings(fs []Finding, at places) {
	slices.SortStableFunc(fs, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(version(a), version(b)),
			cmp.Compare(at[a.Mail].index, at[b.Mail].index),
			cmp.Compare(mailID(a), mailID(b)),
			cmp.Compare(a.Line, b.Line),
			strings.Compare(a.Rule.Name, b.Rule.Name),
			strings.Compare(a.Text, b.Text),
		)
	})
}

func version(f Finding) int {
	if f.Revision == nil {
		return 0
	}
	return f.Revision.Version
}

func mailID(f Finding) string {
	if f.Mail == nil {
		return ""
	}
	return f.Mail.ID
}
