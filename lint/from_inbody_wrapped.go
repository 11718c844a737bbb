package lint

import (
	"strings"

	"patchpilot/trailers"
)

// The `From:` line at the top of the mail is broken in two.
//
// Git reads a name without an address there, and refuses the mail or records no author; the address becomes
// the first line of the log.
//
// Write name and address on one line.
//
//	bad:  From: Ada Writer of a Name that is Long
//	      <ada@example.org>
//	good: From: Ada Writer of a Name that is Long <ada@example.org>
//
// See git-am(1), and Documentation/process/submitting-patches.rst, "From Line".
var fromInbodyWrapped = &Rule{
	Name:     "from-inbody-wrapped",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		l, next, found := topFrom(p)
		if !found {
			return
		}
		joined := strings.TrimSpace(l.text) + " " + strings.TrimSpace(next)
		switch who, ok := trailers.ReadPerson(strings.TrimSpace(joined[len("From:"):])); {
		case strings.Contains(l.text, "=?") && strings.Contains(l.text, "?="):
			p.Report(Finding{Severity: Info, Line: l.n, Text: "the name on the From: line is in its mail encoding: " + quote(l.text)})
		case strings.Contains(l.text, "@"), indented(next), !ok, who.Name == "", !strings.HasSuffix(joined, ">"):
		default:
			p.Report(Finding{Line: l.n, Edit: &Edit{First: l.n, Last: l.n + 1, Lines: []string{joined}},
				Text: "the From: line is broken in two, and git takes no address from it: " + quote(l.text)})
		}
	},
}
