package lint

import "patchpilot/said"

// Somebody objects to the patch.
//
// A NAK says that it must not go in as it is. Who applies it all the same ought to know, and to have a reason.
//
// Talk to who objects: another way may be welcome. The NAK stands until its sender takes it back or gives a tag.
//
//	bad:  NAK, drivers must not call this.    (and the series applied)
//	good: the same, and a series that does without
//
// See Documentation/process/submitting-patches.rst, "Respond to review comments".
var thrNak = &Rule{
	Name:     "thr-nak",
	Severity: Error,
	Scope:    OnSeries,
	See:      hear(said.Objects, said.TakesBack, said.Applied),
	Check: func(p *Pass) {
		all := replies(p, p.Series.Latest())
		for i := range all {
			r := &all[i]
			if nak, ok := r.says(said.Objects); ok && !r.own && !r.bot && !settled(all, i) {
				r.report(p, nak, nameOf(r.Mail)+" objects: "+quote(nak.Text))
			}
		}
	},
}
