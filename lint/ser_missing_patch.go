package lint

import (
	"fmt"
	"strings"

	"patchpilot/series"
)

// Some patches of the series are not in the archive.
//
// A series with a hole can neither be reviewed nor applied. The mail was lost, is held back by a
// list's moderation, went to other lists only, or was never sent.
//
// Look at another list's archive; as the author, send the missing patch again with the same number
// and version, in reply to the cover. It is information where the posting went to more lists than the one read, or
// less than half of it is here.
//
//	bad:  [PATCH 1/3], [PATCH 3/3]
//	good: [PATCH 1/3], [PATCH 2/3], [PATCH 3/3]
//
// See Documentation/process/submitting-patches.rst, "The canonical patch format".
var serMissingPatch = &Rule{
	Name:     "ser-missing-patch",
	Severity: Error,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			lost := r.Missing()
			if got := r.Expected - len(lost); len(lost) > 0 && !(p.alone && got == 1) {
				f := Finding{Revision: r, Text: fmt.Sprintf("%d of %d patches arrived; missing: %s", got, r.Expected, series.Ranges(lost))}
				if r.Unsent {
					f.Text = fmt.Sprintf("%d of %d patches are here; missing: %s", got, r.Expected, series.Ranges(lost))
				} else if 2*len(lost) > r.Expected || toOtherLists(r) {
					f.Severity = Info
					f.Text += "; they may be on another list that the posting went to"
				}
				p.Report(f)
			}
		}
	},
}

// toOtherLists tells whether a posting went to more lists than the one it was read from.
func toOtherLists(r *series.Revision) bool {
	own := ""
	lists := map[string]bool{}
	for _, m := range r.Mails() {
		if m.ListID != "" {
			own = strings.ToLower(strings.Replace(strings.Trim(m.ListID[strings.LastIndexByte(m.ListID, '<')+1:], " >"), ".", "@", 1))
		}
		for _, a := range recipients(m) {
			if publicList(strings.ToLower(a.Email)) {
				lists[strings.ToLower(a.Email)] = true
			}
		}
	}
	delete(lists, own)
	return len(lists) > 1 || own != "" && len(lists) > 0
}
