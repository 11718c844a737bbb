package lint

import (
	"regexp"

	"patchpilot/apply"
	"patchpilot/series"
)

// trial is what a series comes to in the repository, worked out when first asked for: its newest
// revision laid, patch on patch, on the commit named by the user.
type trial struct {
	series *series.Series
	repo   Repo // nil = there is none

	done bool
	laid []laid
	why  string // why nothing was laid
}

// laid is what laying one patch came to.
type laid struct {
	patch  *series.Patch
	mail   *series.Mail // the patch's own, or the last that replaces it
	status apply.Status // Skipped: nothing is known of it

	clashes []apply.Clash // of a conflict
	place   conflict      // why it does not apply alone: the series says otherwise
	onBase  bool          // it applies to the base-commit the posting names
	waits   bool          // later patches were not tried, as they touch the same files
	blanks  *blanksFault  // the lines are there, but for their blanks
}

// conflict tells a fault of the series from one of its base.
type conflict struct {
	alone bool          // it applies without the patches before it
	after *series.Patch // it applies after this one, which comes later; nil = no
}

// Laid are the patches of the newest revision as they were laid, nil where they could not be.
func (t *trial) Laid() []laid {
	if !t.done {
		t.done = true
		t.lay()
	}
	return t.laid
}

// retries bounds how many later patches are tried before one that does not apply.
const retries = 8

func (t *trial) lay() {
	r := t.series.Latest()
	name, onto := t.repo.Onto()
	if otherBranch(r, name) {
		t.why = "some series are for another branch than " + name
		return
	}
	tree, err := t.repo.Tree(onto.Hash)
	if err != nil {
		return
	}
	l := layer{base: tree}
	for _, p := range r.Patches {
		m := p.Mail
		if n := len(p.Rerolls); n > 0 {
			m = p.Rerolls[n-1]
		}
		if withoutText(m) {
			t.why = noText
			return
		}
		l.all = append(l.all, laid{patch: p, mail: m})
	}
	if l.run() != nil {
		return
	}
	t.laid = l.all
	if l.clashed {
		t.tryBase(r, onto)
	}
}

// tryBase lays a series that did not apply on the base it names, where that is another commit.
func (t *trial) tryBase(r *series.Revision, onto *Commit) {
	if r.BaseCommit == "" {
		return
	}
	c, err := t.repo.Lookup(r.BaseCommit)
	if err != nil || c.Hash == onto.Hash {
		return
	}
	tree, err := t.repo.Tree(c.Hash)
	if err != nil {
		return
	}
	l := layer{base: tree}
	for i := range t.laid {
		l.all = append(l.all, laid{patch: t.laid[i].patch, mail: t.laid[i].mail})
	}
	if l.run() != nil {
		return
	}
	for i := range l.all {
		t.laid[i].onBase = applies(l.all[i].status)
	}
}

func applies(s apply.Status) bool {
	return s == apply.Clean || s == apply.Offset || s == apply.Already
}

// withoutText tells a mail whose hunks were let go.
func withoutText(m *series.Mail) bool {
	if m.Diff == nil || len(m.Diff.Files) == 0 {
		return false
	}
	head, _ := m.Diff.Files[0].Source()
	return head == ""
}

// release finds "6.12" in "linux-6.12.y", "v6.12.3" and "6.12".
var release = regexp.MustCompile(`\d+\.\d+`)

// otherBranch tells whether a posting to a stable branch is for another release than a ref's name holds.
func otherBranch(r *series.Revision, ref string) bool {
	here := release.FindString(ref)
	if !r.Backport || here == "" {
		return false
	}
	for _, there := range release.FindAllString(r.Target, -1) {
		if there == here {
			return false
		}
	}
	return release.MatchString(r.Target)
}

// layer lays patches one on the other.
type layer struct {
	base    apply.Tree
	all     []laid
	broken  map[string]int // paths of patches that were not laid, and the first of these
	clashed bool
}

// run fails where the tree cannot be read.
func (l *layer) run() error {
	l.broken = map[string]int{}
	o := apply.NewOverlay(l.base)
	for i := range l.all {
		p := &l.all[i]
		if p.mail.Diff == nil || len(p.mail.Diff.Damage) > 0 || l.follows(i) {
			p.status = apply.Skipped
			l.breaks(i)
			continue
		}
		out, err := o.Lay(p.mail.Diff, apply.Options{Strip: 1})
		if err != nil {
			return err
		}
		p.status, p.clashes = out.Status, out.Clashes
		if out.Status != apply.Conflict {
			continue
		}
		if err := l.explain(i, o); err != nil {
			return err
		}
		if p.status == apply.Conflict {
			l.clashed = true
			l.breaks(i)
		}
	}
	return nil
}

// follows tells whether a patch touches what one before it should have changed and did not.
func (l *layer) follows(i int) bool {
	for _, path := range paths(l.all[i].mail) {
		if first, ok := l.broken[path]; ok {
			l.all[first].waits = true
			return true
		}
	}
	return false
}

func (l *layer) breaks(i int) {
	for _, path := range paths(l.all[i].mail) {
		if _, ok := l.broken[path]; !ok {
			l.broken[path] = i
		}
	}
}

func paths(m *series.Mail) []string {
	if m.Diff == nil {
		return nil
	}
	var all []string
	for _, f := range m.Diff.Files {
		all = append(all, f.OldPath, f.NewPath)
	}
	return all
}

// explain looks for the cause of a conflict: blanks, the base, or the order of the series. A patch that a
// three-way merge can take is laid that way, for those behind it.
func (l *layer) explain(i int, o *apply.Overlay) error {
	p := &l.all[i]
	merged, err := o.Lay(p.mail.Diff, apply.Options{Strip: 1, ThreeWay: true})
	if err != nil {
		return err
	}
	if merged.Status == apply.ThreeWay || merged.Status == apply.Already {
		p.status = merged.Status
		return nil
	}
	if p.blanks, err = findBlanks(o, p.mail.Diff, p.clashes); err != nil || p.blanks != nil {
		return err
	}
	if i > 0 {
		if p.place.alone, err = lays(apply.NewOverlay(l.base), p); err != nil || p.place.alone {
			return err
		}
	}
	later := o.Clone()
	for j := i + 1; j < len(l.all) && j <= i+retries; j++ {
		ok, err := lays(later, &l.all[j])
		if ok {
			ok, err = lays(later.Clone(), p)
		}
		if err != nil {
			return err
		}
		if ok {
			p.place.after = l.all[j].patch
			return nil
		}
	}
	return nil
}

// lays tells whether a patch applies to the overlay, and does it.
func lays(o *apply.Overlay, p *laid) (bool, error) {
	if p.mail.Diff == nil || len(p.mail.Diff.Damage) > 0 {
		return false, nil
	}
	out, err := o.Lay(p.mail.Diff, apply.Options{Strip: 1})
	return err == nil && (out.Status == apply.Clean || out.Status == apply.Offset), err
}
