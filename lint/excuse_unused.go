package lint

// An excuse below the `---` excuses nothing.
//
// The fault it was written for is gone, the rule is misspelt, or there is no reason behind it: an excuse
// without a reason is not honoured. One that is left standing hides the next fault of its kind.
//
// Take the line out, or write `patchpilot: excuse RULE -- reason`.
//
//	bad:  patchpilot: excuse diff-spdx
//	good: patchpilot: excuse diff-spdx -- the file is generated, see its first line
//
// See the README, "Excuses".
var excuseUnused = &Rule{
	Name:     "excuse-unused",
	Severity: Info,
	Scope:    OnSeries,
	last:     true,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			for _, m := range r.Mails() {
				for _, x := range p.excuses[m] {
					if !x.used {
						p.Report(Finding{Revision: r, Mail: m, Line: x.line, Text: x.idle()})
					}
				}
			}
		}
	},
}

// idle says why an excuse excuses nothing.
func (x excuse) idle() string {
	switch {
	case len(x.rules) == 0:
		return "there is no rule " + quote(x.word) + " to excuse"
	case x.reason == "":
		return "the excuse for " + x.word + " gives no reason behind --, and is not honoured"
	}
	return "the excuse for " + x.word + " matches no finding"
}
