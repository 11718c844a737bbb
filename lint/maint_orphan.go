package lint

import (
	"fmt"
	"strings"

	"patchpilot/maintainers"
)

// The patch changes what nobody looks after.
//
// MAINTAINERS says Orphan or Obsolete: who posts it waits in vain for somebody to take it.
//
// Ask the maintainers of the area around it, else Andrew Morton or linux-kernel@vger.kernel.org, as THE REST
// says. Who knows the code well may take it over: a patch to MAINTAINERS says so.
//
//	bad:  drivers/demo/old.c, of DEMO OLD DRIVER, status Orphan
//	good: the same, sent to the maintainers of DEMO SUBSYSTEM
//
// See MAINTAINERS, "Descriptions of section entries", "S".
var maintOrphan = &Rule{
	Name:     "maint-orphan",
	Severity: Info,
	Scope:    OnSeries,
	Needs:    NeedsMaintainers,
	Check: func(p *Pass) {
		r := p.Series.Latest()
		told := map[*maintainers.Section]bool{}
		for _, n := range posted(r) {
			if n.Diff == nil || !meant(n.Mail) {
				continue
			}
			for _, f := range n.Diff.Files {
				ms := p.Covering(f.Path())
				if len(ms) == 0 || !ms[0].Orphan() || told[ms[0].Section] {
					continue
				}
				told[ms[0].Section] = true
				p.Report(Finding{Revision: r, Mail: n.Mail, Line: f.Line, Path: f.Path(),
					Text: fmt.Sprintf("nobody looks after %s (%s), which is %s; ask %s", ms[0].Title, quote(f.Path()), quote(ms[0].Status()), p.around(f.Path(), ms))})
			}
		}
	},
}

// around says whom to ask about a path whose own section has nobody.
func (p *Pass) around(path string, ms []maintainers.Match) string {
	for _, m := range append(ms, p.owners.Covering(path)...) { // THE REST is among the latter
		if m.Orphan() {
			continue
		}
		var names []string
		for _, c := range m.People {
			names = append(names, p.mailmap.Canonical(c.Person).String())
		}
		for _, l := range m.Lists {
			names = append(names, l.Address)
		}
		if len(names) > 0 {
			return nameSome(names) + " (" + strings.TrimSpace(m.Title) + ")"
		}
	}
	return "whoever changed it last"
}
