package stable

import (
	"slices"
	"strings"

	"patchpilot/history"
	"patchpilot/mbox"
	"patchpilot/series"
)

// keepers are the exact addresses of those who keep stable trees and write of them by program: of the kernel's, of DPDK's.
var keepers = []string{
	"gregkh@linuxfoundation.org", "sashal@kernel.org",
	"bluca@debian.org", "luca.boccassi@gmail.com", "luca.boccassi@microsoft.com", "ktraynor@redhat.com",
	"xuemingl@nvidia.com", "christian.ehrhardt@canonical.com",
}

// Keeps tells whether an address is exactly that of somebody who keeps a stable tree; anybody can take the name.
func Keeps(a mbox.Address) bool { return slices.Contains(keepers, strings.ToLower(a.Email)) }

// Ours is what a distribution has beside the trees known: who writes of its own by program, and where backports go.
type Ours struct {
	Keepers []string // exact addresses
	List    string   // an address; "" = the stable list of the conventions
}

// keeps tells whether an address is exactly that of somebody who keeps a stable tree, known or ours.
func (o Ours) keeps(a mbox.Address) bool { return Keeps(a) || o.has(a) }

func (o Ours) has(a mbox.Address) bool {
	return slices.ContainsFunc(o.Keepers, func(k string) bool { return strings.EqualFold(k, a.Email) })
}

// sentTo tells whether a mail goes to the list: ours, where there is one.
func (o Ours) sentTo(m *series.Mail) bool {
	if o.List != "" {
		return sent(m, func(email string) bool { return strings.EqualFold(email, o.List) })
	}
	return sentToKnown(m)
}

func sentToKnown(m *series.Mail) bool {
	return sent(m, func(email string) bool {
		return history.Kernel.List.MatchString(email) || history.DPDK.List.MatchString(email)
	})
}

func sent(m *series.Mail, is func(email string) bool) bool {
	for _, to := range [][]mbox.Address{m.To, m.Cc} {
		for _, a := range to[:min(len(to), 500)] {
			if is(a.Email) {
				return true
			}
		}
	}
	return false
}

// elsewhere tells whether a mail speaks of the kernel's or DPDK's own stable trees where it gives but a version.
func (o Ours) elsewhere(m *series.Mail) bool {
	if o.has(m.From) || o.List != "" && o.sentTo(m) {
		return false
	}
	return Keeps(m.From) || sentToKnown(m)
}
