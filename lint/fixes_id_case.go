package lint

import (
	"strings"

	"patchpilot/trailers"
)

// A Fixes tag writes the commit id in capitals.
//
// Git prints ids in small letters, and whoever searches the log for one, by hand or by script, does not
// find the other spelling.
//
// Write the digits a to f small, as git prints them.
//
//	bad:  Fixes: 54A4F0239F2E ("MIPS: KVM: Add missing gfn range check")
//	good: Fixes: 54a4f0239f2e ("MIPS: KVM: Add missing gfn range check")
//
// See Documentation/process/submitting-patches.rst, "Describe your changes".
var fixesIDCase = &Rule{
	Name:     "fixes-id-case",
	Severity: Info,
	Scope:    OnPatch,
	Mend:     mendFixes,
	Check: func(p *Pass) {
		eachFix(p, func(t trailers.Trailer, f trailers.Fixes) {
			if strings.ToLower(f.ID) != f.ID {
				p.Report(Finding{Line: t.Line, Fix: goodFix(t, f), Edit: mendedFix(t, f), Text: "the Fixes tag writes the commit id in capitals: " + quote(f.ID)})
			}
		})
	},
}
