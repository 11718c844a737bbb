package lint

import (
	"slices"
	"strings"

	"patchpilot/mbox"
	"patchpilot/series"
)

// The lists that own a kind of change whatever the driver.
const (
	linuxAPI   = "linux-api@vger.kernel.org"
	devicetree = "devicetree@vger.kernel.org"
)

// sent tells whether a mail has the headers with which it was sent.
func sent(m *series.Mail) bool {
	return !m.Dump && m.Quilt.Series == "" && m.Commit == "" && len(m.To)+len(m.Cc) > 0
}

// sentTo tells whether a mail went to an address.
func sentTo(m *series.Mail, address string) bool {
	is := func(a mbox.Address) bool { return strings.EqualFold(a.Email, address) }
	return slices.ContainsFunc(m.To, is) || slices.ContainsFunc(m.Cc, is)
}

// recipients are all whom a mail names.
func recipients(m *series.Mail) []mbox.Address { return slices.Concat(m.To, m.Cc) }

// listHosts are machines that carry lists and hardly any people.
var listHosts = []string{"vger.kernel.org", "lists.", "list.", "kvack.org", "googlegroups.com", "freelists.org", "groups.io", "nongnu.org", "gnu.org", "dpdk.org", "alsa-project.org", "sourceware.org"}

// publicList tells, by its domain, an address that is surely that of a list where people talk: none of stable's, which
// is a mark for its keepers.
func publicList(email string) bool {
	local, domain, _ := strings.Cut(email, "@")
	return slices.Contains([]string{"vger.kernel.org", "kvack.org", "googlegroups.com", "alsa-project.org"}, domain) && local != "stable" ||
		strings.HasPrefix(domain, "lists.")
}

// listAddress tells an address that looks like a list's. It rather takes a person's for one than a list's for
// a person's.
func listAddress(email string) bool {
	local, host, _ := strings.Cut(strings.ToLower(email), "@")
	if slices.ContainsFunc(listHosts, func(h string) bool { return strings.HasPrefix(host, h) || strings.HasSuffix(host, "."+h) }) ||
		strings.Contains(host, ".lists.") || strings.Contains(host, "-lists.") {
		return true
	}
	if strings.HasPrefix(local, "linux-") || slices.Contains([]string{"dev", "devel", "list", "lists", "lkml", "patches"}, local) {
		return true
	}
	return slices.ContainsFunc([]string{"-devel", "-dev", "-list", "-patches", "-kernel", "-discuss", "-commits", "-users"}, func(end string) bool {
		return strings.HasSuffix(local, end)
	})
}
