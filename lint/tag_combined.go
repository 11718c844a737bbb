package lint

import (
	"slices"
	"strings"

	"patchpilot/trailers"
)

// One trailer says two things: "Reported-and-tested-by".
//
// Tools look for each name alone, and the form multiplies the names they must know. Some trees refuse it.
//
// Write two lines.
//
//	bad:  Reported-and-tested-by: Max Reader <max@example.org>
//	good: Reported-by: Max Reader <max@example.org>
//	      Tested-by: Max Reader <max@example.org>
//
// See Documentation/process/maintainer-tip.rst, "Ordering of commit tags".
var tagCombined = &Rule{
	Name:     "tag-combined",
	Severity: Info,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		tags := p.Mail.Trailers
		for i, t := range tags {
			if strings.Count(t.Key, "-") < 3 || !strings.Contains(strings.ToLower(t.Key), "-and-") || !hasSuffixFold(t.Key, "-by") {
				continue
			}
			e := apart(t)
			if next := i + 1; e != nil && next < len(tags) && isLink(tags[next]) && tags[next].Line == e.Last+1 && tags[next].Lines == 1 {
				e.Last++ // the link to the report stays with the first
				e.Lines = slices.Insert(e.Lines, 1, p.Lines()[e.Last-1])
			}
			p.Report(Finding{Line: t.Line, Edit: e, Text: quote(t.Key) + " says two things in one trailer"})
		}
	},
}

// apart is the edit that makes a trailer of each of its words; nil where one is not known.
func apart(t trailers.Trailer) *Edit {
	e := rewritten(t, t.Key)
	if e == nil {
		return nil
	}
	e.Lines = nil
	for _, word := range strings.Split(strings.ToLower(t.Key), "-") {
		if word == "and" || word == "by" {
			continue
		}
		canonical, known := trailers.Known(word + "-by")
		if !known {
			return nil
		}
		t.Key = canonical
		e.Lines = append(e.Lines, withValue(t, t.Value))
	}
	return e
}
