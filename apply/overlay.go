package apply

import (
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
)

// Overlay is a tree with patches laid on it: what is changed lies in memory, all else is read from the
// tree below. It is a [Tree] itself, so overlays nest.
//
// An Overlay is not changed by reading; one goroutine lays, or each has its own [Overlay.Clone].
type Overlay struct {
	base  Tree
	root  Hash
	dirs  map[string][]Entry // listings that differ from the base's; an empty one is a directory gone
	blobs map[Hash][]byte    // contents that were made here
	made  []Object           // in the order they were made
	has   map[Hash]bool      // what made holds
}

// Object is something a commit of the overlay needs that the tree below may not have.
type Object struct {
	Hash Hash
	Kind string // "blob" or "tree"
	Data []byte
}

// NewOverlay lays nothing on t yet.
func NewOverlay(t Tree) *Overlay {
	return &Overlay{base: t, root: t.Root(), dirs: map[string][]Entry{}, blobs: map[Hash][]byte{}, has: map[Hash]bool{}}
}

// Clone is an overlay of its own that starts where o stands. It costs what was changed, not what is there.
func (o *Overlay) Clone() *Overlay {
	return &Overlay{
		base: o.base, root: o.root, dirs: maps.Clone(o.dirs), blobs: maps.Clone(o.blobs),
		made: slices.Clip(o.made), has: maps.Clone(o.has),
	}
}

// Root is the id of the tree as it is now.
func (o *Overlay) Root() Hash { return o.root }

// Entries lists a directory as it is now.
func (o *Overlay) Entries(dir string) ([]Entry, error) {
	if entries, ok := o.dirs[dir]; ok {
		return entries, nil
	}
	return o.base.Entries(dir)
}

// Blob reads a blob made here or one from below.
func (o *Overlay) Blob(h Hash) ([]byte, error) {
	if data, ok := o.blobs[h]; ok {
		return data, nil
	}
	return o.base.Blob(h)
}

// FindBlob finds the blob that an abbreviated id names, here and below.
func (o *Overlay) FindBlob(prefix string) (Hash, error) {
	found, err := o.base.FindBlob(prefix)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return found, err
	}
	for h := range o.blobs {
		if h == found || !strings.HasPrefix(h.String(), prefix) {
			continue
		}
		if !found.IsZero() {
			return Hash{}, ErrAmbiguous
		}
		found, err = h, nil
	}
	return found, err
}

// Put writes a file, whatever was there: for trees made by hand.
func (o *Overlay) Put(path string, mode Mode, data []byte) error {
	if unsafePath(path, mode) {
		return fmt.Errorf("apply: no path for a tree: %q", path)
	}
	f := file{path: path, mode: mode, hash: objectID("blob", data), data: data}
	if mode == Submodule {
		f.data = nil
		copy(f.hash[:], data)
	}
	clashes, err := o.write(&sheet{created: []file{f}})
	if err == nil && len(clashes) > 0 {
		err = fmt.Errorf("apply: %q is a directory or lies below a file", path)
	}
	return err
}

// Empty is the tree without anything, to begin with.
var Empty Tree = empty{}

type empty struct{}

func (empty) Root() Hash                      { return objectID("tree", nil) }
func (empty) Entries(string) ([]Entry, error) { return nil, nil }
func (empty) Blob(h Hash) ([]byte, error)     { return nil, fmt.Errorf("blob %s: %w", h, ErrNotFound) }
func (empty) FindBlob(string) (Hash, error)   { return Hash{}, ErrNotFound }

// Objects gives what was made by laying, in order: blobs before the trees that hold them, and the trees of
// every patch laid, not the last alone. The store below may have some of them already.
func (o *Overlay) Objects() iter.Seq[Object] { return slices.Values(o.made) }

func (o *Overlay) keep(kind string, h Hash, data []byte) {
	if o.has[h] {
		return
	}
	o.has[h] = true
	o.made = append(o.made, Object{h, kind, data})
	if kind == "blob" {
		o.blobs[h] = data
	}
}

// entry finds what stands at a path.
func (o *Overlay) entry(path string) (Entry, bool, error) {
	dir, name := splitPath(path)
	entries, err := o.Entries(dir)
	if err != nil {
		return Entry{}, false, err
	}
	i, ok := find(entries, name)
	if !ok {
		return Entry{}, false, nil
	}
	return entries[i], true, nil
}

func splitPath(path string) (dir, name string) {
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		return path[:i], path[i+1:]
	}
	return "", path
}

// find looks for a name in a listing. Git sorts a directory as if its name ended with a slash, so the
// name can stand in two places.
func find(entries []Entry, name string) (int, bool) {
	for _, mode := range [...]Mode{Regular, Dir} {
		i, ok := slices.BinarySearchFunc(entries, Entry{Name: name, Mode: mode}, compareEntries)
		if ok {
			return i, true
		}
	}
	return 0, false
}

// compareEntries is git's order of tree entries (tree.c, base_name_compare).
func compareEntries(a, b Entry) int {
	n := min(len(a.Name), len(b.Name))
	if c := strings.Compare(a.Name[:n], b.Name[:n]); c != 0 {
		return c
	}
	return int(a.after(n)) - int(b.after(n))
}

// after is the byte at n of the name as it is sorted.
func (e Entry) after(n int) byte {
	switch {
	case n < len(e.Name):
		return e.Name[n]
	case e.Mode == Dir:
		return '/'
	}
	return 0
}
