package lint

import "strings"

// A Closes is given, and no Reported-by says who found the bug.
//
// Closes says that a report is settled. Who reported it spent time on it, and is thanked and asked to test by
// that name.
//
// Add `Reported-by: Name <address>` above it. Where the author found the bug, Link says enough.
//
//	bad:  Closes: https://bugzilla.kernel.org/show_bug.cgi?id=199003
//	good: Reported-by: Max Reader <max@example.org>
//	      Closes: https://bugzilla.kernel.org/show_bug.cgi?id=199003
//
// See Documentation/process/submitting-patches.rst, "Using Reported-by:, Tested-by:, Reviewed-by:,
// Suggested-by: and Fixes:".
var repClosesOrphan = &Rule{
	Name:     "rep-closes-orphan",
	Severity: Info,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		closes := p.Tags("Closes")
		if len(closes) == 0 {
			return
		}
		for _, t := range p.Mail.Trailers {
			key := strings.ToLower(t.Key)
			if strings.HasSuffix(key, "-by") && hasAny(key, "report", "found", "spotted", "noticed", "discovered", "bisected", "diagnosed") {
				return
			}
		}
		p.Report(Finding{Line: closes[0].Line, Text: "Closes without a Reported-by: who reported it is not said"})
	},
}
