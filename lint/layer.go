package lint

import (
	"patchpilot/apply"
	"patchpilot/series"
)

// retries bounds how many later patches are tried before one that does not apply.
const retries = 8

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
		if faulty(p.mail) || l.follows(i) {
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

// faulty tells a diff that no branch could take; rules of one mail speak of it.
func faulty(m *series.Mail) bool {
	if m.Diff == nil || len(m.Diff.Damage) > 0 {
		return true
	}
	for _, f := range m.Diff.Files {
		if f.NoPrefix || f.Binary != nil && f.Binary.Forward == nil {
			return true
		}
	}
	return false
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
	if faulty(p.mail) {
		return false, nil
	}
	out, err := o.Lay(p.mail.Diff, apply.Options{Strip: 1})
	return err == nil && (out.Status == apply.Clean || out.Status == apply.Offset), err
}
