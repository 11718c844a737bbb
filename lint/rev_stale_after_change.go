package lint

import (
	"fmt"

	"patchpilot/diff"
	"patchpilot/series"
	"patchpilot/trailers"
)

// A review tag was kept though the patch has changed a lot since it was given.
//
// The reviewer is named for code that he or she has not seen.
//
// Drop the tag, say so in the changelog, and ask again. A tag that was given again is not reported, nor one
// whose keeping the changelog tells.
//
//	bad:  Reviewed-by of v1, kept on a v2 three times as long
//	good: v2: free the table as well; dropped Ben's Reviewed-by
//
// See Documentation/process/submitting-patches.rst, "Using Reported-by:, Tested-by:, Reviewed-by:,
// Suggested-by: and Fixes:".
var revStaleAfterChange = &Rule{
	Name:     "rev-stale-after-change",
	Severity: Info,
	Scope:    OnSeries,
	Needs:    NeedsPrevious,
	Check: func(p *Pass) {
		r := p.Series.Latest()
		at := placesOf(p.Series)
		for _, n := range posted(r) {
			for _, t := range n.Mail.Trailers {
				who, ok := t.Person()
				if !t.Is("Reviewed-by") || !ok {
					continue
				}
				q := reviewedAt(at, n, who)
				if q == nil || q.Carried || sameChange(n, q) || tellsOfDrop(r, n) {
					continue
				}
				if changed, of := atLeastChanged(q.Diff, n.Diff); changed >= 10 && 10*changed >= 3*of {
					p.Report(Finding{Revision: r, Mail: n.Mail, Line: t.Line, Text: fmt.Sprintf("%s was given to %s, and at least %d of %d changed lines differ since",
						quote(tagText(t)), label(at[q.Mail].revision, q), changed, of)})
				}
			}
		}
	},
}

// reviewedAt is the version of a patch that a person reviewed last, nil where no mail tells.
func reviewedAt(at places, n *series.Patch, who trailers.Person) *series.Patch {
	for q := n.Previous; q != nil; q = q.Previous {
		r := at[q.Mail].revision
		for _, f := range r.FollowUps {
			if (f.To == q.Mail || f.To == r.Cover) && gave(f, who) {
				return q
			}
		}
	}
	return nil
}

func gave(f *series.FollowUp, who trailers.Person) bool {
	for _, t := range f.Tags {
		if by, ok := t.Person(); ok && t.Verdict.Counts() && t.Is("Reviewed-by") && samePerson(by, who) {
			return true
		}
	}
	return false
}

// atLeastChanged is how many of the changed lines of two versions must differ, by their counts per file.
func atLeastChanged(a, b *diff.Patch) (changed, of int) {
	if a == nil || b == nil {
		return 0, 0
	}
	type counts struct{ added, deleted int }
	was := map[string]counts{}
	total := func(p *diff.Patch) int { n, d := p.Totals(); return n + d }
	for _, f := range a.Files {
		was[f.Path()] = counts{f.Added, f.Deleted}
	}
	for _, f := range b.Files {
		old := was[f.Path()]
		changed += distanceOf(f.Added, old.added) + distanceOf(f.Deleted, old.deleted)
		delete(was, f.Path())
	}
	for _, old := range was {
		changed += old.added + old.deleted
	}
	return changed, max(total(a), total(b))
}

func distanceOf(a, b int) int { return max(a-b, b-a) }
