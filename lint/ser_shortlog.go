package lint

import (
	"fmt"
	"strings"

	"patchpilot/internal/lazyregexp"
	"patchpilot/series"
)

// The shortlog in the cover letter is not that of the patches.
//
// It was not made again after the series changed: readers look for patches that are gone, and miss
// those that came.
//
// Let `git format-patch --cover-letter` write it once the series is final.
//
//	bad:  a cover that lists "demo: add the ring" over a series without such a patch
//	good: a cover that lists the summaries of all its patches
//
// See git-format-patch(1), "--cover-letter".
var serShortlog = &Rule{
	Name:     "ser-shortlog",
	Severity: Info,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			listed, line := shortlog(r)
			if len(listed) == 0 || !r.Whole() || r.Partial || r.Backport {
				continue
			}
			here := make(map[string]bool)
			for _, n := range posted(r) {
				here[n.Subject.Key()] = true
			}
			unknown := false
			for _, title := range listed {
				if s := series.ParseSubject(title); !here[s.Key()] {
					unknown = true
					p.Report(Finding{Revision: r, Mail: r.Cover, Line: line, Text: fmt.Sprintf("the shortlog has %s; no patch of the posting is called so", quote(title))})
				}
			}
			if !unknown && len(listed) != len(posted(r)) {
				p.Report(Finding{Revision: r, Mail: r.Cover, Line: line, Text: fmt.Sprintf("the shortlog lists %d of the %d patches posted", len(listed), len(posted(r)))})
			}
		}
	},
}

// shortlogAuthor is "Ada Writer (3):".
var shortlogAuthor = lazyregexp.New(`(?m)^[^\s(][^()\n]{1,60} \((\d{1,4})\):$`)

// shortlog reads the titles listed in a cover, folded ones joined, and the line they begin at.
func shortlog(r *series.Revision) (titles []string, line int) {
	if r.Cover == nil {
		return nil, 0
	}
	text, first := r.Cover.Log, r.Cover.LogLine
	if !strings.Contains(text, "):\n") {
		text, first = r.Cover.Notes, r.Cover.NotesLine
	}
	if !strings.Contains(text, "):\n") {
		return nil, 0 // the search below is slow
	}
	for _, at := range shortlogAuthor.FindAllStringIndex(text, -1) {
		if line == 0 {
			line = first + strings.Count(text[:at[0]], "\n")
		}
		base := 0
		for _, l := range strings.Split(strings.TrimPrefix(text[at[1]:], "\n"), "\n") {
			title := strings.TrimLeft(l, " ")
			indent := len(l) - len(title)
			if title == "" || indent == 0 {
				break
			}
			if base == 0 {
				base = indent
			}
			if indent > base {
				titles[len(titles)-1] += " " + title // git folds long summaries deeper
				continue
			}
			titles = append(titles, title)
		}
	}
	return titles, line
}
