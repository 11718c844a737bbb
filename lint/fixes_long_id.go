package lint

import "patchpilot/trailers"

// A Fixes tag names its commit by more than twelve digits of its id.
//
// More digits do no harm, and many trees take them. Some ask for twelve, so that the line stays short and all
// tags look alike; the rule is for them, and off unless asked for.
//
// Write the first twelve digits.
//
//	bad:  Fixes: 54a4f0239f2e98a1c7b1 ("MIPS: KVM: Add missing gfn range check")
//	good: Fixes: 54a4f0239f2e ("MIPS: KVM: Add missing gfn range check")
//
// See Documentation/process/submitting-patches.rst, "Describe your changes".
var fixesLongID = &Rule{
	Name:     "fixes-long-id",
	Severity: Off,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		eachFix(p, func(t trailers.Trailer, f trailers.Fixes) {
			if n := len(f.ID); n > 12 {
				text := "the Fixes tag names its commit by " + plural(n, "digit") + ", " + quote(f.ID) + "; twelve are asked for"
				f.ID = f.ID[:12]
				p.Report(Finding{Line: t.Line, Edit: mendedFix(t, f), Text: text})
			}
		})
	},
}
