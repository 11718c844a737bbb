package lint

import "patchpilot/trailers"

// A Fixes tag names its commit by fewer than twelve digits of its id.
//
// Short ids stop being unique as the tree grows: what names one commit today names three in some
// years, and the scripts that carry fixes to the stable trees then pick none, or the wrong one.
//
// Write the first twelve digits or more. This prints the whole line:
// `git log -1 --abbrev=12 --format='Fixes: %h ("%s")' ID`.
//
//	bad:  Fixes: 54a4f02 ("MIPS: KVM: Add missing gfn range check")
//	good: Fixes: 54a4f0239f2e ("MIPS: KVM: Add missing gfn range check")
//
// See Documentation/process/submitting-patches.rst, "Describe your changes".
var fixesShortID = &Rule{
	Name:     "fixes-short-id",
	Severity: Error,
	Scope:    OnPatch,
	Mend:     mendFixes,
	Check: func(p *Pass) {
		eachFix(p, func(t trailers.Trailer, f trailers.Fixes) {
			if f.ID != "" && len(f.ID) < 12 {
				p.Reportf(t.Line, "the Fixes tag names its commit by %d digits, %q; twelve or more are needed", len(f.ID), f.ID)
			}
		})
	},
}
