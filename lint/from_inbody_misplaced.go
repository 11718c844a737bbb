package lint

import (
	"strings"

	"patchpilot/trailers"
)

// A `From:` line that should name the author is not the first line of the mail.
//
// Git takes the author from it only at the very top. Anywhere else it stays in the log as text, and the
// sender becomes the author.
//
// Make it the first line, followed by an empty one.
//
//	bad:  The ring leaks when probe fails. Free it.
//
//	      From: Ada Writer <ada@example.org>
//	good: From: Ada Writer <ada@example.org>
//
//	      The ring leaks when probe fails. Free it.
//
// See Documentation/process/submitting-patches.rst, "From Line".
var fromInbodyMisplaced = &Rule{
	Name:     "from-inbody-misplaced",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		if p.Mail.InBody {
			return
		}
		log := p.Log()
		for i, l := range log {
			if !strings.HasPrefix(l.text, "From: ") || !alone(log, i) {
				continue
			}
			if who, ok := trailers.ReadPerson(strings.TrimPrefix(l.text, "From: ")); ok && who.Name != "" {
				p.Report(Finding{Line: l.n, Fix: l.text + " (as the first line of the mail)",
					Text: quote(l.text) + " is not the first line of the mail, so git keeps it as text and not as the author"})
				return
			}
		}
	},
}

// alone tells whether a line is a paragraph of its own.
func alone(ls []line, i int) bool {
	return (i == 0 || strings.TrimSpace(ls[i-1].text) == "") && (i+1 == len(ls) || strings.TrimSpace(ls[i+1].text) == "")
}
