package lint

import (
	"slices"
	"strings"
	"time"

	"patchpilot/series"
)

// A patch goes to a stable branch, and newer stable branches lack it.
//
// Who moves on to a newer branch gets the fault back. The stable team takes nothing into a branch that the
// newer ones do not have.
//
// Send it for the newer branches too, or say why they do not need it. The branches looked at are those of the
// repository called linux-X.Y.y, but for such as had no commit in the two months before the mail: they came
// to their end, or were not fetched.
//
//	bad:  [PATCH 6.1.y] of a commit that linux-6.1.y and linux-6.6.y lack
//	good: [PATCH 6.1.y] and [PATCH 6.6.y]
//
// See Documentation/process/stable-kernel-rules.rst, "Option 3".
var stableGap = &Rule{
	Name:     "stable-gap",
	Severity: Warning,
	Scope:    OnSeries,
	Needs:    NeedsRepo,
	Check: func(p *Pass) {
		eachUpstream(p, func(u upstream) {
			lowest := u.lowest()
			if u.err != nil || lowest == 0 {
				return
			}
			branches, err := p.repo.Stable()
			if err != nil {
				return
			}
			if len(branches) == 0 {
				p.Skip(noStable)
				return
			}
			sent := u.patch.Date
			if u.patch.Unsent { // it goes out now, whenever the fix was made
				sent = p.repo.Newest()
			}
			var looked, lacking []string
			for _, b := range branches {
				if number(b.Release) <= lowest || b.Newest.Before(sent.Add(-branchRests)) || u.sentTo(p.Series, b) {
					continue
				}
				in, err := p.repo.Carried(b, u.commit.Hash)
				if in == nil && err != nil {
					continue
				}
				looked = append(looked, b.Name)
				if in == nil {
					lacking = append(lacking, b.Name)
				}
			}
			if len(lacking) > 0 {
				u.report(p, Finding{Text: strings.Join(lacking, ", ") + lacks(len(lacking)) + " commit " + u.commit.short() +
					": newer branches have it first (looked at: " + strings.Join(looked, ", ") + ")"})
			}
		})
	},
}

// branchRests is how long a stable branch that is cared for goes without a commit.
const branchRests = 60 * 24 * time.Hour

// releases are those that the subject of a backport names.
func (u upstream) releases() []int {
	var all []int
	for _, r := range release.FindAllString(u.patch.Subject.Target, -1) {
		all = append(all, number(r))
	}
	return all
}

// lowest is the oldest release that the subject names, 0 for none.
func (u upstream) lowest() int {
	all := u.releases()
	if len(all) == 0 {
		return 0
	}
	return slices.Min(all)
}

// targets are the stable branches of the repository that the subject names.
func (u upstream) targets(p *Pass) []Branch {
	branches, _ := p.repo.Stable()
	wanted := u.releases()
	return slices.DeleteFunc(slices.Clone(branches), func(b Branch) bool { return !slices.Contains(wanted, number(b.Release)) })
}

// sentTo tells whether a posting of the series takes the commit to a branch.
func (u upstream) sentTo(s *series.Series, b Branch) bool {
	for _, r := range s.Revisions {
		for _, p := range r.Patches {
			other := upstream{patch: p}
			if p.Upstream == u.patch.Upstream && slices.Contains(other.releases(), number(b.Release)) {
				return true
			}
		}
	}
	return false
}
