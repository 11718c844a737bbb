package formatpatch

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"patchpilot/apply"
	"patchpilot/internal/linediff"
)

// file is one side of a change. Its mode is 0 where there is no file.
type file struct {
	path string
	mode apply.Mode
	hash apply.Hash
	data []byte // set by load
}

// there tells whether there is a file.
func (f *file) there() bool { return f.mode != 0 }

// kind is the type in a mode: two modes of one kind differ in permissions alone.
func kind(m apply.Mode) apply.Mode { return m & 0o170000 }

// change is one file's change.
type change struct {
	old, new   file
	renamed    bool
	similarity int // of a rename, of maxScore

	binary         bool
	a, b           []string // the lines, not of a binary
	edits          []linediff.Edit
	added, deleted int // lines; bytes of a binary
}

// path is the name the change goes by.
func (c *change) path() string {
	if c.new.there() {
		return c.new.path
	}
	return c.old.path
}

// retyped tells a file that becomes a link, or the like: shown as one that goes and one that comes.
func (c *change) retyped() bool {
	return c.old.there() && c.new.there() && kind(c.old.mode) != kind(c.new.mode)
}

// differences are what lies between two trees.
type differences struct {
	before, after apply.Tree
	changes       []*change
}

// compare finds what changed, renames known, and works out every edit.
func compare(before, after apply.Tree) (*differences, error) {
	d := &differences{before: before, after: after}
	if before.Root() == after.Root() {
		return d, nil
	}
	if err := d.walk(""); err != nil {
		return nil, err
	}
	slices.SortFunc(d.changes, func(a, b *change) int { return strings.Compare(a.path(), b.path()) })
	if err := d.findRenames(); err != nil {
		return nil, err
	}
	for _, c := range d.changes {
		if err := d.work(c); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// walk compares a directory of both trees, and those below it whose ids differ.
func (d *differences) walk(dir string) error {
	a, err := d.before.Entries(dir)
	if err != nil {
		return err
	}
	b, err := d.after.Entries(dir)
	if err != nil {
		return err
	}
	for len(a) > 0 || len(b) > 0 {
		var was, is apply.Entry
		order := 0
		switch {
		case len(a) == 0:
			order = 1
		case len(b) == 0:
			order = -1
		default:
			order = compareEntries(a[0], b[0])
		}
		if order <= 0 {
			was, a = a[0], a[1:]
		}
		if order >= 0 {
			is, b = b[0], b[1:]
		}
		if was == is {
			continue
		}
		if err := d.entry(dir, was, is); err != nil {
			return err
		}
	}
	return nil
}

// compareEntries is the order of entries in a tree: a directory's name ends in a slash there.
func compareEntries(a, b apply.Entry) int {
	n := min(len(a.Name), len(b.Name))
	if c := strings.Compare(a.Name[:n], b.Name[:n]); c != 0 {
		return c
	}
	return cmp.Compare(byteAt(a, n), byteAt(b, n))
}

func byteAt(e apply.Entry, i int) byte {
	switch {
	case i < len(e.Name):
		return e.Name[i]
	case e.Mode == apply.Dir:
		return '/'
	}
	return 0
}

// entry takes up two entries of one name that differ, or one without another.
func (d *differences) entry(dir string, was, is apply.Entry) error {
	if was.Mode == apply.Dir || is.Mode == apply.Dir {
		return d.walk(join(dir, cmp.Or(was.Name, is.Name)))
	}
	c := &change{}
	if was.Mode != 0 {
		c.old = file{path: join(dir, was.Name), mode: was.Mode, hash: was.Hash}
	}
	if is.Mode != 0 {
		c.new = file{path: join(dir, is.Name), mode: is.Mode, hash: is.Hash}
	}
	d.changes = append(d.changes, c)
	return nil
}

func join(dir, name string) string {
	if dir == "" {
		return name
	}
	return dir + "/" + name
}

// load reads a file's contents; a submodule's are the line git shows for it.
func load(t apply.Tree, f *file) (err error) {
	switch {
	case f.data != nil || !f.there():
	case f.mode == apply.Submodule:
		f.data = []byte("Subproject commit " + f.hash.String() + "\n")
	default:
		f.data, err = t.Blob(f.hash)
	}
	return err
}

// work reads both sides and finds the edits between them.
func (d *differences) work(c *change) error {
	if err := load(d.before, &c.old); err != nil {
		return err
	}
	if err := load(d.after, &c.new); err != nil {
		return err
	}
	c.binary = isBinary(c.old.data) || isBinary(c.new.data)
	if c.old.hash == c.new.hash {
		return nil
	}
	if c.binary {
		c.added, c.deleted = len(c.new.data), len(c.old.data)
		return nil
	}
	c.a, c.b = lines(c.old.data), lines(c.new.data)
	c.edits = linediff.Edits(c.a, c.b)
	for _, e := range c.edits {
		c.deleted, c.added = c.deleted+e.A1-e.A0, c.added+e.B1-e.B0
	}
	return nil
}

// isBinary tells contents as git does, by a NUL near the start.
func isBinary(data []byte) bool {
	return bytes.IndexByte(data[:min(len(data), 8000)], 0) >= 0
}

func lines(data []byte) []string {
	if len(data) == 0 {
		return nil
	}
	all := strings.SplitAfter(string(data), "\n")
	if all[len(all)-1] == "" {
		all = all[:len(all)-1]
	}
	return all
}
