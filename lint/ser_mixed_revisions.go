package lint

import "fmt"

// The patches of one posting carry different versions.
//
// A reader cannot tell which patches belong together, and tools take the posting for two.
//
// Number the whole posting alike: `git format-patch -v3`.
//
//	bad:  [PATCH v3 1/2], [PATCH v2 2/2]
//	good: [PATCH v3 1/2], [PATCH v3 2/2]
//
// See Documentation/process/submitting-patches.rst, "The canonical patch format".
var serMixedRevisions = &Rule{
	Name:     "ser-mixed-revisions",
	Severity: Error,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			ps := posted(r)
			if len(ps) < 2 || r.Backport {
				continue
			}
			first := ps[0].Subject
			for _, n := range ps[1:] {
				s := n.Subject
				if s.VersionInTitle || first.VersionInTitle || s.Version == first.Version {
					continue // a patch's own "(v2)" is its history, not the posting's
				}
				p.Report(Finding{Revision: r, Mail: n.Mail, Text: fmt.Sprintf("%s in a posting that begins with %s", prefixOf(n.Mail), prefixOf(ps[0].Mail))})
			}
		}
	},
}
