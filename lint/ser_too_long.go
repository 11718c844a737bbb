package lint

import "fmt"

// The series has more than fifteen patches.
//
// Long series find few reviewers, and one open question holds up all of it.
//
// Send what stands by itself first, fifteen patches or so at a time.
//
//	bad:  [PATCH 00/40] demo: rework everything
//	good: [PATCH 00/12] demo: rework the ring
//
// See Documentation/process/submitting-patches.rst, "Separate your changes".
var serTooLong = &Rule{
	Name:     "ser-too-long",
	Severity: Info,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		if r := p.Series.Latest(); r.Expected > 15 && !r.Backport {
			p.Report(Finding{Revision: r, Text: fmt.Sprintf("%d patches in one posting; fifteen or so are asked for", r.Expected)})
		}
	},
}
