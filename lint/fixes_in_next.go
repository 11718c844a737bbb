package lint

import (
	"fmt"
	"strings"

	"patchpilot/series"
)

// A series for a tree of new things is made of fixes.
//
// What users have already is mended in the tree of fixes, weeks earlier; in -next it waits for the merge window
// with everything else.
//
// Send fixes of what is released to `net`, `bpf`, or the subsystem's fixes. A fix of what is in -next alone is
// right there.
//
//	bad:  [PATCH net-next] demo: free the ring, with Fixes: and Cc: stable@vger.kernel.org
//	good: [PATCH net] demo: free the ring
//
// See Documentation/process/maintainer-netdev.rst, "Indicating target tree".
var fixesInNext = &Rule{
	Name:     "fixes-in-next",
	Severity: Info,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		r := p.Series.Latest()
		next := nextTree(r)
		if next == "" || r.Backport || r.RFC {
			return
		}
		ps := posted(r)
		fixes, stable := 0, 0
		for _, n := range ps {
			switch {
			case !hasFixes(n.Mail):
			case ccsStable(n.Mail):
				stable++
				fallthrough
			default:
				fixes++
			}
		}
		if stable == 0 && fixes < max(1, len(ps)) {
			return
		}
		f := Finding{Revision: r, Text: fmt.Sprintf("%s with a Fixes tag in a posting for %s", countPatches(fixes), next)}
		if stable > 0 {
			f.Text += "; with Cc: stable as well, so that the bug is released"
		}
		p.Report(f)
	},
}

// nextTree is the tree of new things that a posting names.
func nextTree(r *series.Revision) string {
	for _, m := range r.Mails() {
		for _, w := range m.Subject.Words {
			if strings.HasSuffix(w, "-next") && !strings.HasPrefix(w, "iproute") {
				return w
			}
		}
	}
	return ""
}

func ccsStable(m *series.Mail) bool {
	for _, t := range m.Trailers {
		if t.Is("Cc") && isCcStable("Cc: "+t.Value) {
			return true
		}
	}
	return false
}
