package lint

import (
	"strings"

	"patchpilot/internal/lazyregexp"
	"patchpilot/series"
)

// The cover letter says nothing, or still holds the template's words.
//
// A cover that nobody wrote tells nobody why to read on.
//
// Say in a few lines what the series is for, and what changed since the last version.
//
//	bad:  *** BLURB HERE ***
//	good: This series teaches the demo driver to sleep.
//
// See Documentation/process/submitting-patches.rst, "Describe your changes".
var serCoverEmpty = &Rule{
	Name:     "ser-cover-empty",
	Severity: Warning,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			if r.Cover == nil {
				continue
			}
			if words := templateWords(r.Cover.Subject.Title + "\n" + coverText(r)); words != "" {
				p.Report(Finding{Revision: r, Mail: r.Cover, Text: "the cover letter still holds the template's " + quote(words)})
			} else if !handwritten(r) {
				p.Report(Finding{Revision: r, Mail: r.Cover, Text: "the cover letter has no text of its own"})
			}
		}
	},
}

func templateWords(text string) string {
	for _, words := range []string{"*** SUBJECT HERE ***", "*** BLURB HERE ***", "EDITME: "} {
		if strings.Contains(text, words) {
			return words
		}
	}
	return ""
}

// madeLine is what tools write into a cover: diffstat, base and marks.
var madeLine = lazyregexp.New(`^(?: .* \| .*| \d+ files? changed.*| (?:create|delete) mode .*| rename .*|[-=_*~]{2,}|(?:base-commit|change-id|prerequisite-[a-z-]+): .*)?$`)

// handwritten tells whether somebody wrote a line of the cover by hand.
func handwritten(r *series.Revision) bool {
	listed := false // below "Ada Writer (3):"
	for l := range strings.Lines(coverText(r)) {
		if l = strings.TrimRight(l, " \t\r\n"); l == "--" {
			break // a signature
		}
		listed = shortlogAuthor.MatchString(l) || listed && strings.HasPrefix(l, "  ")
		if !listed && !madeLine.MatchString(l) {
			return true
		}
	}
	return false
}
