package apply

import (
	"errors"
	"maps"
	"strings"
)

// threeWay does what `git am -3` does with a patch that does not apply: it applies it to the blobs that its
// index lines name, and merges what comes out with the tree.
//
// It knows less than git of files that were renamed on our side: it follows them where the file was not
// changed and there is one of its kind. It does not follow submodules, and does not merge where an
// attribute names a merge driver. There it says conflict, where git may merge; never clean where git would not.
//
// It returns clashes where the merge was tried, and tried = false where the blobs are not there or the
// patch does not fit them.
func (o *Overlay) threeWay(changes []*change, fuzz int) (clashes []Clash, tried bool, err error) {
	base, ok, err := o.ancestors(changes)
	if err != nil || !ok {
		return nil, false, err
	}
	k := newCheck(base, fuzz)
	if err := k.run(changes); err != nil {
		return nil, false, err
	}
	if len(k.clashes) > 0 {
		return nil, false, nil
	}
	m := &merge{o: o, changes: changes, base: base.files, theirs: maps.Clone(base.files), data: map[Hash][]byte{}}
	for _, path := range k.sheet.removed {
		delete(m.theirs, path)
	}
	for _, f := range k.sheet.created {
		m.theirs[f.path] = Entry{Name: f.path, Mode: f.mode, Hash: f.hash}
		if f.data != nil {
			m.data[f.hash] = f.data
		}
	}
	if nested(m.theirs) {
		return nil, false, nil
	}
	if err := m.run(); err != nil {
		return nil, false, err
	}
	if len(m.clashes) > 0 {
		return m.clashes, true, nil
	}
	clashes, err = o.write(&m.sheet)
	return clashes, true, err
}

// ancestors is the tree of the files a patch was made for, and only these.
type ancestors struct {
	*Overlay
	files map[string]Entry
}

func (a ancestors) entry(path string) (Entry, bool, error) {
	e, ok := a.files[path]
	return e, ok, nil
}

func (o *Overlay) ancestors(changes []*change) (a ancestors, ok bool, err error) {
	a = ancestors{o, map[string]Entry{}}
	for _, c := range changes {
		if c.isNew {
			continue
		}
		h, ok, err := o.ancestor(c)
		if err != nil || !ok || unsafePath(c.old, c.oldMode) {
			return a, false, err
		}
		a.files[c.old] = Entry{Name: c.old, Mode: c.oldMode.asWritten(), Hash: h}
	}
	return a, !nested(a.files), nil
}

// ancestor finds the blob a change was made for. Where no line changes, the one that is there does as well.
func (o *Overlay) ancestor(c *change) (Hash, bool, error) {
	if c.oldMode == Submodule {
		return Hash{}, false, nil
	}
	if len(c.oldID) >= 4 && strings.Trim(c.oldID, "0123456789abcdef") == "" {
		h, err := o.FindBlob(c.oldID)
		if err == nil {
			return h, true, nil
		}
		if !errors.Is(err, ErrNotFound) && !errors.Is(err, ErrAmbiguous) {
			return h, false, err
		}
	}
	if c.touched() {
		return Hash{}, false, nil
	}
	e, ok, err := o.entry(c.old)
	return e.Hash, ok && e.Mode != Dir, err
}

// nested tells whether a path is a file and a directory at once.
func nested(files map[string]Entry) bool {
	for path := range files {
		for dir, _ := splitPath(path); dir != ""; dir, _ = splitPath(dir) {
			if _, ok := files[dir]; ok {
				return true
			}
		}
	}
	return false
}
