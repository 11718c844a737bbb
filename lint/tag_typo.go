package lint

import (
	"strings"

	"patchpilot/trailers"
)

// A trailer's name is a misspelling of a known one.
//
// Scripts collect, count and check trailers by name. "Reivewed-by" is nobody's review.
//
// Correct the spelling. Names of your own that resemble no known one are not reported.
//
//	bad:  Reivewed-by: Max Reader <max@example.org>
//	good: Reviewed-by: Max Reader <max@example.org>
//
// See Documentation/process/submitting-patches.rst, "Using Reported-by:, Tested-by:, Reviewed-by:,
// Suggested-by: and Fixes:".
var tagTypo = &Rule{
	Name:     "tag-typo",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, t := range p.Mail.Trailers {
			canonical, known := trailers.Known(t.Key)
			if known || canonical == "" || len(t.Key) < 5 {
				continue
			}
			if strings.HasSuffix(canonical, "-by") && !strings.Contains(t.Value, "@") && strings.Contains(t.Value, "://") {
				continue // "Reported-at: https://…" names no person
			}
			f := Finding{Line: t.Line, Fix: canonical + ": " + t.Value,
				Text: quote(t.Key+":") + " is not a known trailer; it looks like " + quote(canonical+":")}
			if sureOf(canonical, t.Value) {
				f.Edit = renamed(t, canonical)
			}
			p.Report(f)
		}
		for _, l := range p.Prose() {
			key, value, found := strings.Cut(l.text, ":")
			if !found || !strings.HasSuffix(key, " by") && !strings.HasSuffix(key, "-by ") || !strings.Contains(value, "@") {
				continue
			}
			canonical, known := trailers.Known(strings.ReplaceAll(strings.TrimSpace(key), " ", "-"))
			if !known {
				continue
			}
			f := Finding{Line: l.n, Fix: canonical + ": " + strings.TrimSpace(value),
				Text: quote(key+":") + " is not a trailer: it is written " + quote(canonical+":")}
			if sureOf(canonical, value) {
				f.Edit = &Edit{First: l.n, Last: l.n, Lines: []string{f.Fix}}
			}
			p.Report(f)
		}
	},
}

// sureOf tells whether a misspelt trailer's value is what the name it resembles asks for. A sign-off is for
// its owner to write.
func sureOf(canonical, value string) bool {
	switch canonical {
	case "Signed-off-by":
		return false
	case "Fixes":
		return trailers.ReadFixes(value).ID != ""
	case "Closes":
		return strings.Contains(value, "://")
	case "Assisted-by":
		return strings.Contains(value, ":")
	}
	return strings.Contains(value, "@")
}
