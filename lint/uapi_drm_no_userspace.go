package lint

// New uAPI of DRM, dma-buf or sync_file comes without a link to a program that uses it.
//
// The graphics subsystem takes no interface without an open user: only both sides together show whether it
// works, and only what can be read can be kept working. The user must be the real thing in its canonical
// upstream, reviewed there and ready to be merged; a test, a toy or libdrm alone is none.
//
// Link the merge request in the log or the cover. A link given in the thread or with an earlier version
// is told as info, as is a copy of a project, which somebody must look at, and what only one driver has,
// i915 and xe apart.
//
//	bad:  adds DMA_BUF_IOCTL_DEMO, "useful for compositors"
//	good: Mesa: https://gitlab.freedesktop.org/mesa/mesa/-/merge_requests/1
//
// See Documentation/gpu/drm-uapi.rst, "Open-Source Userspace Requirements".
var uapiDRMNoUserspace = &Rule{
	Name:     "uapi-drm-no-userspace",
	Severity: Warning,
	Scope:    OnSeries,
	See: func(p *Pass) {
		markUAPI(p, isDRM)
		markUsers(p)
	},
	Check: func(p *Pass) {
		a, r := newestAdditions(p)
		if len(a.list) == 0 {
			return
		}
		var user, fork, toy *voice
		for _, v := range voices(p, "link") {
			switch {
			case v.how == "user" && !v.reply && v.revision == r:
				return
			case v.how == "user":
				if user == nil || v.mail.Date.Before(user.mail.Date) {
					user = &v
				}
			case v.how == "fork":
				fork = &v
			case v.how == "toy" && v.byAuthor():
				toy = &v
			}
		}
		severity, text := drmSeverity(a, p.rule.severity), a.String()
		switch {
		case user != nil:
			severity = Info
			text += "; its user " + user.what + " is named in " + user.where() + " and not in the newest posting"
		case fork != nil:
			severity = Info
			text += "; its user, named in " + fork.where() + ", is not at its project's own place, verify it: " + fork.what
		default:
			text += ", and no link leads to a program that uses it; looked in " + looked(p.Series, r)
			if toy != nil {
				text += "; a library or a test is no user: " + toy.what
			}
		}
		p.Report(a.finding(r, severity, text))
	},
}
