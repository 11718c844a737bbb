package lint

import (
	"strings"

	"patchpilot/internal/lazyregexp"
	"patchpilot/mbox"
	"patchpilot/series"
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

// toStable tells whether the subject sends the patch to a stable branch: by name ("6.6.y", "stable",
// "AUTOSEL"), or by a release alone where the stable list is written to. "for 6.8" and "for-next 6.8" are
// the mainline cycle.
func toStable(m *series.Mail) bool {
	if !m.Subject.Stable {
		return false
	}
	for _, w := range m.Subject.Words {
		if strings.HasSuffix(w, ".y") || strings.Contains(w, "stable") || w == "AUTOSEL" {
			return true
		}
	}
	return len(m.Subject.Words) == 1 && (writtenToStable(m.To) || writtenToStable(m.Cc))
}

func writtenToStable(to []mbox.Address) bool {
	for _, a := range to {
		if strings.HasPrefix(a.Email, "stable@") {
			return true
		}
	}
	return false
}

// namesUpstream tells whether the log names its mainline commit in one of the two forms of the stable
// rules; "(cherry picked from commit …)" may come from any tree.
func namesUpstream(m *series.Mail) bool {
	if m.Upstream == "" {
		return false
	}
	_, _, form := trailers.Upstream(m.Log, m.LogLine)
	return form >= trailers.UpstreamCommit
}

// ccStable is a Cc of a stable list as a line of its own.
var ccStable = lazyregexp.New(`(?i)^cc:\s*(?:[^<>@]*<)?stable@(?:vger\.)?kernel\.org\b`)

// isCcStable is ccStable with a cheap look first.
func isCcStable(s string) bool {
	return hasPrefixFold(s, "cc:") && strings.Contains(s, "stable@") && ccStable.MatchString(s)
}
