package lint

import (
	"fmt"
	"strings"

	"patchpilot/series"
	"patchpilot/trailers"
)

// A robot is named as reporter of what an earlier version of the same patch broke.
//
// The history then says that the robot reported a bug, which never was in any tree: readers look for it in vain.
// The robots ask for the tag on a separate fix alone, and say so in their mails.
//
// Move it to the changelog: "v2: mend the build, found by the kernel test robot".
//
//	bad:  Reported-by: kernel test robot <lkp@intel.com>    (in v2, for an error in v1)
//	good: v2: include the header, as the kernel test robot found
//
// See Documentation/process/submitting-patches.rst, "Using Reported-by:, Tested-by:, Reviewed-by:,
// Suggested-by: and Fixes:".
var repBotOnNew = &Rule{
	Name:     "rep-bot-on-new",
	Severity: Warning,
	Scope:    OnSeries,
	Needs:    NeedsPrevious,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			if r.Backport {
				continue
			}
			for _, n := range posted(r) {
				for _, t := range n.Mail.Trailers {
					if !t.Is("Reported-by") || !namesRobot(t) || hasFixes(n.Mail) || n.Previous == nil || hasTag(firstOf(n), t) {
						continue
					}
					if n.Previous.Mail == n.Mail || hasTag(n.Previous, t) {
						continue // told when it came
					}
					if by := robotOn(p.Series, r, n); by != nil {
						p.Report(Finding{Revision: r, Mail: n.Mail, Line: t.Line, Fix: "delete the line, and thank the robot in the changelog",
							Text: fmt.Sprintf("%s is new since %s: the robot spoke of an earlier version, in <%s>", quote(tagText(t)), "v"+fmt.Sprint(r.Supersedes.Version), by.ID)})
					}
				}
			}
		}
	},
}

func namesRobot(t trailers.Trailer) bool {
	return strings.Contains(t.Value, "lkp@intel.com") || strings.Contains(strings.ToLower(t.Value), "kernel test robot") || fromSyzbot(t)
}

func firstOf(n *series.Patch) *series.Patch {
	for n.Previous != nil {
		n = n.Previous
	}
	return n
}

func hasTag(n *series.Patch, t trailers.Trailer) bool {
	for _, own := range n.Mail.Trailers {
		if own.Is(t.Key) && own.Value == t.Value {
			return true
		}
	}
	return false
}

// robotOn is a robot's mail about a version before r: one about the same patch, else the first.
func robotOn(s *series.Series, r *series.Revision, n *series.Patch) (first *series.Mail) {
	before := map[*series.Mail]bool{}
	for old := n.Previous; old != nil; old = old.Previous {
		before[old.Mail] = true
	}
	for _, old := range s.Revisions {
		if old == r {
			break
		}
		for _, f := range old.FollowUps {
			switch {
			case !series.IsBot(f.Mail.From) || !f.Mail.Date.Before(r.Date) || len(f.Mail.Given) == 0:
			case before[f.To]:
				return f.Mail
			case first == nil:
				first = f.Mail
			}
		}
	}
	return first
}
