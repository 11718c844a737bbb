package lint

import (
	"strings"

	"patchpilot/internal/lazyregexp"
)

// prose tells whether a line says something: words, not a rule, a quote mark or a number.
func prose(s string) bool {
	letters := 0
	for i := range len(s) {
		if c := s[i] | 0x20; 'a' <= c && c <= 'z' || s[i] >= 0x80 {
			letters++
		}
	}
	return letters >= 2
}

// hasProse tells whether the log says anything beside its trailers.
func hasProse(p *Pass) bool {
	for _, l := range p.Prose() {
		if prose(l.text) {
			return true
		}
	}
	for _, t := range p.Mail.Trailers { // "BUG: KASAN: …" and "Note: this …" look like trailers
		if !namesPerson(t) && !t.Is("Fixes") && !isLink(t) && len(strings.Fields(t.Value)) >= 3 {
			return true
		}
	}
	return false
}

// saidBelow finds the first line of prose between the `---` and the diffstat that is no changelog.
func saidBelow(p *Pass) (line, bool) {
	for _, l := range p.Notes() {
		s := strings.TrimSpace(l.text)
		switch {
		case s == "":
			continue
		case versionLine.MatchString(s), hasPrefixFold(s, "change"), strings.Contains(s, " | "), strings.HasSuffix(s, ":"):
			return line{}, false // a changelog, or the diffstat: what follows is not the body
		case len(strings.Fields(s)) >= 4 && !notATrailer(s):
			continue
		case len(strings.Fields(s)) >= 4:
			return l, !asks(p)
		}
	}
	return line{}, false
}

// asks tells whether a question to the reviewers stands below the `---`, which belongs there.
func asks(p *Pass) bool {
	for _, l := range p.Notes() {
		switch s := strings.TrimSpace(l.text); {
		case strings.Contains(s, " | "):
			return false
		case strings.HasSuffix(s, "?"), strings.Contains(s, "? "):
			return true
		}
	}
	return false
}

// notATrailer tells that no "Word-word:" stands at the start.
func notATrailer(s string) bool {
	first := s
	if i := strings.IndexByte(s, ' '); i >= 0 {
		first = s[:i]
	}
	return !strings.HasSuffix(first, ":") && !strings.HasPrefix(s, "(")
}

// versionLine is the start of a changelog entry: "v2:", "V3 -> V4:", "Changes since v1", "Changelog:".
var versionLine = lazyregexp.New(`^\s*(?:[-*#]+\s*)?(?:` +
	`\(?[vV][0-9]{1,2}\)?\s*(?:(?:->|-->|=>|→|to|vs)\s*[vV]?[0-9]{1,2}\s*)?:` +
	`|(?i:changes?|changelog|change log|change history|differences|history)\s+(?i:since|from|in|for|between|to|v)\b.*` +
	`(?:\b[vV]\.?[0-9]|\b(?i:version|ver|rev|revision|patch|patch ?set|series|rfc)\.? ?#?[0-9]|\b[0-9]{1,2}\s*:?\s*$)` +
	`|(?i:changelog|change log|change history|version history|revision history)\s*:?\s*$` +
	`|(?i:changes)\s+(?i:since|from|in)\s+(?i:rfc|the previous|last)` +
	`)`)
