package lint

import (
	"fmt"
	"time"
)

// A series is still an RFC, and nothing came of it for two months.
//
// An RFC is not applied: it waits for its author. After two months without a word reviewers have forgotten it.
//
// Post it without RFC, with what the discussion brought, or say that it is given up.
//
//	bad:  [RFC PATCH] of January, without an answer in March
//	good: [PATCH v2] of February
//
// See Documentation/process/maintainer-netdev.rst, "RFC".
var subjRFCOld = &Rule{
	Name:     "subj-rfc-old",
	Severity: Info,
	Scope:    OnSeries,
	Check: func(p *Pass) {
		r := p.Series.Latest()
		if !r.RFC || r.Date.IsZero() {
			return
		}
		last := r.Date
		for _, f := range r.FollowUps {
			if f.Mail.Date.After(last) {
				last = f.Mail.Date
			}
		}
		if days := int(p.Now.Sub(last) / (24 * time.Hour)); days > rfcDays {
			p.Report(Finding{Revision: r, Text: fmt.Sprintf("an RFC of %s, and no word of it for %d days", r.Date.Format(time.DateOnly), days)})
		}
	},
}

const rfcDays = 60
