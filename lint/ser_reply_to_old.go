package lint

import (
	"fmt"
	"slices"

	"patchpilot/series"
)

// A new version was sent in reply to an older one.
//
// It ends up deep in a thread that people have folded away, between old comments; several trees ask
// for a thread of its own.
//
// Send every version as a new thread, and link the one before in the cover.
//
//	bad:  [PATCH v2 0/3] with In-Reply-To: the cover of v1
//	good: [PATCH v2 0/3] without it, and "v1: https://lore.kernel.org/r/..." in its text
//
// See Documentation/process/submitting-patches.rst, "Explicit In-Reply-To headers".
var serReplyToOld = &Rule{
	Name:     "ser-reply-to-old",
	Severity: Info,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		older := make(map[string]*series.Revision)
		for _, r := range p.Series.Revisions {
			head := r.Mails()
			if len(older) == 0 && lacksPrevious(p.Series) && len(head) > 0 && len(head[0].Parents) > 0 {
				p.Skip(noPrevious) // what it answers may be the version before
			}
			if len(head) > 0 && !r.Partial {
				if i := slices.IndexFunc(head[0].Parents, func(id string) bool { return older[id] != nil }); i >= 0 {
					id := head[0].Parents[i]
					p.Report(Finding{Revision: r, Mail: head[0], Text: fmt.Sprintf("v%d was sent into the thread of v%d, below <%s>", r.Version, older[id].Version, id)})
				}
			}
			for _, m := range head {
				older[m.ID] = r
			}
		}
	},
}
