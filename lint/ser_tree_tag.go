package lint

import "fmt"

// A networking patch does not say which tree it is for.
//
// Fixes go to `net` and `bpf`, everything else to `net-next` and `bpf-next`; the robots that test each posting
// need to know, and guess without it.
//
// Name the tree in the subject: `git format-patch --subject-prefix='PATCH net-next'`.
//
//	bad:  [PATCH 1/2] demo: free the ring          (to netdev@vger.kernel.org)
//	good: [PATCH net 1/2] demo: free the ring
//
// See Documentation/process/maintainer-netdev.rst, "Indicating target tree".
var serTreeTag = &Rule{
	Name:     "ser-tree-tag",
	Severity: Info,
	Scope:    OnSeries,
	Headers:  true,
	Check: func(p *Pass) {
		r := p.Series.Latest()
		ms := r.Mails()
		if r.Backport || r.RFC || len(ms) == 0 || !sent(ms[0]) || r.Target != "" || treeTag(r) != "" {
			return
		}
		list := ""
		for _, l := range [...]string{"netdev@vger.kernel.org", "bpf@vger.kernel.org"} {
			if list == "" && sentTo(ms[0], l) {
				list = l
			}
		}
		if list == "" {
			return
		}
		for _, n := range posted(r) {
			if n.Diff == nil || !meant(n.Mail) {
				return
			}
			for _, f := range n.Diff.Files {
				if !networking(f.Path()) && f.Path() != "MAINTAINERS" {
					return // it may go through another tree
				}
			}
		}
		p.Report(Finding{Revision: r, Text: fmt.Sprintf("%s is sent to %s and names no tree; net, net-next, bpf or bpf-next is expected", prefixOf(ms[0]), list)})
	},
}
