package lint

import (
	"strings"

	"patchpilot/apply"
)

// The patches of a series do not apply one after the other, though each of them could.
//
// They are in the wrong order, or made in parallel on one base. `git am` stops in the middle, and nobody
// can bisect through the series.
//
// Apply the series as it is sent, from its first patch on, to a fresh branch before sending it.
//
//	bad:  1/2 uses the file that 2/2 creates
//	good: 1/2 creates the file, 2/2 uses it
//
// See Documentation/process/submitting-patches.rst, "Separate your changes".
var serBisectApply = &Rule{
	Name:     "ser-bisect-apply",
	Severity: Error,
	Scope:    OnSeries,
	Needs:    NeedsRepo,
	Check: func(p *Pass) {
		name, _ := p.repo.Onto()
		r := p.Series.Latest()
		eachLaid(p, func(l *laid) {
			if l.status != apply.Conflict || !l.place.ofSeries() {
				return
			}
			f := l.clash(name)
			place := strings.TrimPrefix(f.Text, "does not apply to "+name+": ")
			if l.place.alone {
				f.Text = "applies to " + name + " alone, but not after the patches before it: " + place
			} else {
				f.Text = "applies only after " + ofSeries(r, l.place.after) + ", which comes later: " + place
			}
			p.reportLaid(l, f)
		})
	},
}
