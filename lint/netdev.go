package lint

import (
	"strings"

	"patchpilot/series"
)

// treeTag is the word of a posting's subjects that names a tree of networking or BPF: "net", "bpf-next"; "" = none.
func treeTag(r *series.Revision) string {
	for _, m := range r.Mails() {
		for _, w := range m.Subject.Words {
			if treeTags[strings.ToLower(w)] {
				return strings.ToLower(w)
			}
		}
	}
	return ""
}

// treeTags are the trees that netdev's and BPF's lists feed, and those that share the lists.
var treeTags = map[string]bool{
	"net": true, "net-next": true, "bpf": true, "bpf-next": true, "nf": true, "nf-next": true, "ipsec": true, "ipsec-next": true,
	"wireless": true, "wireless-next": true, "can": true, "can-next": true, "batadv": true, "mptcp": true, "mptcp-next": true, "mptcp-net": true,
	"iwl-net": true, "iwl-next": true, "bluetooth": true, "rdma-next": true, "mlx5-next": true, "iproute2": true, "iproute2-next": true, "ethtool": true,
	"ethtool-next": true, "dwarves": true, "xdp-hints": true,
}

// networking tells whether a file is networking's or BPF's own.
func networking(path string) bool {
	for _, dir := range [...]string{"net/", "drivers/net/", "include/net/", "include/uapi/linux/if_", "kernel/bpf/", "tools/bpf/", "tools/lib/bpf/", "tools/testing/selftests/net/", "tools/testing/selftests/bpf/", "Documentation/networking/"} {
		if strings.HasPrefix(path, dir) {
			return !strings.HasPrefix(path, "drivers/net/wireless/") && !strings.HasPrefix(path, "net/wireless/") && !strings.HasPrefix(path, "net/mac80211/") &&
				!strings.HasPrefix(path, "net/bluetooth/") && !strings.HasPrefix(path, "net/9p/") && !strings.HasPrefix(path, "net/sunrpc/") && !strings.HasPrefix(path, "net/ceph/")
		}
	}
	return false
}

// adds tells whether the title says that a patch brings something new.
func adds(m *series.Mail) bool { return features.MatchString(m.Subject.Title) }

// hasFixes tells whether the log names the commit that the patch mends.
func hasFixes(m *series.Mail) bool {
	for _, t := range m.Trailers {
		if t.Is("Fixes") {
			return true
		}
	}
	return false
}
