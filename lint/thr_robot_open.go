package lint

import "patchpilot/said"

// A robot reports an error in the newest version, and nobody answered.
//
// The patch does not build, or breaks what it touches, in one configuration at least. Maintainers do not apply
// it before that is cleared up.
//
// Mend it in a new version, or answer the robot's mail when its report is wrong.
//
//	bad:  kernel test robot noticed the following build errors    (and silence)
//	good: the same, and v2; or "this needs the series below, which is in next"
//
// See Documentation/process/submitting-patches.rst, "Respond to review comments".
var thrRobotOpen = &Rule{
	Name:     "thr-robot-open",
	Severity: Warning,
	Scope:    OnSeries,
	See:      hear(said.Breaks, said.Warns, said.Applied),
	Check: func(p *Pass) {
		if p.heard.overtaken(p.Series.Latest()) {
			return
		}
		all := replies(p, p.Series.Latest())
		for i := range all {
			at, broken := all[i].says(said.Breaks)
			if !broken {
				at, _ = all[i].says(said.Warns)
			}
			if at.Kind == "" || all[i].own || settled(all, i) || answered(all, i, true) {
				continue
			}
			f := Finding{Revision: all[i].revision, Mail: all[i].Mail, Line: at.Line, Text: "nobody answered the report of " + nameOf(all[i].Mail) + ": " + quote(at.Text)}
			if !broken {
				f.Severity = Info
			}
			p.Report(f)
		}
	},
}
