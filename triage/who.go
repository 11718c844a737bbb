package triage

import (
	"slices"
	"strings"

	"patchpilot/mbox"
	"patchpilot/series"
	"patchpilot/stable"
)

// robots are the exact addresses of those whose word is believed; anybody can call himself a bot.
var robots = []string{"pr-tracker-bot@kernel.org", "git-patchwork-notify@kernel.org", "lkp@intel.com", "sfr@canb.auug.org.au", "broonie@kernel.org",
	"akpm@linux-foundation.org", "tip-bot2@linutronix.de", "noreply@patchwork.freedesktop.org", "patchwork@emeril.freedesktop.org", "rong.a.chen@intel.com"}

// handwriters are those of them who also write by hand.
var handwriters = []string{"broonie@kernel.org", "akpm@linux-foundation.org"}

// knownRobot tells whether an address is exactly that of a robot that is known.
func knownRobot(a mbox.Address) bool {
	email := strings.ToLower(a.Email)
	name, host, _ := strings.Cut(email, "@")
	return slices.Contains(robots, email) || stable.Keeps(a) || host == "kernel.org" && strings.HasPrefix(name, "patchwork-bot+") ||
		host == "syzkaller.appspotmail.com" && strings.HasPrefix(name, "syzbot")
}

// onlyRobot tells a robot that no person writes as.
func onlyRobot(a mbox.Address) bool {
	return series.IsBot(a) || knownRobot(a) && !stable.Keeps(a) && !slices.Contains(handwriters, strings.ToLower(a.Email))
}

// trust weighs what a robot's mail says: the address must be exact, and no receiver may have found the signature wrong.
func trust(m *series.Mail, h *Heard) Strength {
	switch {
	case !knownRobot(m.From), h.auth.Denies(m.From):
		return Weak
	case h.auth.Holds(m.From):
		return Strong
	}
	return Medium
}

// role is what somebody is to the revision.
func (c *court) role(a mbox.Address) Role {
	key := strings.ToLower(a.Email) + "\x00" + a.Name
	if r, known := c.roles[key]; known {
		return r
	}
	r := c.findRole(a)
	if c.roles == nil {
		c.roles = map[string]Role{}
	}
	c.roles[key] = r
	return r
}

func (c *court) findRole(a mbox.Address) Role {
	switch {
	case samePerson(a, c.r.Sender):
		return ByAuthor
	case slices.ContainsFunc(c.r.Patches, func(p *series.Patch) bool { return samePerson(a, p.Author) }):
		return ByAuthor
	case onlyRobot(a):
		return ByBot
	case c.owns(a):
		return ByMaintainer
	case c.keepsTree(a):
		return ByMaintainer
	case c.addressed(a), c.gaveTag(a):
		return ByReviewer
	}
	return ByOther
}

// owns tells whether MAINTAINERS names somebody for a file of the revision.
func (c *court) owns(a mbox.Address) bool {
	for _, o := range c.owners() {
		if samePerson(a, o) {
			return true
		}
	}
	return false
}

// owners are the maintainers that MAINTAINERS names for the files of the revision.
func (c *court) owners() []mbox.Address {
	if c.in.Owners == nil || c.haveOwners {
		return c.own
	}
	c.haveOwners = true
	var paths []string
	for _, p := range c.r.Patches {
		if p.Diff == nil {
			continue
		}
		for _, f := range p.Diff.Files {
			if path := f.Path(); !slices.Contains(paths, path) && len(paths) < 200 {
				paths = append(paths, path)
			}
		}
	}
	for _, o := range c.in.Owners.Owners(paths, nil, c.in.Mailmap).People {
		if !o.Reviewer && !o.Section.CatchAll() {
			c.own = append(c.own, mbox.Address(o.Person))
		}
	}
	return c.own
}

// addressed tells whether the posting was sent to somebody.
func (c *court) addressed(a mbox.Address) bool {
	if c.sentTo == nil {
		c.sentTo = map[mbox.Address]bool{}
		for _, m := range c.r.Mails() {
			for _, to := range [][]mbox.Address{m.To, m.Cc} {
				for _, o := range to[:min(len(to), 200)] {
					c.sentTo[o] = true
				}
			}
		}
	}
	for o := range c.sentTo {
		if samePerson(a, o) {
			return true
		}
	}
	return false
}

func (c *court) gaveTag(a mbox.Address) bool {
	return slices.ContainsFunc(c.r.FollowUps, func(f *series.FollowUp) bool { return len(f.Tags) > 0 && strings.EqualFold(a.Email, f.Mail.From.Email) })
}
