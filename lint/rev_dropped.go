package lint

import "fmt"

// A tag that the last version carried is gone, though the patch is the same.
//
// Somebody's review is lost by accident: the branch was rebuilt from files without it.
//
// Put it back, or say in the changelog why it went.
//
//	bad:  v2 without the Acked-by of v1, the diff unchanged
//	good: v2 with it, or "dropped Ben's Acked-by at his wish"
//
// See Documentation/process/submitting-patches.rst, "Using Reported-by:, Tested-by:, Reviewed-by:, Suggested-by: and Fixes:".
var revDropped = &Rule{
	Name:     "rev-dropped",
	Severity: Warning,
	Scope:    OnSeries,
	Needs:    NeedsPrevious,
	Check: func(p *Pass) {
		at := placesOf(p.Series)
		for _, r := range p.Series.Revisions {
			for _, n := range posted(r) {
				old := n.Previous
				if old == nil || old.Carried || !sameChange(n, old) || tellsOfDrop(r, n) {
					continue
				}
				for _, t := range old.Mail.Trailers {
					if isVouch(t) && !carries(n, t) && !carriedLater(n, t) {
						p.Report(Finding{Revision: r, Mail: n.Mail, Text: fmt.Sprintf("%s of %s is gone, though the patch makes the same change", quote(tagText(t)), label(at[old.Mail].revision, old)), Fix: tagText(t)})
					}
				}
			}
		}
	},
}
