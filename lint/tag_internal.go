package lint

import (
	"strings"

	"patchpilot/internal/lazyregexp"
)

// The log carries a line that means something inside one company only.
//
// Ticket numbers, review servers and test notes of a private tree tell the public nothing, and stay in the
// history for good.
//
// Delete the line. What the public should know (how it was tested, which report it settles) is said in the
// log's own words, or by Link and Closes with a public address.
//
//	bad:  BUG=b:181234567
//	good: Closes: https://bugzilla.kernel.org/show_bug.cgi?id=199003
//
// See Documentation/process/submitting-patches.rst, "Describe your changes": private bug trackers.
var tagInternal = &Rule{
	Name:     "tag-internal",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		var found []line
		for _, l := range p.Log() {
			if internalStart(l.text) && internalLine.MatchString(l.text) {
				found = append(found, l)
			}
		}
		if n := len(found); n > 0 {
			f := Finding{Line: found[0].n, Fix: "delete the line", Text: quote(found[0].text) + " is a tag of another project's tools, and says nothing here"}
			if n > 1 {
				f.Fix = "delete the lines"
				f.Text += "; so are " + plural(n-1, "more line")
			}
			p.Report(f)
		}
	},
}

// internalStart looks at the first letters, for speed.
func internalStart(s string) bool {
	if len(s) < 5 || !strings.ContainsAny(s, ":=") {
		return false
	}
	switch s[0] {
	case 'B', 'T', 'I', 'C', 'R', 'G', 'b', 'J':
		return true
	}
	return false
}

var internalLine = lazyregexp.New(`^(?:` +
	`BUG=.|TEST=.|BRANCH=.|` +
	`(?i:bug|issue|jira)(?:[- ]?id)?: ?(?:b/|b:)?[0-9]{3,}\s*$|` +
	`(?i:bug|issue|jira)(?:[- ]?id)?: ?[A-Z]{2,10}-[0-9]+\s*$|` +
	`CR-Id: |CRs-Fixed: |Cq-Depend: |CQ-DEPEND=|Google-Bug-Id: |` +
	`Reviewed-on: https?://[^ ]*review)`)
