package lint

import "fmt"

// A series of three or more patches has no cover letter.
//
// The cover says what the series is for and in what order to read it, and is the place to reply to
// when the answer is about all of it.
//
// Write one: `git format-patch --cover-letter`.
//
//	bad:  [PATCH 1/5] ... [PATCH 5/5]
//	good: [PATCH 0/5], [PATCH 1/5] ... [PATCH 5/5]
//
// See git-format-patch(1), "--cover-letter".
var serNoCover = &Rule{
	Name:     "ser-no-cover",
	Severity: Info,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		r := p.Series.Latest()
		if r.Cover != nil || r.Partial || r.Backport || r.Expected < 3 || !whole(p.Series, r) {
			return
		}
		p.Report(Finding{Revision: r, Text: fmt.Sprintf("%d patches, and no cover letter", r.Expected)})
	},
}
