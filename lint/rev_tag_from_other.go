package lint

import (
	"fmt"

	"patchpilot/series"
)

// A reply holds a tag in somebody else's name.
//
// Only the person named can give it; written down by another it is hearsay, and is not collected.
//
// Let the person reply to the list; or, where the tag was given elsewhere, link to it. The author who
// repeats tags given in private is not reported, nor is a tag that its owner gave in the series.
//
//	bad:  From: Ben, and Reviewed-by: Ada Writer <ada@example.org>
//	good: From: Ada Writer, and Reviewed-by: Ada Writer <ada@example.org>
//
// See Documentation/process/submitting-patches.rst, "Reviewer's statement of oversight".
var revTagFromOther = &Rule{
	Name:     "rev-tag-from-other",
	Severity: Warning,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		eachGiven(p, func(r *series.Revision, f *series.FollowUp, t series.Tag) {
			if t.Verdict != series.OtherPerson || !isVouch(t.Trailer) || series.IsBot(f.Mail.From) || saidElsewhere(p.Series, t) {
				return
			}
			if f.To != nil && f.To.From.Email == f.Mail.From.Email {
				return
			}
			p.Report(Finding{Revision: r, Mail: f.Mail, Line: t.Line, Text: fmt.Sprintf("%s stands in a mail from %s, and its owner has not sent it", quote(tagText(t.Trailer)), f.Mail.From.Email)})
		})
	},
}

// saidElsewhere tells whether the owner of a tag gave it in this series, or a patch has it in its log.
func saidElsewhere(s *series.Series, t series.Tag) bool {
	for _, r := range s.Revisions {
		for _, p := range r.Patches {
			for _, own := range p.Tags() {
				if own.Verdict.Counts() && own.Is(t.Key) && own.Value == t.Value {
					return true
				}
			}
		}
	}
	return false
}
