package lint

// The Signed-off-by stands below the `---`, or under the diff.
//
// `git am` takes the log from above the `---`. The sign-off is lost with the rest, and the commit goes in
// unsigned, or is refused.
//
// Move it to the end of the log, above the `---`.
//
//	bad:  ---
//	      Signed-off-by: Ada Writer <ada@example.org>
//	good: Signed-off-by: Ada Writer <ada@example.org>
//	      ---
//
// See Documentation/process/submitting-patches.rst, "The canonical patch format".
var sobBelowCut = &Rule{
	Name:      "sob-below-cut",
	Severity:  Error,
	Scope:     OnPatch,
	Backports: true,
	Check: func(p *Pass) {
		if signsSomewhere(p) {
			return
		}
		if l, below := signedBelow(p); below {
			p.Report(Finding{Line: l.n, Fix: l.text + " (above the ---)",
				Text: quote(l.text) + " stands below the --- and is lost when the patch is applied"})
		}
	},
}
