package lint

import (
	"fmt"
	"slices"
	"strings"

	"patchpilot/said"
	"patchpilot/series"
	"patchpilot/trailers"
)

// A tag given in a reply is missing from the newest version.
//
// The reviewer's work is not seen: the maintainer asks for review that is there, and the reviewer's
// name is not in the history.
//
// Collect tags before each posting (`b4 trailers -u`), or say in the changelog why one was left out:
// the patch has changed too much. A patch that was applied before it was posted again needs nothing more.
//
//	bad:  v2 without the Reviewed-by that v1 was given
//	good: v2 with it, or "dropped Ben's Reviewed-by, the locking is new"
//
// See Documentation/process/submitting-patches.rst, "Using Reported-by:, Tested-by:, Reviewed-by:, Suggested-by: and Fixes:".
var revNotCollected = &Rule{
	Name:     "rev-not-collected",
	Severity: Warning,
	Scope:    OnSeries,
	Needs:    NeedsPrevious,
	See:      hear(said.Applied),
	Check: func(p *Pass) {
		at := placesOf(p.Series)
		for _, r := range p.Series.Revisions {
			taken := slices.DeleteFunc(replies(p, r), func(f reply) bool { _, applied := f.says(said.Applied); return !applied || f.own })
			for _, n := range posted(r) {
				if takenAsIs(taken, n) {
					continue
				}
				for _, t := range n.Reviews {
					if t.Verdict.Counts() && isVouch(t.Trailer) && !own(n.Mail, t) {
						reportMissing(p, at, r, n, t)
					}
				}
			}
		}
	},
}

// takenAsIs tells whether one of those who said that they applied something meant a patch, before its next version came.
func takenAsIs(taken []reply, n *series.Patch) bool {
	return n.Next != nil && slices.ContainsFunc(taken, func(f reply) bool {
		return (n.Next.Unsent || f.Mail.Date.Before(n.Next.Date)) && (f.To == n.Mail || f.To != nil && f.To == f.revision.Cover && f.Depth == 1)
	})
}

// own tells whether a tag is its author's own.
func own(m *series.Mail, t series.Tag) bool {
	who, ok := t.Person()
	return ok && trailers.Same(who, trailers.Person(m.From), nil) != trailers.Other
}

// reportMissing reports a given tag that no version posted after it carries, once, on the newest.
func reportMissing(p *Pass, at places, r *series.Revision, n *series.Patch, t series.Tag) {
	var missing []string
	var newest *series.Patch
	changed := false
	for q := n.Next; q != nil; q = q.Next {
		if q.Carried || !q.Unsent && !q.Date.After(t.By.Date) {
			continue
		}
		if carries(q, t.Trailer) || tellsOfDrop(at[q.Mail].revision, q) {
			return
		}
		missing = append(missing, label(at[q.Mail].revision, q))
		newest, changed = q, changed || !sameChange(n, q)
	}
	if newest == nil {
		return
	}
	f := Finding{Mail: newest.Mail, Text: fmt.Sprintf("%s, given to %s in <%s>, is missing from %s", quote(tagText(t.Trailer)), label(r, n), t.By.ID, strings.Join(missing, ", "))}
	if f.Fix = tagText(t.Trailer); changed {
		f.Severity, f.Fix = Info, ""
		f.Text += "; the patch has changed since"
	}
	p.Report(f)
}
