package lint

import (
	"strings"

	"patchpilot/internal/lazyregexp"
	"patchpilot/series"
)

// A changelog is told by its lines, after bullets and brackets are off. No kernel version passes for
// one: "since v5.9" has a minor number.
var (
	// versionLabel: "v2:", "V1 -> V2", "v3 (Ada):", "[v2]", "Rev. 3 -", "for v4:", "v2 changes", "V3 rename the ring".
	versionLabel = lazyregexp.New(`(?i)^(?:(?:patch|rfc|in|for) ?)*(?:v|ver|version|rev|revision)\.? ?\d{1,2}(?:(?:\.\d)?[:(]|[;,)\]/&=>→\s-]|$)`)
	// changeHeading: "Changes in v2", "Changes:", "Changelog since RFC", "Differences from the last version".
	changeHeading = lazyregexp.New(`(?i)^(?:changes?|change ?log|differences?|diff|updates?|history|(?:version|revision|patch) history)(?:\s*\(|\s*:|\s*$|\s+(?:[a-z]+ ){0,2}(?:v|ver|version|rev|revision|patch|patch ?set|rfc|this|last|previous|prior|earlier|first|initial|original)\.? ?v?\d{0,2}(?:[^.\w]|\.?$))`)
	// sinceVersion: "what changed since v1", "compared to the last posting".
	sinceVersion = lazyregexp.New(`(?i)\b(?:(?:since|from|over|against|compared (?:to|with)|relative to|related to) (?:the |my )?(?:(?:patch|series|version|rev|rfc) ?)?(?:v\d{1,2}(?:[^.\w]|\.?$)|rfc\b|(?:last|previous|prior|earlier|first|initial|original) (?:version|post|patch|series|submission|revision|iteration|round|rfc|v\d)))`)
	// misspelt: "Chnages in v2:".
	misspelt = lazyregexp.New(`(?i)^\S+ in v\d{1,2}\s*:$`)
	// thisPosting: what a posting says of itself as a whole: "no changes", "rebased on …", "this version …".
	thisPosting = lazyregexp.New(`(?i)^(?:no (?:code |other |further )?changes?\b|unchanged\b|rebased?\b|range-diff|interdiff|this (?:version|revision|respin|iteration)\b|resen[dt]|respin)`)
	// loneLink: "v1: https://…" says where, not what.
	loneLink = lazyregexp.New(`(?i)^(?:- )?(?:link to )?[^:]{0,24}:?\s*<?https?://\S+$`)
	// noteItem counts below the `---` alone: nothing but remarks on the posting stands there.
	noteItem = lazyregexp.New(`^\s*(?:[-*+]{1,2}|\d+[.)]) *[A-Za-z]`)
)

// hasChangelog looks for words on what changed in the cover, the notes and, as graphics people have it, the logs.
func hasChangelog(r *series.Revision) bool {
	if tellsChanges(coverText(r), versionLabel, changeHeading, misspelt, sinceVersion, thisPosting) {
		return true
	}
	for _, p := range posted(r) {
		if tellsChanges(p.Notes, versionLabel, changeHeading, misspelt, sinceVersion, thisPosting, noteItem) ||
			tellsChanges(p.Log, versionLabel, changeHeading, misspelt) {
			return true
		}
	}
	return false
}

// tellsChanges tells whether a line of the text is of one of the forms.
func tellsChanges(text string, forms ...*lazyregexp.Regexp) bool {
	for l := range strings.Lines(text) {
		l = strings.TrimRight(l, " \t\r\n")
		bare := strings.TrimLeft(l, " \t*#[(=~_-")
		if bare == "" || loneLink.MatchString(bare) {
			continue
		}
		for _, form := range forms {
			if form.MatchString(bare) || form == noteItem && form.MatchString(l) {
				return true
			}
		}
	}
	return false
}
