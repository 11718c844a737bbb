package lint

import (
	"patchpilot/internal/lazyregexp"
	"patchpilot/series"
)

// A series does not say what it was made on.
//
// Robots and maintainers guess a tree, and where they guess wrong it does not apply or is tested on something
// else.
//
// Give the commit: `git format-patch --base=auto`. A tree named in the subject, or a word about the base in the
// text, is good enough.
//
//	bad:  a series without a word on its base
//	good: base-commit: 54a4f0239f2e98a1c7b1f4d0a3b2c1d0e9f8a7b6
//
// See Documentation/process/submitting-patches.rst, "Providing base tree information".
var serNoBase = &Rule{
	Name:     "ser-no-base",
	Severity: Info,
	Scope:    OnSeries,
	Headers:  true,
	Check: func(p *Pass) {
		r := p.Series.Latest()
		if r.BaseCommit != "" || r.Target != "" || r.Backport || r.Partial || len(r.Patches) < 2 || !whole(p.Series, r) || !sent(r.Mails()[0]) ||
			len(r.Prerequisites()) > 0 || tellsBase(r) {
			return
		}
		p.Report(Finding{Revision: r, Text: "nothing says what these " + countPatches(len(r.Patches)) + " were made on"})
	},
}

var baseWords = lazyregexp.New(`(?i)\b(?:re)?based? (?:on|off|against|upon|atop|to|onto)\b|\b(?:on top of|applies (?:to|on|cleanly)|apply (?:to|on)|against|depends? on|dependency|generated (?:on|against)|git tree|git repo|available (?:at|in)|linux-next|for-next|next-20\d{6}|v\d+\.\d+(?:-rc\d+)?)\b|base:|git://|\.git\b`)

// tellsBase tells whether a cover or notes speak of what the series goes on.
func tellsBase(r *series.Revision) bool {
	if baseWords.MatchString(coverText(r)) {
		return true
	}
	for _, p := range posted(r) {
		if baseWords.MatchString(p.Notes) {
			return true
		}
	}
	return false
}
