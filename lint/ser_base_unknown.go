package lint

import (
	"errors"

	"patchpilot/apply"
)

// The base-commit of a series is not in the repository.
//
// Whoever wants to apply the series looks for the commit it was made on. One that exists on the author's
// machine alone says nothing.
//
// Base the series on a public commit, of the tree it is for: `git format-patch --base=origin/master`.
//
//	bad:  base-commit: 1111111111111111111111111111111111111111, a merge nobody else has
//	good: base-commit: 54a4f0239f2e98a1c7b1f4d0a3b2c1d0e9f8a7b6, which is v6.12
//
// See Documentation/process/submitting-patches.rst, "Providing base tree information".
var serBaseUnknown = &Rule{
	Name:     "ser-base-unknown",
	Severity: Warning,
	Scope:    OnSeries,
	Needs:    NeedsRepo,
	Check: func(p *Pass) {
		r := p.Series.Latest()
		if r.BaseCommit == "" {
			return
		}
		_, err := p.repo.Lookup(r.BaseCommit)
		if !errors.Is(err, apply.ErrNotFound) {
			return
		}
		if p.repo.Imported() {
			p.Skip(noHistory)
			return
		}
		why, severity := mayBeElsewhere(p.repo, r.Date)
		if severity != Off {
			severity = Info
		}
		p.Report(Finding{Revision: r, Severity: severity, Text: "the base-commit " + quote(r.BaseCommit) + " is not in the repository" + why})
	},
}
