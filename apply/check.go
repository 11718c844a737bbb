package apply

import (
	"bytes"
	"strings"
)

// view is what changes are checked against: the tree as it stood before the patch.
type view interface {
	entry(path string) (Entry, bool, error)
	Blob(Hash) ([]byte, error)
	FindBlob(prefix string) (Hash, error)
}

// contents are a file's bytes, or just their id while nobody needed them.
type contents struct {
	mode  Mode
	hash  Hash
	data  []byte
	read  bool // data is there
	fresh bool // data is new, hash is not computed yet
}

// check applies changes to a view, one by one, as apply.c's check_patch does. Each sees the view and what
// the changes before it made of its file; clashes are gathered over all of them.
type check struct {
	v       view
	fuzz    int
	now     map[string]*contents // what changes made of a path
	goes    map[string]bool      // a change will take it away
	gone    map[string]bool      // a change took it away
	links   map[string]bool      // becomes or stays a symlink
	unlinks map[string]bool      // a symlink that goes away
	sheet   sheet
	clashes []Clash
	offset  int
	fuzzed  int // -1 = no hunk needed it
	bad     error
}

func newCheck(v view, fuzz int) *check {
	return &check{
		v: v, fuzz: fuzz, fuzzed: -1, now: map[string]*contents{}, goes: map[string]bool{}, gone: map[string]bool{},
		links: map[string]bool{}, unlinks: map[string]bool{},
	}
}

// run checks all changes. An error is the view's own.
func (k *check) run(changes []*change) error {
	for _, c := range changes {
		if c.isDelete || c.isRename {
			k.goes[c.old] = true
			if c.oldMode.kind() == Symlink {
				k.unlinks[c.old] = true
			}
		}
		if c.new != "" && c.newMode.kind() == Symlink {
			k.links[c.new] = true
		}
	}
	for _, c := range changes {
		k.change(c)
		if k.bad != nil {
			return k.bad
		}
	}
	return nil
}

func (k *check) clash(c *change, r Reason) {
	k.clashes = append(k.clashes, Clash{Path: c.path(), Reason: r})
}

// change checks one file.
func (k *check) change(c *change) {
	creates := c.isNew || c.isRename || c.isCopy
	was, ok := k.source(c)
	if !ok {
		return
	}
	if was == nil {
		creates, was = true, &contents{read: true}
	}
	if creates && !k.room(c) {
		return
	}
	now := contents{mode: k.modeAfter(c, was)}
	if c.old != "" && c.new != "" && was.mode != 0 && now.mode.kind() != k.modeBefore(c, was).kind() {
		k.clash(c, BadMode)
		return
	}
	if now.mode.asWritten() == Dir {
		k.clash(c, BadMode)
		return
	}
	if k.unsafe(c, now.mode) {
		k.clash(c, UnsafePath)
		return
	}
	if !k.edit(c, was, &now) {
		return
	}
	k.settle(c, &now)
}

// source finds the file a change starts from; nil for one it creates.
func (k *check) source(c *change) (*contents, bool) {
	if c.old == "" {
		return nil, true
	}
	was, ok := k.made(c)
	if !ok {
		k.clash(c, MissingFile)
		return nil, false
	}
	if was == nil {
		e, there, err := k.v.entry(c.old)
		if err != nil {
			k.bad = err
			return nil, false
		}
		if !there || e.Mode == Dir {
			if c.maybeNew {
				return nil, true
			}
			k.clash(c, k.missing(c.old))
			return nil, false
		}
		was = &contents{mode: e.Mode, hash: e.Hash}
	}
	if c.oldMode != 0 && c.oldMode.kind() != was.mode.kind() {
		k.clash(c, BadMode)
		return nil, false
	}
	return was, true
}

// made gives what changes before this one made of its file: nil if nothing, not ok if it is gone. Renames and
// copies always start from the tree.
func (k *check) made(c *change) (was *contents, ok bool) {
	if c.isRename || c.isCopy {
		return nil, true
	}
	if k.gone[c.old] {
		return nil, false
	}
	return k.now[c.old], true
}

// missing says why there is no file.
func (k *check) missing(path string) Reason {
	for i := strings.LastIndexByte(path, '/'); i > 0; i = strings.LastIndexByte(path[:i], '/') {
		e, ok, err := k.v.entry(path[:i])
		switch {
		case err != nil || !ok:
		case e.Mode == Symlink:
			return UnsafePath
		case e.Mode == Submodule:
			return InSubmodule
		}
	}
	return MissingFile
}

// room tells whether the file to create is not there, or on its way out.
func (k *check) room(c *change) bool {
	if _, made := k.now[c.new]; k.gone[c.new] || k.goes[c.new] && !made {
		return true
	}
	e, there, err := k.v.entry(c.new)
	if err != nil {
		k.bad = err
		return false
	}
	if there && e.Mode != Dir { // whether a directory stays in the way is seen at the end
		k.clash(c, Exists)
		return false
	}
	return true
}

func (k *check) modeBefore(c *change, was *contents) Mode {
	if c.oldMode != 0 {
		return c.oldMode
	}
	return was.mode
}

func (k *check) modeAfter(c *change, was *contents) Mode {
	switch {
	case c.newMode != 0:
		return c.newMode
	case was.mode != 0:
		return was.mode
	}
	return Regular
}

// unsafe tells whether a path must not be written, or lies behind a symlink.
func (k *check) unsafe(c *change, after Mode) bool {
	if c.old != "" && !c.isCopy && unsafePath(c.old, c.oldMode) || c.new != "" && unsafePath(c.new, after) {
		return true
	}
	if c.new == "" {
		return false
	}
	for i := strings.LastIndexByte(c.new, '/'); i > 0; i = strings.LastIndexByte(c.new[:i], '/') {
		dir := c.new[:i]
		if k.links[dir] {
			return true
		}
		if k.unlinks[dir] {
			continue
		}
		e, ok, err := k.v.entry(dir)
		if err != nil {
			k.bad = err
		}
		if ok && e.Mode == Symlink {
			return true
		}
	}
	return false
}

// settle notes the outcome of a change that applies.
func (k *check) settle(c *change, now *contents) {
	if c.new != "" {
		k.now[c.new] = now
		delete(k.gone, c.new)
	}
	if c.new == "" || c.isRename {
		k.gone[c.old] = true
		delete(k.now, c.old)
	}
	if c.isDelete {
		k.sheet.removed = append(k.sheet.removed, c.old)
		if now.hash != emptyBlob && !(now.read && len(now.data) == 0) {
			k.clash(c, Context)
		}
		return
	}
	if !c.isNew && !c.isCopy && c.old != "" {
		k.sheet.removed = append(k.sheet.removed, c.old)
	}
	f := file{path: c.new, mode: now.mode.asWritten(), hash: now.hash}
	switch {
	case f.mode == Submodule && now.read:
		h, ok := subproject(now.data)
		if !ok {
			k.clash(c, Corrupt)
			return
		}
		f.hash = h
	case now.fresh:
		now.hash = objectID("blob", now.data)
		f.hash, f.data = now.hash, now.data
	}
	k.sheet.created = append(k.sheet.created, f)
}

var emptyBlob = objectID("blob", nil)

const subprojectLine = "Subproject commit "

// subproject reads the commit id of a submodule's contents, as diffs show them.
func subproject(data []byte) (Hash, bool) {
	rest, ok := bytes.CutPrefix(data, []byte(subprojectLine))
	if !ok || len(rest) < 40 {
		return Hash{}, false
	}
	return parseHash(string(rest[:40]))
}

// load reads the bytes of contents.
func (k *check) load(c *contents) bool {
	if c.read {
		return true
	}
	c.read = true
	if c.mode.kind() == Submodule {
		c.data = []byte(subprojectLine + c.hash.String() + "\n")
		return true
	}
	if c.data, k.bad = k.v.Blob(c.hash); k.bad != nil {
		return false
	}
	return true
}
