package lint

import "patchpilot/trailers"

// Somebody signs off twice with nobody in between.
//
// The second line says nothing. It usually comes from `git commit -s` on a log that is signed already under
// another spelling.
//
// Delete one. Signing again after somebody else has carried the patch is right and is not reported.
//
//	bad:  Signed-off-by: Ada Writer <ada@example.org>
//	      Signed-off-by: Ada Writer <ada@example.org>
//	good: Signed-off-by: Ada Writer <ada@example.org>
//
// See Documentation/dev-tools/checkpatch.rst, BAD_SIGN_OFF.
var sobDup = &Rule{
	Name:     "sob-dup",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		signers := p.Signers()
		for i := 1; i < len(signers); i++ {
			a, b := signers[i-1], signers[i]
			if a.ok && b.ok && trailers.Same(a.person, b.person, nil) == trailers.SameAddress {
				f := Finding{Line: b.Line, Fix: "delete the line", Text: show(b.person) + " has signed off already, on the sign-off just before"}
				if a.Raw == b.Raw && a.Line+a.Lines == b.Line {
					f.Edit = takenOut(b.Trailer)
				}
				p.Report(f)
			}
		}
	},
}
