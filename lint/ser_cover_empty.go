package lint

import (
	"strings"
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
			} else if strings.TrimSpace(coverText(r)) == "" {
				p.Report(Finding{Revision: r, Mail: r.Cover, Text: "the cover letter is empty"})
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
