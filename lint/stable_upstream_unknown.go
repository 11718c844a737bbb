package lint

import (
	"errors"

	"patchpilot/apply"
)

// A patch for a stable branch names a mainline commit that the repository does not have.
//
// A stable branch takes only what is in mainline. The id is mistyped, or of a tree that is not merged yet,
// or mainline is not in this repository: so it is a warning.
//
// Copy the id from mainline: `git log --oneline --grep "TITLE" origin/master`.
//
//	bad:  commit 1111111111111111111111111111111111111111 upstream.
//	good: commit 54a4f0239f2e98a1c7b1f4d0a3b2c1d0e9f8a7b6 upstream.
//
// See Documentation/process/stable-kernel-rules.rst, "Option 3".
var stableUpstreamUnknown = &Rule{
	Name:     "stable-upstream-unknown",
	Severity: Warning,
	Scope:    OnSeries,
	Needs:    NeedsRepo,
	Check: func(p *Pass) {
		eachUpstream(p, func(u upstream) {
			if !errors.Is(u.err, apply.ErrNotFound) {
				return
			}
			if p.repo.Imported() {
				p.Skip(noHistory)
				return
			}
			why, severity := mayBeElsewhere(p.repo, u.patch.Date)
			u.report(p, Finding{Severity: severity, Text: "the mainline commit " + quote(u.patch.Upstream) + " is not in the repository" + why})
		})
	},
}
