package lint

import (
	"fmt"

	"patchpilot/series"
)

// A series for the tree of fixes brings something new.
//
// `net` and `bpf` go to Linus every week and take fixes alone; a feature sent there is set to "changes
// requested", or worse, released untested.
//
// Send it to `net-next` or `bpf-next`. If it mends something, say what, with a Fixes tag.
//
//	bad:  [PATCH net] demo: add support for the new ring
//	good: [PATCH net-next] demo: add support for the new ring
//
// See Documentation/process/maintainer-netdev.rst, "Indicating target tree".
var serTreeWrong = &Rule{
	Name:     "ser-tree-wrong",
	Severity: Info,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		r := p.Series.Latest()
		if tag := treeTag(r); newInFixes(r) {
			p.Report(Finding{Revision: r, Text: fmt.Sprintf("the series is for %s, which takes fixes, and none of its patches has a Fixes tag; %s sounds like %s-next",
				tag, quote(firstNew(r).Subject.Title), tag)})
		}
	},
}

// newInFixes tells whether a series for a tree of fixes mends nothing and adds something.
func newInFixes(r *series.Revision) bool {
	if tag := treeTag(r); tag != "net" && tag != "bpf" || r.Backport {
		return false
	}
	for _, n := range posted(r) {
		if hasFixes(n.Mail) {
			return false
		}
	}
	return firstNew(r) != nil
}

func firstNew(r *series.Revision) *series.Patch {
	for _, n := range posted(r) {
		if adds(n.Mail) {
			return n
		}
	}
	return nil
}
