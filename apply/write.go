package apply

import (
	"crypto/sha1"
	"slices"
	"strconv"
	"strings"
)

// sheet is what a patch comes to, not yet written: as `git apply` does it, everything that goes is taken
// out first, then everything that comes is put in, in order, a later one over an earlier.
type sheet struct {
	removed []string
	created []file
}

// file is a file to be put in. Data is nil where the contents are known by their id already.
type file struct {
	path string
	mode Mode
	hash Hash
	data []byte
}

// writing is a sheet on its way into an overlay.
type writing struct {
	o       *Overlay
	dirs    map[string][]Entry // listings being changed, private
	files   map[string]file    // the last word on every path
	trees   []Object
	clashes []Clash
}

// write puts the sheet into the overlay, or, where files and directories collide, leaves all as it was and
// says where.
func (o *Overlay) write(s *sheet) ([]Clash, error) {
	w := &writing{o: o, dirs: map[string][]Entry{}, files: map[string]file{}}
	for _, path := range s.removed {
		if err := w.remove(path); err != nil {
			return nil, err
		}
	}
	for _, f := range s.created {
		w.files[f.path] = f
	}
	for _, path := range sortedKeys(w.files) {
		if err := w.put(w.files[path]); err != nil {
			return nil, err
		}
	}
	root, err := w.fold()
	w.overDirectories()
	if err != nil || len(w.clashes) > 0 {
		return w.clashes, err
	}
	for _, f := range s.created {
		if f.data != nil {
			o.keep("blob", f.hash, f.data)
		}
	}
	for _, t := range w.trees {
		o.keep(t.Kind, t.Hash, t.Data)
	}
	for dir, entries := range w.dirs {
		o.dirs[dir] = entries
	}
	o.root = root
	return nil, nil
}

// listing is a directory's private copy.
func (w *writing) listing(dir string) ([]Entry, error) {
	if entries, ok := w.dirs[dir]; ok {
		return entries, nil
	}
	entries, err := w.o.Entries(dir)
	if err != nil {
		return nil, err
	}
	entries = slices.Clone(entries)
	w.dirs[dir] = entries
	return entries, nil
}

func (w *writing) remove(path string) error {
	dir, name := splitPath(path)
	entries, err := w.listing(dir)
	if err != nil {
		return err
	}
	if i, ok := find(entries, name); ok && entries[i].Mode != Dir {
		w.dirs[dir] = slices.Delete(entries, i, i+1)
	}
	return nil
}

func (w *writing) put(f file) error {
	dir, name := splitPath(f.path)
	entries, err := w.listing(dir)
	if err != nil {
		return err
	}
	e := Entry{name, f.mode, f.hash}
	if i, ok := find(entries, name); ok && entries[i].Mode != Dir {
		entries[i] = e
		return nil
	}
	i, _ := slices.BinarySearchFunc(entries, e, compareEntries)
	w.dirs[dir] = slices.Insert(entries, i, e)
	return nil
}

// fold makes the trees of all changed directories, the deepest first, up to the root.
func (w *writing) fold() (Hash, error) {
	for dir := range w.dirs {
		for dir != "" {
			dir, _ = splitPath(dir)
			if _, ok := w.dirs[dir]; ok {
				break // its parents are there or will be seen to
			}
			if _, err := w.listing(dir); err != nil {
				return Hash{}, err
			}
		}
	}
	dirs := sortedKeys(w.dirs)
	slices.SortStableFunc(dirs, func(a, b string) int { return depth(b) - depth(a) })
	for _, dir := range dirs {
		entries := w.dirs[dir]
		h, data := treeObject(entries)
		if len(entries) > 0 || dir == "" {
			w.trees = append(w.trees, Object{h, "tree", data})
		}
		if dir == "" {
			return h, nil
		}
		w.hang(dir, Entry{Mode: Dir, Hash: h}, len(entries) == 0)
	}
	return w.o.root, nil
}

func depth(dir string) int {
	if dir == "" {
		return 0
	}
	return 1 + strings.Count(dir, "/")
}

// hang enters a directory into its parent, or takes it out when it is empty.
func (w *writing) hang(dir string, e Entry, empty bool) {
	parent, name := splitPath(dir)
	e.Name = name
	entries := w.dirs[parent]
	i, ok := slices.BinarySearchFunc(entries, e, compareEntries)
	switch {
	case ok && empty:
		entries = slices.Delete(entries, i, i+1)
	case ok:
		entries[i] = e
	case !empty:
		entries = slices.Insert(entries, i, e)
	}
	w.dirs[parent] = entries
	if !empty {
		w.collide(parent, entries, name)
	}
}

// collide reports a name that is both a file and a directory.
func (w *writing) collide(parent string, entries []Entry, name string) {
	i, ok := slices.BinarySearchFunc(entries, Entry{Name: name, Mode: Regular}, compareEntries)
	if !ok {
		return
	}
	c := Clash{Path: joinPath(parent, name), Reason: Exists}
	if entries[i].Mode == Submodule {
		c.Reason = InSubmodule
	}
	w.clashes = append(w.clashes, c)
}

// overDirectories reports the files that were put where a directory stays.
func (w *writing) overDirectories() {
	for _, path := range sortedKeys(w.files) {
		dir, name := splitPath(path)
		_, ok := slices.BinarySearchFunc(w.dirs[dir], Entry{Name: name, Mode: Dir}, compareEntries)
		reported := slices.ContainsFunc(w.clashes, func(c Clash) bool { return c.Path == path })
		if ok && !reported {
			w.clashes = append(w.clashes, Clash{Path: path, Reason: Exists})
		}
	}
}

func joinPath(dir, name string) string {
	if dir == "" {
		return name
	}
	return dir + "/" + name
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// treeObject is the tree of a listing as git writes it.
func treeObject(entries []Entry) (Hash, []byte) {
	var data []byte
	for _, e := range entries {
		data = strconv.AppendUint(data, uint64(e.Mode), 8)
		data = append(append(data, ' '), e.Name...)
		data = append(append(data, 0), e.Hash[:]...)
	}
	return objectID("tree", data), data
}

func objectID(kind string, data []byte) Hash {
	h := sha1.New()
	head := make([]byte, 0, 32)
	head = append(append(head, kind...), ' ')
	head = append(strconv.AppendInt(head, int64(len(data)), 10), 0)
	h.Write(head)
	h.Write(data)
	return Hash(h.Sum(nil))
}
