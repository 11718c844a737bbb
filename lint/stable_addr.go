package lint

import (
	"strings"

	"patchpilot/trailers"
)

// A Cc is meant for the stable list, and its address is misspelt.
//
// The stable scripts look for the exact address. A patch with a typo in it is never picked up, and
// nobody is told: the mail to the wrong address may not even bounce.
//
// Write stable@vger.kernel.org, or stable@kernel.org for what must not be mailed to the public list.
//
//	bad:  Cc: stable@kernel.vger.org
//	good: Cc: stable@vger.kernel.org
//
// See Documentation/process/stable-kernel-rules.rst, "Option 1".
var stableAddr = &Rule{
	Name:     "stable-addr",
	Severity: Error,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		eachStable(p, func(t trailers.Trailer, s trailers.Stable) {
			if s.Good || otherStable(s.Address) {
				return
			}
			f := Finding{Line: t.Line, Text: quote(s.Address) + " is not the stable list's address; it is \"stable@vger.kernel.org\""}
			if meansList(s.Address) {
				f.Edit = rewritten(t, withValue(t, strings.Replace(t.Value, s.Address, "stable@vger.kernel.org", 1)))
			}
			p.Report(f)
		})
	},
}

// otherStable tells the stable lists of other projects: stable@dpdk.org, qemu-stable@nongnu.org.
func otherStable(addr string) bool {
	_, domain, found := strings.Cut(addr, "@")
	return found && !strings.Contains(domain, "kernel") && !strings.Contains(domain, "vger") && !strings.Contains(domain, "linux")
}

// meansList tells a misspelling of the public list from one that may mean stable@kernel.org.
func meansList(addr string) bool {
	local, domain, found := strings.Cut(strings.ToLower(addr), "@")
	return !found || !strings.Contains(local, "+") && strings.Contains(domain, "vger")
}
