package lint

import (
	"fmt"
	"strings"

	"patchpilot/series"
)

// A later version does not say what changed since the one before.
//
// Reviewers must compare the two by hand to see whether their comments were heeded, and many will not.
//
// Say it version by version in the cover letter, or below the `---` of each patch. Who takes over somebody else's work
// and names them in the cover says there what it adds: that is told as info.
//
//	bad:  [PATCH v2] with a diffstat alone below the ---
//	good: ---
//	      v2: free the ring on error, as Ben asked
//
// See Documentation/process/submitting-patches.rst, "Respond to review comments".
var serNoChangelog = &Rule{
	Name:     "ser-no-changelog",
	Severity: Warning,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			if r.Stated < 2 || r.Resend || r.Backport || !whole(p.Series, r) || hasChangelog(r) {
				continue
			}
			where := "neither the cover nor a patch says"
			if r.Cover == nil {
				where = "no patch says"
			}
			if len(posted(r)) == 1 && r.Cover == nil {
				where = "it does not say"
			}
			severity := p.rule.severity
			if tellsWhose(r) {
				severity = min(severity, Info)
			}
			p.Report(Finding{Revision: r, Severity: severity, Text: fmt.Sprintf("this is v%d, and %s what changed since v%d", r.Stated, where, r.Stated-1)})
		}
	},
}

// tellsWhose tells whether a cover names the other person whose posting this one carries on.
func tellsWhose(r *series.Revision) bool {
	old := r.Supersedes
	if old == nil || samePerson(person(old.Sender), person(r.Sender)) {
		return false
	}
	first, _, _ := strings.Cut(old.Sender.Name, " ")
	return len(first) > 2 && strings.Contains(coverText(r), first)
}
