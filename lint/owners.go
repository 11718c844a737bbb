package lint

import (
	"cmp"
	"slices"
	"strings"

	"patchpilot/maintainers"
	"patchpilot/series"
)

// Kinds of marks of the rules of recipients.
const (
	keywordMark = "keyword" // a K pattern found something; Line is that of the pattern in MAINTAINERS
	mailmanMark = "mailman" // the copy came through Mailman, which takes subscribers out of Cc
)

// seeOwners marks what rules of recipients must know of a patch's text and headers.
func seeOwners(p *Pass) {
	if m := p.Mail; !m.IsPosting() || isBackport(m) {
		return
	}
	if throughMailman(p.Mail) {
		p.Mark(Mark{Kind: mailmanMark})
	}
	for _, k := range p.Keywords() {
		p.Mark(Mark{Kind: keywordMark, Line: k.By.Line})
	}
}

func throughMailman(m *series.Mail) bool {
	return m.Message != nil && (m.Message.Header("X-Mailman-Version") != "" || m.Message.Header("X-BeenThere") != "")
}

// Keywords is what K patterns find in a patch while its text is at hand.
func (p *Pass) Keywords() []maintainers.Match {
	f := p.facts
	if !f.haveKeywords && f.mail.Diff != nil {
		f.keywords = p.owners.Keywords(f.mail.Text)
	}
	f.haveKeywords = true
	return f.keywords
}

// Covering are the sections that cover a path, the narrowest first, without those that cover every path.
func (p *Pass) Covering(path string) []maintainers.Match {
	found, known := p.covering[path]
	if !known {
		found = slices.DeleteFunc(p.owners.Covering(path), func(m maintainers.Match) bool { return m.CatchAll() })
		if p.covering == nil {
			p.covering = map[string][]maintainers.Match{}
		}
		p.covering[path] = found
	}
	return found
}

// concern is a section that has to do with a posting.
type concern struct {
	*maintainers.Section
	patch   *series.Patch // the first that touches it
	path    string        // and its first path there; "" where a K pattern led to it
	nearest bool          // to a path, of the sections asked for
}

// concerns are the sections with a property that patches of a posting touch, in the patches' order.
func (p *Pass) concerns(r *series.Revision, has func(*maintainers.Section) bool) []*concern {
	var all []*concern
	known := map[*maintainers.Section]*concern{}
	has = remember(has)
	add := func(c concern) {
		if old := known[c.Section]; old == nil {
			known[c.Section] = &c
			all = append(all, &c)
		} else if c.nearest && !old.nearest {
			*old = c
		}
	}
	for _, n := range posted(r) {
		if n.Diff == nil || !meant(n.Mail) {
			continue
		}
		for _, path := range touchedBy(n.Mail) {
			depth := none
			for _, m := range p.Covering(path) {
				if !has(m.Section) {
					continue
				}
				if depth == none {
					depth = m.Depth
				}
				add(concern{m.Section, n, path, m.Depth == depth && !shared(path)})
			}
		}
		for _, k := range p.Marks(n.Mail) {
			if s := p.sectionAt(k.Line); k.Kind == keywordMark && s != nil && has(s) {
				add(concern{s, n, "", false})
			}
		}
	}
	return all
}

// remember asks about each section once.
func remember(has func(*maintainers.Section) bool) func(*maintainers.Section) bool {
	answers := map[*maintainers.Section]bool{}
	return func(s *maintainers.Section) bool {
		yes, asked := answers[s]
		if !asked {
			yes = has(s)
			answers[s] = yes
		}
		return yes
	}
}

const none = -2 // no pattern is of that depth

// shared tells files that many drivers have their lines in: that a section names one says little.
func shared(path string) bool {
	name := path[strings.LastIndexByte(path, '/')+1:]
	return name == "Makefile" || name == "Kbuild" || strings.HasPrefix(name, "Kconfig") || name == "MAINTAINERS"
}

// sectionAt finds the section of a line of MAINTAINERS.
func (p *Pass) sectionAt(line int) *maintainers.Section {
	after, _ := slices.BinarySearchFunc(p.owners.Sections, line+1, func(s *maintainers.Section, line int) int { return cmp.Compare(s.Line, line) })
	if after == 0 {
		return nil
	}
	return p.owners.Sections[after-1]
}

// touchedBy are the paths of a patch, old names too, each once.
func touchedBy(m *series.Mail) []string {
	all := paths(m)
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(s string) bool { return s == "" || s == "/dev/null" })
}
