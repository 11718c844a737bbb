package lint

import (
	"bytes"
	"strings"
)

// A new operation of network drivers is implemented by netdevsim alone.
//
// netdevsim is there for tests and is no user: an interface that no real driver has may fit none.
//
// Implement it in a driver of real hardware in the same series.
//
//	bad:  include/net/devlink.h       | 2 ++
//	      drivers/net/netdevsim/dev.c | 9 +++++++++
//	good: drivers/net/ethernet/demo/devlink.c | 21 +++++++++++++++++++++
//
// See Documentation/process/maintainer-netdev.rst, "netdevsim".
var uapiNetdevsimOnly = &Rule{
	Name:     "uapi-netdevsim-only",
	Severity: Warning,
	Scope:    OnSeries,
	See: func(p *Pass) {
		if !p.Mail.IsPosting() || p.Mail.Diff == nil {
			return
		}
		for _, f := range p.Mail.Diff.Files {
			if driverOps[f.Path()] {
				markOperation(p)
				return
			}
		}
	},
	Check: func(p *Pass) {
		r := p.Series.Latest()
		if r.Backport || !touches(r, netdevsim) || hasDriver(r) {
			return
		}
		for _, patch := range r.Patches {
			for _, k := range p.Marks(patch.Mail) {
				p.Report(Finding{Revision: r, Mail: patch.Mail, Line: k.Line, Path: k.Path, PathLine: k.PathLine,
					Text: "the operation " + k.Text + " is new, and of the drivers only netdevsim has it"})
				return
			}
		}
	},
}

// driverOps are the headers whose structs of functions network drivers fill.
var driverOps = map[string]bool{"include/net/devlink.h": true, "include/linux/ethtool.h": true, "include/linux/netdevice.h": true, "include/net/xdp.h": true,
	"include/net/macsec.h": true, "include/net/udp_tunnel.h": true, "include/net/net_shaper.h": true, "include/net/netdev_queues.h": true}

// markOperation keeps the first pointer to a function that such a header gets.
func markOperation(p *Pass) {
	for _, l := range p.Added() {
		if !driverOps[l.file.Path()] || len(l.text) == 0 || l.text[0] != '\t' || bytes.HasPrefix(bytes.TrimSpace(l.text), []byte("*")) {
			continue
		}
		_, name, is := bytes.Cut(l.text, []byte("(*"))
		if end := bytes.IndexByte(name, ')'); is && end > 0 {
			p.Mark(Mark{Line: l.line, Path: l.file.Path(), PathLine: l.pathLine, Text: quote(strings.TrimSpace(string(name[:end])))})
			return
		}
	}
}
