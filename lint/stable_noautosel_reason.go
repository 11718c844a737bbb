package lint

import "patchpilot/trailers"

// A patch opts out of the stable trees (stable+noautosel) without saying why.
//
// The address keeps scripts from picking the patch. Whoever later asks whether a branch is safe without
// it needs the reason, and the rules ask for one.
//
// Add the reason behind a `#`.
//
//	bad:  Cc: <stable+noautosel@kernel.org>
//	good: Cc: <stable+noautosel@kernel.org> # needs the new allocator
//
// See Documentation/process/stable-kernel-rules.rst, "Option 1": the reason must be present.
var stableNoautoselReason = &Rule{
	Name:     "stable-noautosel-reason",
	Severity: Error,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		eachStable(p, func(t trailers.Trailer, s trailers.Stable) {
			if s.NoAuto && s.Comment == "" {
				p.Report(Finding{Line: t.Line, Fix: "Cc: <stable+noautosel@kernel.org> # the reason",
					Text: quote(t.Value) + " opts out of the stable trees without a reason behind \"#\""})
			}
		})
	},
}
