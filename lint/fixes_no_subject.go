package lint

import (
	"strings"

	"patchpilot/trailers"
)

// A Fixes tag gives the commit's id and not its subject.
//
// The subject is what a reader understands, and what finds the commit again when the id is wrong or
// belongs to a tree that was rebased.
//
// Add the subject in ("…"): `git log -1 --abbrev=12 --format='Fixes: %h ("%s")' ID`.
//
//	bad:  Fixes: 54a4f0239f2e
//	good: Fixes: 54a4f0239f2e ("MIPS: KVM: Add missing gfn range check")
//
// See Documentation/process/submitting-patches.rst, "Describe your changes".
var fixesNoSubject = &Rule{
	Name:     "fixes-no-subject",
	Severity: Error,
	Scope:    OnPatch,
	Mend:     mendFixes,
	Check: func(p *Pass) {
		eachFix(p, func(t trailers.Trailer, f trailers.Fixes) {
			if f.ID != "" && f.Title == "" && !strings.ContainsAny(f.Trail, `"'“(`) {
				p.Reportf(t.Line, "the Fixes tag names %q without the commit's subject", f.ID)
			}
		})
	},
}
