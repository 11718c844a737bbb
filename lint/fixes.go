package lint

import (
	"strings"

	"patchpilot/trailers"
)

// eachFix calls do for every Fixes tag of the log with its value read.
func eachFix(p *Pass, do func(t trailers.Trailer, f trailers.Fixes)) {
	for _, t := range p.Mail.Trailers {
		if t.Is("Fixes") {
			do(t, trailers.ReadFixes(t.Value))
		}
	}
}

// goodFix writes the tag as it should be, "" where a part of it is not known.
func goodFix(f trailers.Fixes) string {
	if len(f.ID) < 12 || f.Title == "" {
		return ""
	}
	return "Fixes: " + strings.ToLower(f.ID) + ` ("` + f.Title + `")`
}
