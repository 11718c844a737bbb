package apply

import "slices"

// merge brings together what the patch did to its ancestors and what became of them here.
type merge struct {
	o            *Overlay
	changes      []*change
	base, theirs map[string]Entry
	data         map[Hash][]byte // contents the patch made
	sheet        sheet
	clashes      []Clash
	goes, comes  bool // the patch takes files away, adds files
}

func (m *merge) run() error {
	paths := map[string]bool{}
	for path := range m.base {
		paths[path] = true
		_, stays := m.theirs[path]
		m.goes = m.goes || !stays
	}
	for path := range m.theirs {
		paths[path] = true
		_, was := m.base[path]
		m.comes = m.comes || !was
	}
	for _, path := range sortedKeys(paths) {
		if err := m.path(path); err != nil {
			return err
		}
	}
	return nil
}

func (m *merge) clash(path string, r Reason) {
	m.clashes = append(m.clashes, Clash{Path: path, Reason: r})
}

// same compares what a tree says of a file.
func same(a, b Entry) bool { return a.Mode == b.Mode && a.Hash == b.Hash }

// path merges one file.
func (m *merge) path(path string) error {
	base, was := m.base[path]
	theirs, stays := m.theirs[path]
	ours, here, err := m.o.entry(path)
	if err != nil {
		return err
	}
	here = here && ours.Mode != Dir
	switch {
	case was && stays && same(base, theirs):
	case !was:
		m.added(path, theirs, ours, here)
	case !stays:
		m.removed(path, base, ours, here)
	case !here:
		return m.moved(path, base, theirs)
	case same(ours, base):
		m.put(path, theirs)
	case same(ours, theirs):
	default:
		return m.contents(path, base, ours, theirs)
	}
	return nil
}

// added takes a file the patch adds. One that is there already may be the other end of a rename that git
// detects: then it must not be there at all.
func (m *merge) added(path string, theirs, ours Entry, here bool) {
	switch {
	case !here:
		m.put(path, theirs)
	case m.goes || !same(ours, theirs):
		m.clash(path, Exists)
	}
}

// removed takes a file away that is as the patch knew it. One that is gone may have been renamed.
func (m *merge) removed(path string, base, ours Entry, here bool) {
	switch {
	case !here:
		m.clash(path, MissingFile)
	case same(ours, base):
		m.sheet.removed = append(m.sheet.removed, path)
	default:
		m.carry(path, base, ours)
	}
}

// carry lets our changes of a file go with it where the patch renames it and no more.
func (m *merge) carry(path string, base, ours Entry) {
	to, n := "", 0
	for p, e := range m.theirs {
		if _, was := m.base[p]; !was && e.Hash == base.Hash {
			to, n = p, n+1
		}
	}
	for p, e := range m.base {
		if _, stays := m.theirs[p]; p != path && !stays && e.Hash == base.Hash {
			n++
		}
	}
	renamed := slices.ContainsFunc(m.changes, func(c *change) bool { return c.isRename && c.old == path && c.new == to })
	mode, ok := mergeMode(base.Mode, ours.Mode, m.theirs[to].Mode)
	if n != 1 || !renamed || !ok || base.Hash == emptyBlob {
		m.clash(path, Context)
		return
	}
	m.sheet.removed = append(m.sheet.removed, path)
	m.sheet.created = slices.DeleteFunc(m.sheet.created, func(f file) bool { return f.path == to })
	m.theirs[to] = Entry{Name: to, Mode: mode, Hash: ours.Hash}
	m.sheet.created = append(m.sheet.created, file{path: to, mode: mode, hash: ours.Hash})
}

// put takes what the patch made.
func (m *merge) put(path string, e Entry) {
	m.sheet.created = append(m.sheet.created, file{path, e.Mode, e.Hash, m.data[e.Hash]})
}

// moved follows a file that was renamed on our side and not changed: where one other file has its contents.
func (m *merge) moved(path string, base, theirs Entry) error {
	if base.Hash == emptyBlob || base.Mode.kind() != Regular.kind() || theirs.Mode.kind() != Regular.kind() {
		m.clash(path, MissingFile)
		return nil
	}
	var found []string
	var mode Mode
	err := m.o.walk("", func(p string, e Entry) {
		_, known := m.base[p]
		if e.Hash == base.Hash && !known && e.Mode.kind() == Regular.kind() {
			found, mode = append(found, p), e.Mode
		}
	})
	if err != nil {
		return err
	}
	twins := 0
	for _, e := range m.base {
		if e.Hash == base.Hash {
			twins++
		}
	}
	if len(found) != 1 || twins != 1 {
		m.clash(path, MissingFile)
		return nil
	}
	to := found[0]
	mode, ok := mergeMode(base.Mode, mode, theirs.Mode)
	if _, touched := m.theirs[to]; touched || !ok {
		m.clash(path, MissingFile)
		return nil
	}
	m.put(to, Entry{Mode: mode, Hash: theirs.Hash})
	return nil
}

// walk visits all files of the tree.
func (o *Overlay) walk(dir string, visit func(path string, e Entry)) error {
	entries, err := o.Entries(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		path := joinPath(dir, e.Name)
		if e.Mode == Dir {
			if err := o.walk(path, visit); err != nil {
				return err
			}
			continue
		}
		visit(path, e)
	}
	return nil
}
