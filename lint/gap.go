package lint

import (
	"fmt"
	"slices"
	"strings"

	"patchpilot/series"
)

// gap is a section of which somebody is not reached by a posting.
type gap struct {
	*concern
	missing []string // as a header names them
	remark  string   // on the section, for a reader
	serious bool     // it leaves nobody who would see to the patch
}

// sweeping is how many sections one patch may leave out before it is taken for a sweep over the tree: such go to
// lists, and nobody names them all.
const sweeping = 10

// mostNamed is how many a finding names.
const mostNamed = 5

// gaps tells what a posting leaves out.
type gaps struct {
	field, one, all string // "To"; "nobody in charge of %s is sent the patch: %s"; "more people … are not sent it"
	list            []gap
}

// tell reports the serious gaps each by itself, and the others in one line.
func (g *gaps) tell(p *Pass, r *series.Revision) {
	of := map[*series.Patch]int{}
	for _, gap := range g.list {
		if gap.serious {
			of[gap.patch]++
		}
	}
	var rest []string
	for _, gap := range g.list {
		if !gap.serious || of[gap.patch] > sweeping {
			rest = append(rest, nameSome(gap.missing)+" ("+gap.Title+gap.remark+")")
			continue
		}
		f := Finding{Revision: r, Mail: gap.patch.Mail, Path: gap.path, Severity: p.rule.severity,
			Text: fmt.Sprintf(g.one, gap.Title, quote(gap.path), nameSome(gap.missing)),
			Fix:  g.field + ": " + strings.Join(gap.missing, ", ")}
		if p.outdated(r) || draft(gap.patch.Mail) {
			f.Severity = Info
		}
		p.Report(f)
	}
	if len(rest) > 0 {
		p.Report(Finding{Revision: r, Severity: Info, Text: g.all + ": " + nameSome(rest)})
	}
}

// nameSome joins names, of many the first.
func nameSome(names []string) string {
	if len(names) <= mostNamed {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:mostNamed], ", "), len(names)-mostNamed)
}

// once leaves of names those that were not there before.
func once(told map[string]bool, names []string) []string {
	return slices.DeleteFunc(names, func(name string) bool {
		before := told[name]
		told[name] = true
		return before
	})
}
