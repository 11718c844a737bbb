package lint

import "patchpilot/apply"

// A patch is in the branch already.
//
// What it changes is changed there: it was applied, or somebody else did the same.
//
// Nothing is to be done, unless the patch was meant for another branch.
//
//	bad:  a patch whose every line the branch has
//	good: a patch that changes something
//
// See git-am(1): it says "Patch already applied".
var diffApplied = &Rule{
	Name:     "diff-applied",
	Severity: Info,
	Scope:    OnSeries,
	Needs:    NeedsRepo,
	Check: func(p *Pass) {
		name, _ := p.repo.Onto()
		eachLaid(p, func(l *laid) {
			if l.status == apply.Already {
				p.reportLaid(l, Finding{Text: "what it changes is in " + name + " already"})
			}
		})
	},
}
