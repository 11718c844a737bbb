package lint

import "patchpilot/trailers"

// A patch that asks for the stable trees by its tag is mailed to the stable list as well.
//
// The list gets what is ready for a stable branch. What has the tag comes there by itself, once it is in
// mainline; until then the mail is noise to those who read it. `git send-email` does it by itself, so that few
// trees mind, and the rule is off unless asked for.
//
// Leave the list out: `git send-email --suppress-cc=bodycc`, or `--cc-cmd` with a filter.
//
//	bad:  Cc: stable@vger.kernel.org        (in the mail's header, beside the tag)
//	good: Cc: stable@vger.kernel.org        (among the trailers alone)
//
// See Documentation/process/maintainer-tip.rst, "Ordering of commit tags".
var stableTagAndMailed = &Rule{
	Name:     "stable-tag-and-mailed",
	Severity: Off,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		if m := p.Mail; !m.Subject.Patch || !writtenToStable(m.To) && !writtenToStable(m.Cc) {
			return
		}
		tagged := false
		eachStable(p, func(_ trailers.Trailer, s trailers.Stable) { tagged = tagged || s.Good })
		if tagged {
			p.Reportf(0, "the mail is sent to the stable list, and its tag asks for the stable trees already")
		}
	},
}
