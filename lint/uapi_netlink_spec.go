package lint

import (
	"path"

	"patchpilot/uapi"
)

// The interface of a netlink family grows, and its specification does not.
//
// Libraries, documentation and the tests that send messages are made from the YAML file. What is not in it
// cannot be used from them, and the header made from it would lose the addition.
//
// Add the attribute or command to the family's file in Documentation/netlink/specs.
//
//	bad:  include/uapi/linux/devlink.h | 2 ++
//	good: include/uapi/linux/devlink.h             | 2 ++
//	      Documentation/netlink/specs/devlink.yaml | 9 +++++++++
//
// See Documentation/userspace-api/netlink/specs.rst.
var uapiNetlinkSpec = &Rule{
	Name:     "uapi-netlink-spec",
	Severity: Info,
	Scope:    OnSeries,
	See: func(p *Pass) {
		markUAPI(p, func(i uapi.Item) bool { return specOf(i.Path) != "" })
	},
	Check: func(p *Pass) {
		a, r := newestAdditions(p)
		if len(a.list) == 0 || touches(r, "Documentation/netlink/specs/") {
			return
		}
		spec := "Documentation/netlink/specs/" + specOf(a.list[0].Path) + ".yaml"
		p.Report(a.finding(r, Off, a.String()+", and no patch changes "+spec))
	},
}

// specOf is the specification of the family whose header a file is, "" for others.
func specOf(name string) string {
	dir, base := path.Split(name)
	if dir != "include/uapi/linux/" && dir != "include/uapi/linux/netfilter/" {
		return ""
	}
	return netlinkSpecs[base]
}
