package lint

import (
	"fmt"
	"strconv"
)

// The patches of a series of ten or more are numbered without leading zeros.
//
// Mail programs and file managers sort by letters: 10/12 comes before 2/12 there.
//
// Let `git format-patch` number them.
//
//	bad:  [PATCH 1/12]
//	good: [PATCH 01/12]
//
// See git-format-patch(1), "--numbered".
var serZeroPad = &Rule{
	Name:     "ser-zero-pad",
	Severity: Info,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			for _, m := range r.Mails() {
				if s := m.Subject; s.Numbered() && !s.Padded && m.Quilt.Series == "" {
					p.Report(Finding{Revision: r, Mail: m, Text: fmt.Sprintf("numbered %d/%d; with zeros in front, %0*d/%d, mails sort as they should",
						s.Index, s.Total, len(strconv.Itoa(s.Total)), s.Index, s.Total)})
					break
				}
			}
		}
	},
}
