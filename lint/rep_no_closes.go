package lint

// A Reported-by is given, and no Closes or Link says where the report is.
//
// The address lets everybody see what was reported and how it ended, and lets trackers close the report
// when the fix lands.
//
// Add `Closes: URL` under the line, or `Link: URL` where the patch settles the report in part. A report
// made in private has no address; then leave it.
//
//	bad:  Reported-by: Max Reader <max@example.org>
//	good: Reported-by: Max Reader <max@example.org>
//	      Closes: https://lore.kernel.org/r/20260302-report@example.org/
//
// See Documentation/process/submitting-patches.rst, "Using Reported-by:, Tested-by:, Reviewed-by:,
// Suggested-by: and Fixes:".
var repNoCloses = &Rule{
	Name:     "rep-no-closes",
	Severity: Info,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		first := 0
		for _, t := range p.Mail.Trailers {
			switch {
			case isLink(t):
				return
			case fromSyzbot(t): // syz-closes
			case t.Is("Reported-by") || t.Is("Reported-and-tested-by"):
				if first == 0 {
					first = t.Line
				}
			}
		}
		if first != 0 {
			p.Report(Finding{Line: first, Text: "Reported-by without a Closes or Link to the report"})
		}
	},
}
