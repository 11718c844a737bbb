package lint

import (
	"strings"

	"patchpilot/series"
)

// A patch for a stable branch does not name the commit it comes from.
//
// A stable branch takes what is in mainline. The id is how the stable team checks that it is there, finds
// what was fixed since, and how a later reader of the branch finds the discussion.
//
// Make `commit <40 digits> upstream.` (or `[ Upstream commit <40 digits> ]`) the first line of the log.
// Where there is no such commit, say so and why: "not upstream, because …".
//
//	bad:  The ring leaks when probe fails. Free it.
//	good: commit 54a4f0239f2e98a1c7b1f4d0a3b2c1d0e9f8a7b6 upstream.
//
//	      The ring leaks when probe fails. Free it.
//
// See Documentation/process/stable-kernel-rules.rst, "Option 3".
var stableNoUpstream = &Rule{
	Name:      "stable-no-upstream",
	Severity:  Error,
	Scope:     OnPatch,
	Backports: true,
	Headers:   true,
	Check: func(p *Pass) {
		m := p.Mail
		if !toStable(m) || namesUpstream(m) || strings.HasPrefix(m.Subject.Title, "Linux ") {
			return
		}
		log := strings.ToLower(m.Log)
		switch {
		case m.Upstream != "":
			p.Report(Finding{Line: m.UpstreamLine, Severity: Info, Text: "a patch for " + quote(m.Subject.Target) +
				" names its mainline commit, but not first and not as \"commit <id> upstream.\"; that line belongs at the top"})
		case explainsNoUpstream(m, log):
			p.Report(Finding{Severity: Info, Text: "a patch for " + quote(m.Subject.Target) + " says it has no mainline commit"})
		default:
			p.Report(Finding{Line: m.LogLine, Severity: softened(m, p.rule.severity),
				Text: "a patch for " + quote(m.Subject.Target) + " names no mainline commit; its log starts with " + quote(firstLine(m.Log)),
				Fix:  "commit <40 digits of the mainline commit> upstream."})
		}
	},
}

func explainsNoUpstream(m *series.Mail, log string) bool {
	if strings.HasPrefix(m.Subject.Title, "Revert ") {
		return true // what was never right for the branch has no twin upstream
	}
	for _, w := range [...]string{"not upstream", "no upstream", "stable only", "stable-only", "not in mainline", "no mainline",
		"not needed upstream", "upstream is not", "upstream doesn't", "upstream does not", "not applicable upstream", "no direct upstream",
		"upstream equivalent", "only in stable", "not exist upstream", "not exist in mainline", "mainline is not", "mainline does not",
		"never upstream", "not affect mainline", "mainline kernel is not", "mainline counterpart"} {
		if strings.Contains(log, w) {
			return true
		}
	}
	return false
}

func firstLine(s string) string {
	first, _, _ := strings.Cut(strings.TrimLeft(s, "\n"), "\n")
	return first
}
