package lint

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"patchpilot/apply"
	"patchpilot/diff"
	"patchpilot/maintainers"
	"patchpilot/series"
)

// New files have no section of their own in MAINTAINERS.
//
// Patches to them and reports about them will go to whoever has the folder, or to nobody. Whoever writes a driver
// knows it best.
//
// Add a section in the same series, or the files to one that is there. Only files that no section names but
// THE REST weigh; that a section alone names them which covers 75 files or more is told as info. Files are
// counted in the tree of --repo; without one, a folder of one or two parts, such as drivers/demo/, is taken to
// be as wide, and nothing is said of others. Documentation, tests, device trees, Kconfig and Makefiles need no
// section.
//
//	bad:  drivers/demo/ring.c is new, and MAINTAINERS has drivers/demo/ alone
//	good: F:	drivers/demo/ring.c    (in a section of the driver)
//
// See MAINTAINERS, "Maintainers List", and Documentation/process/submit-checklist.rst.
var maintEntry = &Rule{
	Name:     "maint-entry",
	Severity: Warning,
	Scope:    OnSeries,
	Needs:    NeedsMaintainers,
	See: func(p *Pass) {
		if text := addedPatterns(p); text != "" {
			p.Mark(Mark{Text: text})
		}
	},
	Check: func(p *Pass) {
		r := p.Series.Latest()
		if r.Backport || !r.Whole() {
			return
		}
		e := entries{Pass: p, added: newSection(p, r), counted: map[*maintainers.Section]int{}}
		for _, n := range posted(r) {
			if n.Diff == nil || !meant(n.Mail) || isBackport(n.Mail) {
				continue
			}
			for _, f := range n.Diff.Files {
				if f.Status == diff.Added && needsEntry(f.Path()) {
					e.look(n, f)
				}
			}
		}
		e.tell(r, e.unnamed, p.rule.severity, "no section of MAINTAINERS names it", "no section of MAINTAINERS names them")
		e.tell(r, e.wide, Info, "it has no section of its own in MAINTAINERS", "they have no section of their own in MAINTAINERS")
	},
}

// longPatterns is how many letters of them are read.
const longPatterns = 4000

// addedPatterns are the F, N and X lines that a patch adds to MAINTAINERS.
func addedPatterns(p *Pass) string {
	if p.Mail.Kind != series.PatchMail || p.Mail.Diff == nil ||
		!slices.ContainsFunc(p.Mail.Diff.Files, func(f *diff.File) bool { return f.Path() == "MAINTAINERS" }) {
		return ""
	}
	var text strings.Builder
	for _, l := range p.Added() {
		if l.file.Path() == "MAINTAINERS" && len(l.text) > 2 && l.text[1] == ':' && strings.IndexByte("FNX", l.text[0]) >= 0 && text.Len() < longPatterns {
			text.Write(l.text)
			text.WriteByte('\n')
		}
	}
	return text.String()
}

// newSection is one of all patterns that a posting adds; nil where it adds none.
func newSection(p *Pass, r *series.Revision) *maintainers.File {
	text := ""
	for _, n := range r.Patches {
		for _, k := range p.Marks(n.Mail) {
			text += k.Text
		}
	}
	if text == "" {
		return nil
	}
	return maintainers.Parse("NEW\n" + text)
}

// needsEntry tells whether a new file is one that somebody must look after by name.
func needsEntry(path string) bool {
	for _, folder := range [...]string{"Documentation/", "tools/testing/", "LICENSES/"} {
		if strings.HasPrefix(path, folder) {
			return false
		}
	}
	return !shared(path) && !strings.Contains(path, "/dts/") && !strings.Contains(path, "/configs/") &&
		!strings.HasSuffix(path, ".gitignore") && !strings.HasPrefix(path, "include/dt-bindings/")
}

// entries looks for the sections of new files.
type entries struct {
	*Pass
	added         *maintainers.File // what the posting adds to MAINTAINERS; nil = nothing
	counted       map[*maintainers.Section]int
	unnamed, wide []newFile
}

type newFile struct {
	patch *series.Patch
	*diff.File
	by string // the pattern of the narrowest section
}

const manyFiles = 75 // a section that covers as many knows none of them by name

// look puts a new file where it belongs.
func (e *entries) look(n *series.Patch, f *diff.File) {
	if e.added != nil && len(e.added.Covering(f.Path())) > 0 {
		return
	}
	ms := e.Covering(f.Path())
	switch {
	case len(ms) == 0:
		e.unnamed = append(e.unnamed, newFile{n, f, ""})
	case !slices.ContainsFunc(ms, func(m maintainers.Match) bool { return e.narrow(m) || e.led(m.Section, n) }):
		e.wide = append(e.wide, newFile{n, f, fmt.Sprintf("%s, by %s", ms[0].Title, quote(ms[0].By.Value))})
	}
}

// narrow tells whether a section may know the file by name.
func (e *entries) narrow(m maintainers.Match) bool {
	if m.Depth < 0 {
		return false
	}
	if m.By.Tag != 'F' {
		return true // what else such a pattern finds in a tree is not known
	}
	if e.repo == nil {
		return m.Depth > 2 || !strings.HasSuffix(m.By.Value, "/")
	}
	n, known := e.counted[m.Section]
	if !known {
		n = e.count(m.Section)
		e.counted[m.Section] = n
	}
	return n < manyFiles
}

// led tells whether who posts the file looks after the section.
func (e *entries) led(s *maintainers.Section, n *series.Patch) bool {
	return slices.ContainsFunc(s.People, func(c maintainers.Contact) bool {
		return e.isPerson(c.Person, n.From) || e.isPerson(c.Person, n.Author)
	})
}

// count counts the files of a section, up to many.
func (e *entries) count(s *maintainers.Section) int {
	_, onto := e.repo.Onto()
	tree, err := e.repo.Tree(onto.Hash)
	if err != nil {
		return 0
	}
	c := census{tree: tree, section: s, walked: map[string]bool{}}
	for _, pattern := range s.Values('F') {
		fixed, wild := pattern.Value, ""
		if i := strings.IndexAny(fixed, "*?["); i >= 0 {
			fixed, wild = fixed[:i], fixed[i:]
		}
		if !strings.Contains(wild, "/") {
			c.walk(strings.TrimSuffix(path.Dir(fixed+"x"), "."))
		}
	}
	return c.n
}

// census counts the files that a section covers, up to many. Where a pattern has a wildcard for a folder, it does not look.
type census struct {
	tree    apply.Tree
	section *maintainers.Section
	walked  map[string]bool // folders
	n       int
}

func (c *census) walk(dir string) {
	if c.walked[dir] {
		return
	}
	c.walked[dir] = true
	all, err := c.tree.Entries(dir)
	if err != nil {
		return
	}
	for _, one := range all {
		name := path.Join(dir, one.Name)
		switch {
		case c.n >= manyFiles:
			return
		case one.Mode != apply.Dir:
			if c.section.Covers(name) {
				c.n++
			}
		case c.section.Covers(name + "/"):
			c.walk(name)
		}
	}
}

// tell reports new files that have the same trouble, at the first of them.
func (e *entries) tell(r *series.Revision, files []newFile, severity Severity, one, many string) {
	if len(files) == 0 {
		return
	}
	first := files[0]
	f := Finding{Revision: r, Mail: first.patch.Mail, Line: first.Line, Path: first.Path(), Severity: severity}
	if draft(first.patch.Mail) {
		f.Severity = Info
	}
	which := "the first"
	if len(files) == 1 {
		f.Text = quote(first.Path()) + " is new, and " + one
		which = "it"
	} else {
		var names []string
		for _, file := range files {
			names = append(names, file.Path())
		}
		f.Text = fmt.Sprintf("%d files are new, and %s: %s", len(files), many, nameSome(names))
	}
	if first.by != "" {
		f.Text += "; " + which + " is of " + first.by
	}
	e.Report(f)
}
