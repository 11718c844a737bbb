package lint

import "strings"

// The summary does not start with the area it changes.
//
// People scan hundreds of subjects for their own area, and the shortlog is sorted by reading. Without a
// prefix nobody knows whose patch it is.
//
// Look how others did it (`git log --oneline -- PATH`) and start with that prefix and a colon.
//
//	bad:  Subject: [PATCH] Free the ring when probe fails
//	good: Subject: [PATCH] demo: Free the ring when probe fails
//
// See Documentation/process/submitting-patches.rst, "The canonical patch format".
var subjPrefixMissing = &Rule{
	Name:     "subj-prefix-missing",
	Severity: Warning,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		s := p.Mail.Subject
		if !s.Patch || s.Title == "" || strings.Contains(s.Title, ":") || draft(p.Mail) {
			return
		}
		for _, start := range [...]string{"Revert ", "Reapply ", "Linux ", "Merge ", "["} {
			if strings.HasPrefix(s.Title, start) {
				return
			}
		}
		// "[PATCH] [media] summary": the area in brackets, which the title has lost.
		if _, rest, found := strings.Cut(s.Text, s.Prefix+"]"); found && strings.HasPrefix(strings.TrimSpace(rest), "[") {
			return
		}
		p.Report(Finding{Text: "the summary names no area: " + quote(s.Title), Fix: "start with the area and a colon, as in \"drm/msm: …\""})
	},
}
