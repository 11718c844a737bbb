package lint

// New uAPI of DRM, dma-buf or sync_file comes without a test in IGT.
//
// What programs use can never be changed again, so its corner cases are held by tests that run on every
// driver. Maintainers take no cross-driver extension without one where a test can reasonably be made.
//
// Post the test to igt-dev@lists.freedesktop.org and name it in the cover or the log; for Intel's CI write
// `Test-with: MESSAGE-ID` of that posting. A plan to write tests is not a mention. What only one driver
// has is told as info, i915 and xe apart, whose maintainers ask for the same.
//
//	bad:  adds DMA_BUF_IOCTL_DEMO, "I'll be writing IGT tests"
//	good: IGT: https://gitlab.freedesktop.org/drm/igt-gpu-tools/-/merge_requests/1
//	good: Test-with: <20260302-demo@example.org>
//
// See Documentation/gpu/drm-uapi.rst, "Testing Requirements for userspace API".
var uapiDRMNoIGT = &Rule{
	Name:     "uapi-drm-no-igt",
	Severity: Warning,
	Scope:    OnSeries,
	See: func(p *Pass) {
		markUAPI(p, isDRM)
		markIGT(p)
	},
	Check: func(p *Pass) {
		a, r := newestAdditions(p)
		if len(a.list) == 0 || touches(r, "tools/testing/selftests/") {
			return
		}
		var test, plan, wish *voice
		for _, v := range voices(p, "igt") {
			switch {
			case v.how == given && !v.reply && v.revision == r:
				return
			case v.how == given && (v.byAuthor() || v.what != ""):
				test = &v
			case v.how == promised && v.byAuthor():
				plan = &v
			case v.how == asked && !v.byAuthor():
				wish = &v
			}
		}
		severity, text := drmSeverity(a, p.rule.severity), a.String()
		switch {
		case test != nil:
			severity = Info
			text += "; its IGT test is named in " + test.where() + " and not in the newest posting"
		default:
			text += ", and no IGT test is named; looked in " + looked(p.Series, r)
			if wish != nil {
				text += "; one is asked for in " + wish.where()
			}
			if plan != nil {
				text += "; one is promised in " + plan.where()
			}
		}
		p.Report(a.finding(r, severity, text))
	},
}
