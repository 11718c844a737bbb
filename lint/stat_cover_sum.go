package lint

import (
	"fmt"

	"patchpilot/diff"
	"patchpilot/series"
)

// The diffstat in the cover letter cannot be that of the patches.
//
// It was made for another version of the series: reviewers who go by it look for files that are not
// touched.
//
// Let `git format-patch --cover-letter` write it once the series is final. Lines that one patch adds and
// a later one removes do not count there; lines added less lines removed are the same in any case.
//
//	bad:  2 files changed, 8 insertions(+) over patches to three files
//	good: 3 files changed, 12 insertions(+), 2 deletions(-) over patches to three files
//
// See git-format-patch(1), "--cover-letter".
var statCoverSum = &Rule{
	Name:     "stat-cover-sum",
	Severity: Warning,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			if r.Cover == nil || r.Cover.Stat == nil || r.Cover.Stat.TotalLine == 0 || !r.Whole() || r.Partial {
				continue
			}
			t, sure := tally(posted(r))
			if !sure {
				continue
			}
			s := r.Cover.Stat
			if s.Changed <= t.files && s.Added-s.Deleted == t.added-t.deleted {
				continue // the diff of the whole may say the same in other lines
			}
			p.Report(Finding{Revision: r, Mail: r.Cover, Line: s.TotalLine, Text: fmt.Sprintf(
				"the cover's diffstat says %s, %+d lines in all (+%d -%d); its patches come to %s, %+d (+%d -%d)",
				plural(s.Changed, "file"), s.Added-s.Deleted, s.Added, s.Deleted, plural(t.files, "file"), t.added-t.deleted, t.added, t.deleted)})
		}
	},
}

type sums struct{ files, added, deleted int }

// tally adds up what patches change; not sure where a diff is damaged, binary or renames: git's cumulative
// diffstat then counts otherwise.
func tally(ps []*series.Patch) (t sums, sure bool) {
	files := make(map[string]bool)
	for _, p := range ps {
		if p.Diff == nil || len(p.Diff.Damage) > 0 {
			return t, false
		}
		for _, f := range p.Diff.Files {
			if f.Binary != nil || f.Status == diff.Renamed || f.Status == diff.Copied {
				return t, false
			}
			files[f.Path()] = true
		}
		added, deleted := p.Diff.Totals()
		t.added, t.deleted = t.added+added, t.deleted+deleted
	}
	t.files = len(files)
	return t, len(ps) > 0
}
