package lint

import (
	"strings"

	"patchpilot/mbox"
	"patchpilot/series"
	"patchpilot/trailers"
)

// A patch sent in confidence to the security team asks for the stable trees by the public list's address.
//
// `git send-email` writes to every Cc of the log. One run by habit, and the hole is public before there is a
// fix for it.
//
// Write `Cc: stable@kernel.org`: it asks for the same, and mail to it is delivered to nobody.
//
//	bad:  Cc: stable@vger.kernel.org        (in a mail to security@kernel.org alone)
//	good: Cc: stable@kernel.org
//
// See Documentation/process/stable-kernel-rules.rst, "Option 1".
var stableEmbargo = &Rule{
	Name:     "stable-embargo",
	Severity: Warning,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		if !confidential(p.Mail) {
			return
		}
		eachStable(p, func(t trailers.Trailer, s trailers.Stable) {
			if strings.EqualFold(s.Address, "stable@vger.kernel.org") {
				p.Report(Finding{Line: t.Line, Edit: rewritten(t, withValue(t, strings.Replace(t.Value, s.Address, "stable@kernel.org", 1))),
					Text: "the mail goes to security@kernel.org and to no public list, and the log names a public one: " + quote(tagText(t))})
			}
		})
	},
}

// confidential tells mail to the security team that no public list gets, the one of the tag aside.
func confidential(m *series.Mail) bool {
	security := false
	for _, to := range [...][]mbox.Address{m.To, m.Cc} {
		for _, a := range to {
			addr := strings.ToLower(a.Email)
			security = security || addr == "security@kernel.org"
			if publicList(addr) {
				return false
			}
		}
	}
	return security && m.ListID == ""
}
