package lint

import (
	"fmt"
	"regexp"

	"patchpilot/series"
)

// A later version does not say what changed since the one before.
//
// Reviewers must compare the two by hand to see whether their comments were heeded, and many will not.
//
// Say it version by version in the cover letter, or below the `---` of each patch.
//
//	bad:  [PATCH v2] with a diffstat alone below the ---
//	good: ---
//	      v2: free the ring on error, as Ben asked
//
// See Documentation/process/submitting-patches.rst, "Commentary".
var serNoChangelog = &Rule{
	Name:     "ser-no-changelog",
	Severity: Warning,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			if r.Stated < 2 || r.Resend || r.Backport || len(posted(r)) == 0 || hasChangelog(r) {
				continue
			}
			where := "neither the cover nor a patch says"
			if r.Cover == nil {
				where = "no patch says"
			}
			if len(posted(r)) == 1 && r.Cover == nil {
				where = "it does not say"
			}
			p.Report(Finding{Revision: r, Text: fmt.Sprintf("this is v%d, and %s what changed since v%d", r.Stated, where, r.Stated-1)})
		}
	},
}

// changelog finds words on what changed: "v2:", "Changes in v3", "since v1", "v1->v2", "V1 -> V2:", "- v2: …",
// "no changes", "* v4", "range-diff", "new in this version".
var changelog = regexp.MustCompile(`(?im)^[\s*#>\[(-]*(?:changes?(?:log)?\s*(?:in|for|from|since|between|to|with|of|\(|vs)?\s*:?\s*(?:patch ?set |the |version |rev(?:ision)? )?(?:rfc ?)?v?\d|change ?log\b|(?:rfc |patch |ver(?:sion)? ?|rev(?:ision)? ?)?v?\d+(?:\.\d+)?\s*(?:\([^)\n]*\)\s*)?(?:-+>|=+>|→|to)\s*(?:patch ?|rfc ?)?v?\d|(?:patch |rfc |in |since |from |compared (?:to|with) |difference[s]? (?:to|from|since) |diff (?:to|from|since) |new in )?(?:the )?v(?:er(?:sion)?)?\.? ?\d+(?:\.\d+)?\b[^.\n]{0,40}(?:$|[:;,-]|\()|no (?:code |functional |other )?changes?\b|range-diff|(?:what's |what is )?(?:changed|new|different) (?:in|since|from) (?:this|the|v|last|previous)|(?:since|from|in|to|over|against|compared (?:to|with)) (?:the )?(?:last|previous|prior|earlier|this|first|second|v\d+)[\w ]{0,20}(?:version|post|posting|submission|revision|series|iteration|round|:|$)|changes:|changes (?:since|from|in|made|compared|relative))|\b(?:changes|changed|differences?) (?:since|from|in|compared to|over|to) (?:the )?(?:v\d|previous|last|first|version|rfc)|\b(?:since|from|over) v\d+\b|\bin v\d+\b`)

// hasChangelog looks for words on what changed in the cover, the notes and, as DRM has it, the logs.
func hasChangelog(r *series.Revision) bool {
	if changelog.MatchString(coverText(r)) {
		return true
	}
	for _, p := range posted(r) {
		if changelog.MatchString(p.Notes) || changelog.MatchString(p.Log) {
			return true
		}
	}
	return false
}
