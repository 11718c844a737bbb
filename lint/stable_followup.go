package lint

import (
	"slices"
	"strings"

	"patchpilot/series"
)

// Mainline has a later fix for the commit that a patch takes to a stable branch, and the series lacks it.
//
// The branch gets the fault together with the fix. The stable team's bots look for such commits, and ask.
//
// Take the later commit along, as another patch of the series; or say why the branch does not need it.
//
//	bad:  a backport of 54a4f0239f2e alone, where mainline has a commit with Fixes: 54a4f0239f2e
//	good: both, in the order they have in mainline
//
// See Documentation/process/stable-kernel-rules.rst.
var stableFollowup = &Rule{
	Name:     "stable-followup",
	Severity: Warning,
	Scope:    OnSeries,
	Needs:    NeedsRepo,
	Check: func(p *Pass) {
		eachUpstream(p, func(u upstream) {
			if u.err != nil {
				return
			}
			later, _ := p.repo.FixedBy(u.commit.Hash)
			for _, c := range later[:min(len(later), mostFollowups)] {
				if !u.comesWith(c) && !heldByAll(p, u.targets(p), c) {
					u.report(p, Finding{Text: "mainline mends commit " + u.commit.short() + " later: " + c.short() + " (" + quote(c.Subject) + ") says that it fixes it",
						Fix: "commit " + c.Hash.String() + " upstream. (as another patch)"})
				}
			}
		})
	},
}

// mostFollowups bounds what is said of one backport.
const mostFollowups = 5

// comesWith tells whether another patch of the posting takes a commit along, or this one names it.
func (u upstream) comesWith(c *Commit) bool {
	if strings.Contains(u.patch.Log, c.short()) {
		return true
	}
	return slices.ContainsFunc(u.revision.Patches, func(p *series.Patch) bool {
		id := strings.ToLower(p.Upstream)
		return len(id) >= 12 && strings.HasPrefix(c.Hash.String(), id) || p != u.patch && sameTitle(p.Subject.Title, c.Subject)
	})
}

// heldByAll tells whether stable branches, at least one, hold a commit or a copy of it.
func heldByAll(p *Pass, branches []Branch, c *Commit) bool {
	for _, b := range branches {
		in, err := p.repo.Carried(b, c.Hash)
		if in == nil && err == nil {
			return false
		}
	}
	return len(branches) > 0
}
