package lint

import (
	"regexp"
	"strings"

	"patchpilot/trailers"
)

// eachStable calls do for every Cc of a stable list in the log.
func eachStable(p *Pass, do func(t trailers.Trailer, s trailers.Stable)) {
	for _, t := range p.Mail.Trailers {
		if !t.Is("Cc") {
			continue
		}
		if s, ok := trailers.ReadStable(t); ok {
			do(t, s)
		}
	}
}

// ccStable is a Cc of a stable list as a line of its own.
var ccStable = regexp.MustCompile(`(?i)^cc:\s*(?:[^<>@]*<)?stable@(?:vger\.)?kernel\.org\b`)

// isCcStable is ccStable with a cheap look first.
func isCcStable(s string) bool {
	return hasPrefixFold(s, "cc:") && strings.Contains(s, "stable@") && ccStable.MatchString(s)
}
