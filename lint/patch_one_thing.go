package lint

import (
	"strings"

	"patchpilot/internal/lazyregexp"
)

// The patch says of itself that it does more than one thing.
//
// Two changes in one patch cannot be reviewed, reverted, bisected or taken to a stable branch one without
// the other.
//
// Split it, if each half makes sense alone.
//
//	bad:  demo: free the ring when probe fails and rename the queue
//	good: [PATCH 1/2] demo: free the ring when probe fails, [PATCH 2/2] demo: rename the queue
//
// See Documentation/process/submitting-patches.rst, "Separate your changes".
var patchOneThing = &Rule{
	Name:     "patch-one-thing",
	Severity: Info,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		title := p.Mail.Subject.Title
		if !p.Mail.Subject.Patch || strings.HasPrefix(title, "Revert ") {
			return
		}
		if words := twoThings.FindStringSubmatch(title); words != nil {
			p.Report(Finding{Text: "the summary speaks of two things, " + quote("… "+words[1]) + ": " + quote(title)})
			return
		}
		for _, l := range p.Prose() {
			if words := byTheWay(l.text); words != "" {
				p.Report(Finding{Line: l.n, Text: "the patch does one more thing, " + quote(words) + ": " + quote(l.text)})
				return
			}
		}
	},
}

// twoThings is "and" with a verb behind it: "add X and Y" is one thing, "add X and drop Y" is two.
var twoThings = lazyregexp.New(`(?i)^[^,]*\s((?:and|&|also)\s+(?:also\s+)?(?:add|adjust|avoid|change|check|clean ?up|convert|delete|disable|drop|enable|fix|fixes|improve|introduce|move|refactor|remove|rename|reorder|replace|simplify|split|switch|tidy|update|use))\s`)

// byTheWay finds the words with which authors excuse a second change.
func byTheWay(s string) string {
	if !strings.Contains(s, "hile ") && !strings.Contains(s, "Also ") {
		return ""
	}
	return whileAtIt.FindString(s)
}

var whileAtIt = lazyregexp.New(`(?i)\bwhile (?:we(?: a|['’])re |i(?: a|['’])m )?(?:at it|here)\b`)
