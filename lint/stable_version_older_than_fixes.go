package lint

import (
	"strings"

	"patchpilot/series"
	"patchpilot/trailers"
)

// The release that a Cc of the stable list begins with is older than the commit the patch fixes.
//
// Branches without the fault are then asked to take its fix. It may be right, where the commit was carried to
// them: it is a warning only where those branches are in the repository, and none has it.
//
// Name the first release that has the commit: `git tag --contains ID --sort=version:refname 'v*'`. With a
// Fixes tag the remark can be left out.
//
//	bad:  Fixes: 54a4f0239f2e ("demo: add the ring"), first in v5.10
//	      Cc: stable@vger.kernel.org # v5.4+
//	good: Cc: stable@vger.kernel.org # v5.10+
//
// See Documentation/process/stable-kernel-rules.rst, "Option 1".
var stableVersionOlderThanFixes = &Rule{
	Name:     "stable-version-older-than-fixes",
	Severity: Warning,
	Scope:    OnSeries,
	Needs:    NeedsRepo,
	Check: func(p *Pass) {
		eachStableAsked(p, func(a stableAsk) {
			floor := number(a.stable.Floor)
			if floor == 0 || a.stable.NoAuto {
				return
			}
			fixed, rel := oldestFixed(p, a.patch)
			if fixed == nil || floor >= number(rel.Name) {
				return
			}
			f := Finding{Text: quote(a.stable.Floor) + " is older than " + rel.Name + ", the first release with commit " + fixed.short(),
				Fix: "Cc: stable@vger.kernel.org # " + rel.Name + "+"}
			looked, carried := carriedBetween(p, floor, number(rel.Name), fixed)
			switch {
			case carried:
				return
			case len(looked) == 0:
				f.Severity, f.Text = Info, f.Text+"; no stable branch between them is here to tell whether it was carried there"
			default:
				f.Text += "; " + strings.Join(looked, ", ") + lacks(len(looked)) + " it"
			}
			a.report(p, f)
		})
	},
}

func lacks(branches int) string {
	if branches == 1 {
		return " lacks"
	}
	return " lack"
}

// oldestFixed is the commit among those a patch fixes that was released first; nil unless all of them are
// known, and when they were.
func oldestFixed(p *Pass, patch *series.Patch) (oldest *Commit, in Release) {
	for _, t := range patch.Trailers {
		if !t.Is("Fixes") {
			continue
		}
		c, err := p.repo.Lookup(trailers.ReadFixes(t.Value).ID)
		if err != nil {
			return nil, in
		}
		rel, err := p.repo.FirstRelease(c.Hash)
		if err != nil || !rel.First {
			return nil, in
		}
		if oldest == nil || number(rel.Name) < number(in.Name) {
			oldest, in = c, rel
		}
	}
	return oldest, in
}

// carriedBetween looks for a commit in the stable branches from one release up to another, and tells which
// they were.
func carriedBetween(p *Pass, from, below int, c *Commit) (looked []string, carried bool) {
	branches, err := p.repo.Stable()
	if err != nil {
		return nil, true
	}
	for _, b := range branches {
		if n := number(b.Release); n < from || n >= below {
			continue
		}
		in, err := p.repo.Carried(b, c.Hash)
		if in != nil || err != nil {
			return looked, true
		}
		looked = append(looked, b.Name)
	}
	return looked, false
}
