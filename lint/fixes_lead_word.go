package lint

import "patchpilot/trailers"

// A word stands between "Fixes:" and the commit id.
//
// The tag is read by scripts that expect the id first. "commit", or the tag's own name once more,
// makes some of them miss it; linux-next asks for such tags to be corrected.
//
// Let the id follow the colon.
//
//	bad:  Fixes: commit 54a4f0239f2e ("MIPS: KVM: Add missing gfn range check")
//	good: Fixes: 54a4f0239f2e ("MIPS: KVM: Add missing gfn range check")
//
// See Documentation/process/submitting-patches.rst, "Describe your changes".
var fixesLeadWord = &Rule{
	Name:     "fixes-lead-word",
	Severity: Error,
	Scope:    OnPatch,
	Mend:     mendFixes,
	Check: func(p *Pass) {
		eachFix(p, func(t trailers.Trailer, f trailers.Fixes) {
			if f.ID != "" && f.Lead != "" {
				p.Report(Finding{Line: t.Line, Fix: goodFix(t, f), Edit: mendedFix(t, f),
					Text: "the Fixes tag has " + quote(f.Lead) + " before the commit id; the id comes first"})
			}
		})
	},
}
