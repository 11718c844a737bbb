package lint

import (
	"strings"

	"patchpilot/series"
	"patchpilot/trailers"
)

// The first posting of a patch carries a review that nobody gave in public.
//
// Reviews are made inside companies, and that is well. But who reads the list cannot see what was looked at,
// and maintainers weigh such a tag less, or ask its owner to repeat it.
//
// Nothing is to be done where the tag is meant. Let the reviewer answer the posting, where it matters.
//
//	bad:  [PATCH] with Reviewed-by: Max Reader <max@example.org>, who is silent on the list
//	good: [PATCH] without it, and a reply by Max Reader that gives it
//
// See Documentation/process/submitting-patches.rst, "Reviewer's statement of oversight".
var revV1HasTags = &Rule{
	Name:     "rev-v1-has-tags",
	Severity: Info,
	Scope:    OnSeries,
	See:      func(p *Pass) { p.heard.listen(p.Mail) },
	Check: func(p *Pass) {
		r := p.Series.Revisions[0]
		if !firstPosting(r) {
			return
		}
		for _, patch := range posted(r) {
			if hasHistory(patch.Mail) {
				continue
			}
			for _, t := range patch.Mail.Trailers {
				if fromNowhere(p, patch.Mail, t) {
					p.Report(Finding{Revision: r, Mail: patch.Mail, Line: t.Line, Text: quote(tagText(t)) + " stands on the first posting, and no mail read here gives it"})
				}
			}
		}
	},
}

// fromNowhere tells whether a tag vouches for the patch in the name of somebody who gave none in any mail.
func fromNowhere(p *Pass, m *series.Mail, t trailers.Trailer) bool {
	who, ok := t.Person()
	return ok && isVouch(t) && !t.Is("Reported-and-tested-by") && !p.heard.from(who) &&
		trailers.Same(who, person(m.From), nil) == trailers.Other
}

// hasHistory tells a patch that was somewhere before it was posted here.
func hasHistory(m *series.Mail) bool {
	return m.InBody || m.Munged || m.Commit != "" || m.Subject.Resend || isBackport(m) ||
		hasAny(strings.ToLower(m.Notes), "v1", "rfc", "resend", "rebase")
}

// firstPosting tells whether nothing was posted before, as far as the posting says.
func firstPosting(r *series.Revision) bool {
	cover := strings.ToLower(coverText(r))
	return r.Stated <= 1 && !r.Resend && !r.Backport && r.Supersedes == nil && !pulled(coverText(r)) && !hasAny(cover, "rfc", "resend", "since v", "previous version")
}
