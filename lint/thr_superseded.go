package lint

import (
	"strconv"

	"patchpilot/internal/lazyregexp"
	"patchpilot/said"
)

// The author speaks of a newer version, or takes this one back.
//
// What is here is not the last word: reviewing or applying it is wasted work. The newer one is not among the
// mails.
//
// Look for the newer version, or wait for it.
//
//	bad:  Please ignore this series, I'll send v3 tomorrow.    (and v2 applied)
//	good: v3 read in its place
//
// See Documentation/process/submitting-patches.rst, "Respond to review comments".
var thrSuperseded = &Rule{
	Name:     "thr-superseded",
	Severity: Info,
	Scope:    OnSeries,
	See:      hear(said.Replaces, said.Withdraws, said.Applied),
	Check: func(p *Pass) {
		r := p.Series.Latest()
		all := replies(p, r)
		for i := range all {
			newer, ok := all[i].says(said.Replaces, said.Withdraws)
			if !ok || !all[i].own || settled(all, i) || namesVersion(newer.Text, r.Version, r.Stated) {
				continue
			}
			what := "says that this is not the last version: "
			if newer.Kind == string(said.Withdraws) {
				what = "takes this back: "
			}
			all[i].report(p, newer, "the author "+what+quote(newer.Text))
		}
	},
}

var versionWord = lazyregexp.New(`\b[vV](\d{1,3})\b`)

// namesVersion tells whether a sentence names no version above one of these: what it promised is here.
func namesVersion(text string, versions ...int) bool {
	named := versionWord.FindAllStringSubmatch(text, -1)
	for _, m := range named {
		n, _ := strconv.Atoi(m[1])
		for _, v := range versions {
			if n > v {
				return false
			}
		}
	}
	return len(named) > 0
}
