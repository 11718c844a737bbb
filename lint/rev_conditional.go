package lint

import (
	"fmt"

	"patchpilot/series"
)

// A tag was given under a condition.
//
// "With that fixed, Reviewed-by: ..." is no review of this version: who collects it as it stands puts
// words into the reviewer's mouth.
//
// Fix what was asked for, then add the tag to the next version.
//
//	bad:  the tag collected, the comment above it forgotten
//	good: v2: fix the leak Ben saw; collect his Reviewed-by
//
// See Documentation/process/submitting-patches.rst, "Reviewer's statement of oversight".
var revConditional = &Rule{
	Name:     "rev-conditional",
	Severity: Info,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		eachGiven(p, func(r *series.Revision, f *series.FollowUp, t series.Tag) {
			if t.Verdict == series.Conditional {
				p.Report(Finding{Revision: r, Mail: f.Mail, Line: t.Line, Text: fmt.Sprintf("%s was given under a condition: %s", quote(tagText(t.Trailer)), t.Remark)})
			}
		})
	},
}
