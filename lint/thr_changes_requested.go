package lint

import "patchpilot/said"

// A reviewer asks for a new version, and there is none.
//
// Until it comes the patch waits for its author, and reading this version again is wasted work.
//
// Send the new version, or answer why none is needed. The request is over when who made it takes it back or
// gives a tag, or when the patch is applied; and nothing is said where its author sent later patches to the same files.
//
//	bad:  Please rebase this on my tree and resend.    (and no v2)
//	good: the same, and v2 a week later
//
// See Documentation/process/submitting-patches.rst, "Respond to review comments", and
// Documentation/process/maintainer-netdev.rst, "Updating patch status".
var thrChangesRequested = &Rule{
	Name:     "thr-changes-requested",
	Severity: Warning,
	Scope:    OnSeries,
	See:      hear(said.AsksChange, said.TakesBack, said.Applied),
	Check: func(p *Pass) {
		if p.heard.overtaken(p.Series.Latest()) {
			return
		}
		all := replies(p, p.Series.Latest())
		for i := range all {
			r := &all[i]
			if asked, ok := r.says(said.AsksChange); ok && !r.own && !r.bot && !r.vouches() && !r.conditional() && !settled(all, i) {
				r.report(p, asked, nameOf(r.Mail)+" asks for changes: "+quote(asked.Text))
			}
		}
	},
}
