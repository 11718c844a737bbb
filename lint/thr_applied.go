package lint

import (
	"strings"

	"patchpilot/said"
)

// Somebody says that the patch was applied.
//
// It is in a tree already, or somebody believes so: another one need not take it, and a new version comes too
// late.
//
// Look into the tree named. Changes to what was applied are patches of their own, on top.
//
//	bad:  Applied to demo-next, thanks!    (and the same patch in a second tree)
//	good: the same, and the patch in demo-next alone
//
// See Documentation/process/maintainer-netdev.rst, "Changes requested", and Documentation/process/2.Process.rst.
var thrApplied = &Rule{
	Name:     "thr-applied",
	Severity: Info,
	Scope:    OnSeries,
	See:      hear(said.Applied),
	Check: func(p *Pass) {
		all := replies(p, p.Series.Latest())
		for i := range all {
			done, ok := all[i].says(said.Applied)
			if !ok || all[i].own && !namesTree(done.Text) {
				continue
			}
			all[i].report(p, done, nameOf(all[i].Mail)+" says that it was applied: "+quote(done.Text))
		}
	},
}

// namesTree tells whether a sentence names a tree as maintainers call theirs. An author without one may speak
// of a branch at home.
func namesTree(s string) bool {
	return hasAny(strings.ToLower(s), "-next", "-fixes", "for-", "misc", ".git", "mainline", "upstream", "linus")
}
