package lint

import (
	"fmt"

	"patchpilot/series"
	"patchpilot/trailers"
)

// A fix comes after a patch of the same series that adds something to the same file.
//
// The stable trees, and a maintainer who wants the fix now, cannot take it without the feature: its context is
// the feature's.
//
// Put fixes first, or send them on their own.
//
//	bad:  1/2 demo: add support for wheels, 2/2 demo: free the ring (Fixes: ..., the same file)
//	good: 1/2 demo: free the ring, 2/2 demo: add support for wheels
//
// See Documentation/process/submitting-patches.rst, "Separate your changes".
var fixesOrderDep = &Rule{
	Name:     "fixes-order-dep",
	Severity: Warning,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			if r.Backport || r.Partial {
				continue
			}
			grown := map[string]*series.Patch{} // files that a feature has changed
			for _, n := range posted(r) {
				if n.Diff == nil || isBackport(n.Mail) {
					continue
				}
				switch before := touched(grown, n); {
				case hasFixes(n.Mail) && before != nil && !fixesOf(r, n):
					p.Report(Finding{Revision: r, Mail: n.Mail, Text: fmt.Sprintf("a fix that changes the same file as %s before it, %s: it cannot be picked alone",
						ofSeries(r, before), quote(before.Subject.Title))})
				case !hasFixes(n.Mail) && adds(n.Mail):
					for _, f := range n.Diff.Files {
						grown[f.Path()] = n
					}
				}
			}
		}
	},
}

// touched is the patch before n that has changed one of its files.
func touched(grown map[string]*series.Patch, n *series.Patch) *series.Patch {
	for _, f := range n.Diff.Files {
		if before := grown[f.Path()]; before != nil {
			return before
		}
	}
	return nil
}

// fixesOf tells whether a Fixes tag names a patch of the posting itself: fixes-self has that.
func fixesOf(r *series.Revision, n *series.Patch) bool {
	for _, t := range n.Mail.Trailers {
		if t.Is("Fixes") && (target{revision: r, patch: n, tag: t, fix: trailers.ReadFixes(t.Value)}).sibling() != nil {
			return true
		}
	}
	return false
}
