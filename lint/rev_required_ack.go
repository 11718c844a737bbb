package lint

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"patchpilot/maintainers"
	"patchpilot/mbox"
	"patchpilot/series"
)

// One patch changes code of two trees, and nobody of the other tree has agreed.
//
// It can go through one tree alone. Its maintainers do not take changes to the code of others without an
// Acked-by, and who merges the trees meets conflicts that nobody expected.
//
// Split it where the parts stand alone; else ask a maintainer of the other tree for an Acked-by, before it is
// applied. Trees are told apart by MAINTAINERS: paths belong together that share a section, a maintainer or a
// tree (T:). The one with most of the changes is taken for the patch's own. Documentation, tests, bindings,
// Kconfig and Makefiles are not counted, and
// a sweep over more than ten trees is not told.
//
//	bad:  drivers/gpu/demo/ring.c | 90 +++---    drivers/demo/bus.c | 2 +-    (and no Acked-by of the bus)
//	good: Acked-by: Dora Keeper <dora@example.org>    (M: of DEMO BUS)
//
// See https://drm.pages.freedesktop.org/maintainer-tools/committer/committer-drm-misc.html, "Merge Criteria".
var revRequiredAck = &Rule{
	Name:     "rev-required-ack",
	Severity: Info,
	Scope:    OnSeries,
	Needs:    NeedsMaintainers,
	Check: func(p *Pass) {
		r := p.Series.Latest()
		if r.Backport {
			return
		}
		for _, n := range posted(r) {
			if n.Diff == nil || !meant(n.Mail) || isBackport(n.Mail) {
				continue
			}
			var lacking []string
			all := treesOf(p, n)
			for _, t := range all[min(1, len(all)):] {
				if !t.agreed(p, n) {
					lacking = append(lacking, fmt.Sprintf("%s (%s)", t.sections[0].Title, quote(t.path)))
				}
			}
			if len(lacking) > 0 {
				p.Report(Finding{Revision: r, Mail: n.Mail, Text: fmt.Sprintf("most of the patch is of %s, and nobody in charge of %s has agreed", all[0].sections[0].Title, nameSome(lacking))})
			}
		}
	},
}

// ownTree is paths of a patch that one maintainer can take.
type ownTree struct {
	path     string // the first of them
	changed  int    // lines
	sections []*maintainers.Section
	keys     map[string]bool // sections, people and repositories
}

// treesOf parts the files of a patch by the trees they belong to, the one with most of the changes first.
func treesOf(p *Pass, n *series.Patch) []*ownTree {
	var all []*ownTree
	for _, f := range n.Diff.Files {
		if path := f.Path(); !ownedByAll(path) {
			if t := p.treeOf(path); len(t.sections) > 0 {
				t.changed = f.Added + f.Deleted
				all = join(all, t)
			}
		}
		if len(all) > sweeping {
			return nil
		}
	}
	slices.SortStableFunc(all, func(a, b *ownTree) int { return b.changed - a.changed })
	return all
}

// ownedByAll tells what any tree may change on its way.
func ownedByAll(path string) bool {
	return shared(path) || strings.HasPrefix(path, "Documentation/") || strings.HasPrefix(path, "tools/testing/") || strings.HasPrefix(path, "include/dt-bindings/")
}

// treeOf gathers what says where a path belongs.
func (p *Pass) treeOf(path string) *ownTree {
	t := &ownTree{path: path, keys: map[string]bool{}}
	for _, m := range p.Covering(path) {
		if m.Depth < 1 || !hasMaintainer(m.Section) {
			continue
		}
		t.sections = append(t.sections, m.Section)
		t.keys[m.Title] = true
		for _, c := range m.People {
			if !c.Reviewer {
				t.keys[strings.ToLower(p.mailmap.Canonical(c.Person).Email)] = true
			}
		}
		for _, tree := range m.Trees() {
			t.keys[tree.URL+" "+tree.Branch] = true
		}
	}
	return t
}

func hasMaintainer(s *maintainers.Section) bool {
	return !s.Orphan() && slices.ContainsFunc(s.People, func(c maintainers.Contact) bool { return !c.Reviewer })
}

// join adds a path's tree to those it shares something with, and makes one of them.
func join(all []*ownTree, t *ownTree) []*ownTree {
	rest := all[:0]
	for _, other := range all {
		if other.meets(t) {
			other.take(t)
			t = other
		} else {
			rest = append(rest, other)
		}
	}
	return append(rest, t)
}

func (t *ownTree) meets(other *ownTree) bool {
	for key := range other.keys {
		if t.keys[key] {
			return true
		}
	}
	return false
}

func (t *ownTree) take(other *ownTree) {
	t.changed += other.changed
	t.sections = append(t.sections, other.sections...)
	maps.Copy(t.keys, other.keys)
}

// agreed tells whether somebody who looks after the tree wrote, sent or vouched for the patch.
func (t *ownTree) agreed(p *Pass, n *series.Patch) bool {
	who := []mbox.Address{n.From, n.Author}
	for _, tag := range n.Tags() {
		if by, ok := tag.Person(); ok && len(who) < mostKnown && tag.Verdict.Counts() && (isVouch(tag.Trailer) || tag.Is("Signed-off-by")) {
			who = append(who, mbox.Address(by))
		}
	}
	return slices.ContainsFunc(t.sections, func(s *maintainers.Section) bool {
		return slices.ContainsFunc(s.People, func(c maintainers.Contact) bool {
			return slices.ContainsFunc(who, func(a mbox.Address) bool { return p.isPerson(c.Person, a) })
		})
	})
}
