package lint

import (
	"strings"

	"patchpilot/mbox"
)

// The mail has a scissors line.
//
// `git am --scissors` drops what stands above it, plain `git am` keeps it in the log. What becomes of the
// text depends on who applies the patch.
//
// Where it is a remark to the reviewers, put it below the `---` instead.
//
//	bad:  Thanks for the report, how about this:
//
//	      ---- 8< ----
//	good: ---
//	      Thanks for the report, how about this.
//
// See git-am(1), --scissors.
var msgScissors = &Rule{
	Name:     "msg-scissors",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		m := p.Mail
		if m.Message == nil || !strings.ContainsAny(m.Log, "<>") || !strings.ContainsAny(m.Log, "8%") {
			return
		}
		if at := m.Message.Mailinfo(mbox.InfoOptions{Scissors: true}).Scissors; at > 0 {
			p.Report(Finding{Line: at, Text: "a scissors line: `git am --scissors` drops the " + plural(at-1, "line") + " above it, plain `git am` keeps them in the log"})
		}
	},
}
