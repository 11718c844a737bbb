package lint

import "patchpilot/said"

// Somebody's Ack is waited for.
//
// The patch touches what belongs to another maintainer, and stays where it is until that person agrees.
//
// Ask that person, with a copy of the mail that says so. An Acked-by or Reviewed-by given later settles it.
//
//	bad:  I can take this with an ack from the clock people.    (and none of them in Cc)
//	good: the same, and Acked-by: Max Clock <max@example.org>
//
// See Documentation/process/submitting-patches.rst, "When to use Acked-by:, Cc:, and Co-developed-by:".
var thrNeedsAck = &Rule{
	Name:     "thr-needs-ack",
	Severity: Info,
	Scope:    OnSeries,
	See:      hear(said.WantsAck, said.Applied),
	Check: func(p *Pass) {
		all := replies(p, p.Series.Latest())
		for i := range all {
			wanted, ok := all[i].says(said.WantsAck)
			if !ok || all[i].bot || settled(all, i) || ackedAfter(all, i) {
				continue
			}
			all[i].report(p, wanted, "an Ack is waited for: "+quote(wanted.Text))
		}
	},
}

// ackedAfter tells whether anybody approves in a reply behind number i.
func ackedAfter(all []reply, i int) bool {
	for j := i + 1; j < len(all); j++ {
		if all[j].vouches() && sameSubject(all[j].FollowUp, all[i].FollowUp) {
			return true
		}
	}
	return false
}
