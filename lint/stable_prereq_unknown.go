package lint

import (
	"errors"
	"slices"
	"strings"

	"patchpilot/apply"
	"patchpilot/series"
	"patchpilot/trailers"
)

// A Cc of the stable list names a commit to take first that the repository does not have, or a patch of the
// same series.
//
// The scripts pick the commits named there, in order, before the patch. What is not there cannot be picked.
// The patches of a series are taken in order anyway where each asks for stable.
//
// Give the id in mainline: `git log --oneline --grep "TITLE"`. Leave patches of the series out.
//
//	bad:  Cc: stable@vger.kernel.org # 6.6.x: 111111111111: demo: add the ring
//	good: Cc: stable@vger.kernel.org # 6.6.x: 54a4f0239f2e: demo: add the ring
//
// See Documentation/process/stable-kernel-rules.rst, "Option 1".
var stablePrereqUnknown = &Rule{
	Name:     "stable-prereq-unknown",
	Severity: Warning,
	Scope:    OnSeries,
	Needs:    NeedsRepo,
	Check: func(p *Pass) {
		eachStableAsked(p, func(a stableAsk) {
			for _, id := range a.stable.Prereq {
				_, err := p.repo.Lookup(id)
				if !errors.Is(err, apply.ErrNotFound) {
					continue
				}
				if sibling := a.named(id); sibling != nil {
					a.report(p, Finding{Text: "the commit to take first, " + quote(id) + ", is " + ofSeries(a.revision, sibling) +
						" of this series: its patches need not be named"})
					continue
				}
				if p.repo.Imported() {
					p.Skip(noHistory)
					continue
				}
				why, severity := mayBeElsewhere(p.repo, a.patch.Date)
				if severity != Off {
					severity = Info
				}
				a.report(p, Finding{Severity: severity, Text: "the commit to take first, " + quote(id) + ", is not in the repository" + why})
			}
		})
	},
}

// stableAsk is a Cc of the stable list in a patch for mainline.
type stableAsk struct {
	revision *series.Revision
	patch    *series.Patch
	tag      trailers.Trailer
	stable   trailers.Stable
}

// eachStableAsked calls do for every Cc of a stable list in the series; backports ask for nothing.
func eachStableAsked(p *Pass, do func(a stableAsk)) {
	for _, r := range p.Series.Revisions {
		if r.Backport {
			continue
		}
		for _, patch := range posted(r) {
			if isBackport(patch.Mail) || !meant(patch.Mail) {
				continue
			}
			for _, t := range patch.Trailers {
				if s, ok := trailers.ReadStable(t); ok {
					do(stableAsk{r, patch, t, s})
				}
			}
		}
	}
}

// report tells a finding about the tag.
func (a stableAsk) report(p *Pass, f Finding) {
	f.Revision, f.Mail, f.Line = a.revision, a.patch.Mail, a.tag.Line
	p.Report(f)
}

// named is the other patch of the posting whose title stands behind an id in the remark.
func (a stableAsk) named(id string) *series.Patch {
	_, title, found := strings.Cut(a.stable.Comment, id+":")
	title = strings.Trim(title, ` "()`)
	if !found || title == "" {
		return nil
	}
	i := slices.IndexFunc(a.revision.Patches, func(p *series.Patch) bool { return p != a.patch && sameTitle(p.Subject.Title, title) })
	if i < 0 {
		return nil
	}
	return a.revision.Patches[i]
}
