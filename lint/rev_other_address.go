package lint

import (
	"fmt"

	"patchpilot/series"
)

// A reviewer signed with another address than the one the mail came from.
//
// The tag is believed, for name or local part are the same; but nothing proves it, and tools that
// compare addresses leave it out.
//
// Nothing is to be done where the person is known; `b4 am` needs to be told to take it.
//
//	bad:  From: ada@home.example, and Reviewed-by: Ada Writer <ada@work.example>
//	good: From: ada@work.example, and Reviewed-by: Ada Writer <ada@work.example>
//
// See Documentation/process/submitting-patches.rst, "When to use Acked-by:, Cc:, and Co-developed-by:".
var revOtherAddress = &Rule{
	Name:     "rev-other-address",
	Severity: Info,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		eachGiven(p, func(r *series.Revision, f *series.FollowUp, t series.Tag) {
			if t.Verdict == series.OtherAddress {
				p.Report(Finding{Revision: r, Mail: f.Mail, Line: t.Line, Text: fmt.Sprintf("%s: %s", quote(tagText(t.Trailer)), t.Remark)})
			}
		})
	},
}
