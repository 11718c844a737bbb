package lint

import (
	"errors"

	"patchpilot/apply"
)

// The id in a Fixes tag is so short that it names several commits.
//
// It was long enough when it was written down, or in a smaller repository. Who reads the tag has to guess.
//
// Write more digits; twelve have been enough for the kernel so far.
//
//	bad:  Fixes: 54a4f ("demo: add the ring")
//	good: Fixes: 54a4f0239f2e ("demo: add the ring")
//
// See Documentation/process/submitting-patches.rst, "Describe your changes".
var fixesAmbiguous = &Rule{
	Name:     "fixes-ambiguous",
	Severity: Error,
	Scope:    OnSeries,
	Needs:    NeedsRepo,
	Check: func(p *Pass) {
		eachTarget(p, func(t target) {
			if errors.Is(t.err, apply.ErrAmbiguous) {
				t.report(p, Finding{Text: t.err.Error()})
			}
		})
	},
}
