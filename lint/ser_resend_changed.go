package lint

import "fmt"

// A posting marked RESEND differs from what it resends.
//
// RESEND says "nothing changed, please look": reviewers skip what they have read, and miss the change.
//
// Give a changed posting a new version and a changelog.
//
//	bad:  [PATCH RESEND] with another diff than [PATCH]
//	good: [PATCH v2] with a changelog below the ---
//
// See Documentation/process/submitting-patches.rst, "Don't get discouraged - or impatient".
var serResendChanged = &Rule{
	Name:     "ser-resend-changed",
	Severity: Warning,
	Scope:    OnSeries,
	Needs:    NeedsPrevious,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			if r.Resend && r.Supersedes == nil {
				p.Skip(noPrevious)
			}
			if !r.Resend || r.Supersedes == nil || r.Supersedes.Version+1 != r.Version || r.Stated > 0 && r.Stated != r.Supersedes.Stated {
				continue
			}
			for _, n := range posted(r) {
				if o := n.Previous; o != nil && n.ChangeHash != "" && o.ChangeHash != "" && !sameChange(n, o) {
					p.Report(Finding{Revision: r, Mail: n.Mail, Text: fmt.Sprintf("marked RESEND, but its changes are not those of <%s>", o.ID)})
				}
			}
		}
	},
}
