package lint

import "patchpilot/trailers"

// A Fixes tag is broken over two lines.
//
// A tag is one line, however long: the limit of 75 columns is not for tags. Scripts read the first
// line alone and find a subject without its end.
//
// Join the lines. Some mail programs and editors fold while writing; tell them not to.
//
//	bad:  Fixes: 54a4f0239f2e ("MIPS: KVM: Add
//	      missing gfn range check")
//	good: Fixes: 54a4f0239f2e ("MIPS: KVM: Add missing gfn range check")
//
// See Documentation/process/submitting-patches.rst, "Describe your changes": do not split the tag
// across multiple lines.
var fixesWrapped = &Rule{
	Name:     "fixes-wrapped",
	Severity: Error,
	Scope:    OnPatch,
	Mend:     mendFixes,
	Check: func(p *Pass) {
		eachFix(p, func(t trailers.Trailer, f trailers.Fixes) {
			if t.Wrapped {
				p.Report(Finding{Line: t.Line, Fix: goodFix(t, f), Edit: mendedFix(t, f), Text: "the Fixes tag is broken over several lines; it must be one: " + quote(t.Value)})
			}
		})
	},
}
