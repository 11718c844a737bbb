package apply

import (
	"bytes"
	"errors"
	"maps"
	"slices"
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

// mergeMode is git's merge of three modes (merge-recursive.c, merge_mode_and_contents).
func mergeMode(base, ours, theirs Mode) (Mode, bool) {
	switch {
	case ours == theirs || ours == base:
		return theirs, true
	case theirs == base:
		return ours, true
	}
	return ours, false
}

// contents merges a file that both sides changed.
func (m *merge) contents(path string, base, ours, theirs Entry) error {
	mode, ok := mergeMode(base.Mode, ours.Mode, theirs.Mode)
	if !ok || ours.Mode.kind() != theirs.Mode.kind() || ours.Mode.kind() != base.Mode.kind() {
		m.clash(path, BadMode)
		return nil
	}
	switch {
	case ours.Hash == theirs.Hash || theirs.Hash == base.Hash:
		m.put(path, Entry{Mode: mode, Hash: ours.Hash})
		return nil
	case ours.Hash == base.Hash:
		m.put(path, Entry{Mode: mode, Hash: theirs.Hash})
		return nil
	case mode.kind() == Submodule:
		m.clash(path, InSubmodule)
		return nil
	case mode.kind() == Symlink:
		m.clash(path, Context)
		return nil
	}
	return m.text(path, mode, base, ours, theirs)
}

func (m *merge) text(path string, mode Mode, base, ours, theirs Entry) error {
	var blobs [3][]byte
	for i, e := range [...]Entry{base, ours, theirs} {
		var err error
		if blobs[i], err = m.read(e.Hash); err != nil {
			return err
		}
		if isBinary(blobs[i]) {
			m.clash(path, BinaryBase)
			return nil
		}
	}
	special, err := m.o.hasMergeDriver(path)
	if err != nil {
		return err
	}
	if special {
		m.clash(path, Context)
		return nil
	}
	merged, conflicts := mergeText(blobs[0], blobs[1], blobs[2])
	if len(conflicts) > 0 {
		m.conflicts(path, conflicts, blobs[0], blobs[1])
		return nil
	}
	m.sheet.created = append(m.sheet.created, file{path, mode, objectID("blob", merged), merged})
	return nil
}

func (m *merge) read(h Hash) ([]byte, error) {
	if data, ok := m.data[h]; ok {
		return data, nil
	}
	return m.o.Blob(h)
}

// conflicts reports where a merge of texts is at odds: the base's lines are wanted, ours are there.
func (m *merge) conflicts(path string, regions []region, base, ours []byte) {
	b, o := splitLines(base), splitLines(ours)
	for _, r := range regions {
		m.clashes = append(m.clashes, Clash{
			Path: path, Hunk: m.hunkAt(path, r.base.from), Line: r.ours.from + 1, Reason: Context,
			Want: text(b[r.base.from:r.base.to]), Got: text(o[r.ours.from:r.ours.to]),
		})
	}
}

// hunkAt is the hunk that changes the base at a line, the last one that begins before it.
func (m *merge) hunkAt(path string, line int) int {
	n := 0
	for _, c := range m.changes {
		if c.old != path {
			continue
		}
		for i, h := range c.hunks {
			if h.oldPos-1 <= line {
				n = i + 1
			}
		}
	}
	return n
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

// hasMergeDriver tells whether a .gitattributes on the way to a file may ask for another merge than the
// usual one. It looks at extensions only, and takes any other pattern to match.
func (o *Overlay) hasMergeDriver(path string) (bool, error) {
	dir, name := splitPath(path)
	for {
		e, ok, err := o.entry(joinPath(dir, ".gitattributes"))
		if err != nil {
			return false, err
		}
		if ok && e.Mode.kind() == Regular.kind() {
			data, err := o.Blob(e.Hash)
			if err != nil {
				return false, err
			}
			for line := range bytes.Lines(data) {
				if asksForMerge(string(line), name) {
					return true, nil
				}
			}
		}
		if dir == "" {
			return false, nil
		}
		dir, _ = splitPath(dir)
	}
}

func asksForMerge(line, name string) bool {
	fields := strings.Fields(line)
	if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
		return false
	}
	if ext, ok := strings.CutPrefix(fields[0], "*"); ok && !strings.ContainsAny(ext, "*?[\\\"") && !strings.HasSuffix(name, ext) {
		return false
	}
	for _, attr := range fields[1:] {
		word, _, _ := strings.Cut(strings.TrimLeft(attr, "-!"), "=")
		if word == "merge" || word == "binary" || strings.HasPrefix(fields[0], "[attr]") {
			return true
		}
	}
	return false
}
