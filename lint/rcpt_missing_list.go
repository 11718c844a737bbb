package lint

import (
	"slices"
	"strings"

	"patchpilot/maintainers"
)

// A patch is not sent to the list of what it changes.
//
// Reviewers, robots and patchwork read the list; what is not there, nobody but its recipients can answer or
// find again.
//
// Send it to the lists that `scripts/get_maintainer.pl` names. Asked for is a list of the narrowest section of
// MAINTAINERS that has one; linux-kernel@vger.kernel.org is not counted. Other lists are told as info, in one
// line: those of wider sections, those that hold back or refuse posts of strangers, those whose name the
// patch was sent to at another host, and where the rule rcpt-missing-maint would be info as well.
//
//	bad:  drivers/demo/ring.c is changed, and the patch goes to linux-kernel@vger.kernel.org alone
//	good: Cc: linux-demo@vger.kernel.org    (L: of DEMO RING DRIVER)
//
// See Documentation/process/submitting-patches.rst, "Select the recipients for your patch".
var rcptMissingList = &Rule{
	Name:     "rcpt-missing-list",
	Severity: Warning,
	Scope:    OnSeries,
	Needs:    NeedsMaintainers,
	See:      seeOwners,
	Check: func(p *Pass) {
		r := p.Series.Latest()
		to, known := audienceOf(p, r)
		if !known {
			return
		}
		told := map[string]bool{}
		found := gaps{field: "Cc", one: "the list of %s (%s) is not sent the patch: %s",
			all: "MAINTAINERS names more lists that are not sent it"}
		for _, c := range slices.Concat(p.concerns(r, to.canHear), p.concerns(r, func(s *maintainers.Section) bool { return !to.canHear(s) })) {
			found.list = append(found.list, to.listGaps(c, told)...)
		}
		found.tell(p, r)
	},
}

// listGaps are the lists of a section that a posting does not reach: the open ones, and those that are not.
func (a *audience) listGaps(c *concern, told map[string]bool) []gap {
	open := gap{concern: c, serious: c.nearest}
	var others []gap
	for _, l := range c.Lists {
		switch {
		case !counts(l) || ofBindings(c, l):
		case a.hasAddress(l.Address):
			open.serious = false
		case told[l.Address]:
		case a.hasLocal(l.Address):
			open.serious = false
			others = append(others, gap{concern: c, missing: []string{l.Address}, remark: ", sent to another host"})
		case closed(l):
			others = append(others, gap{concern: c, missing: []string{l.Address}, remark: ", " + strings.ToLower(l.Note)})
		default:
			open.missing = append(open.missing, l.Address)
		}
		told[l.Address] = true
	}
	if len(open.missing) > 0 {
		return append([]gap{open}, others...)
	}
	return others
}

// counts tells whether a list is one of an area. Few read linux-kernel@vger.kernel.org.
func counts(l maintainers.List) bool {
	return !strings.EqualFold(l.Address, "linux-kernel@vger.kernel.org")
}

// canHear tells whether a section has a list that anybody may post to, or that got the posting all the same.
func (a *audience) canHear(s *maintainers.Section) bool {
	return slices.ContainsFunc(s.Lists, func(l maintainers.List) bool {
		return counts(l) && (!closed(l) || a.hasAddress(l.Address))
	})
}

func closed(l maintainers.List) bool { return l.Moderated || l.SubscribersOnly }

// ofBindings tells what the rule dt-cc speaks of.
func ofBindings(c *concern, l maintainers.List) bool {
	return strings.HasPrefix(c.path, "Documentation/devicetree/bindings/") && strings.EqualFold(l.Address, "devicetree@vger.kernel.org")
}

// hasLocal tells whether a list of that name is reached at another host: lists move.
func (a *audience) hasLocal(address string) bool {
	local, _, _ := strings.Cut(strings.ToLower(address), "@")
	for email := range a.emails {
		if name, _, _ := strings.Cut(email, "@"); name == local && listAddress(email) {
			return true
		}
	}
	return false
}
