package lint

import (
	"path"
	"slices"
	"strings"

	"patchpilot/diff"
	"patchpilot/series"
)

// netlinkSpecs are the headers of netlink families that are described in Documentation/netlink/specs.
var netlinkSpecs = map[string]string{
	"devlink.h": "devlink", "dpll.h": "dpll", "ethtool.h": "ethtool", "ethtool_netlink.h": "ethtool", "ethtool_netlink_generated.h": "ethtool",
	"fou.h": "fou", "handshake.h": "handshake", "if_addr.h": "rt_addr", "if_link.h": "rt_link", "if_team.h": "team", "genetlink.h": "nlctrl",
	"mptcp_pm.h": "mptcp_pm", "net_shaper.h": "net_shaper", "netdev.h": "netdev", "nfsd_netlink.h": "nfsd", "nf_tables.h": "nftables",
	"openvswitch.h": "ovs_*", "pkt_cls.h": "tc", "pkt_sched.h": "tc", "rtnetlink.h": "rt_*", "tcp_metrics.h": "tcp_metrics",
}

// netHeaders are the beginnings of names of networking's headers for programs.
var netHeaders = []string{"devlink", "dpll", "ethtool", "fou", "genetlink", "handshake", "icmp", "if_", "ila", "in.h", "in6", "inet_diag", "ip", "l2tp", "lwtunnel",
	"mctp", "mpls", "mptcp", "neighbour", "net", "nexthop", "openvswitch", "pkt_", "psample", "psp", "ptp_clock", "rtnetlink", "sctp", "seg6", "smc",
	"sock_diag", "socket", "tc_", "tcp", "tipc", "tls", "udp", "unix_diag", "vm_sockets", "wireguard", "xfrm", "can", "nl80211"}

// isNetHeader tells a header of networking.
func isNetHeader(name string) bool {
	rest, is := strings.CutPrefix(name, "include/uapi/linux/")
	if !is {
		return false
	}
	if strings.HasPrefix(rest, "netfilter") || netlinkSpecs[path.Base(rest)] != "" {
		return true
	}
	for _, h := range netHeaders {
		if strings.HasPrefix(rest, h) {
			return true
		}
	}
	return false
}

// isTest tells a selftest or a KUnit test.
func isTest(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(name, "tools/testing/") || strings.Contains(base, "kunit") || strings.HasSuffix(base, "_test.c")
}

// hasDriver tells whether the posting changes a network driver for real hardware.
func hasDriver(r *series.Revision) bool {
	return slices.ContainsFunc(r.Patches, func(p *series.Patch) bool {
		return p.Diff != nil && slices.ContainsFunc(p.Diff.Files, func(f *diff.File) bool {
			name := f.Path()
			for _, dir := range [...]string{"drivers/net/", "drivers/ptp/", "drivers/infiniband/", "drivers/s390/net/", "drivers/dpll/"} {
				if strings.HasPrefix(name, dir) && !strings.HasPrefix(name, netdevsim) {
					return true
				}
			}
			return false
		})
	})
}
