package apply

import (
	"slices"
	"strings"

	"patchpilot/diff"
)

// change is one file's change as `git apply` takes it: names stripped, modes as numbers, hunks as lines.
type change struct {
	old, new     string // "" = not there
	isNew        bool
	isDelete     bool
	isRename     bool
	isCopy       bool
	maybeNew     bool // a plain diff without old lines: creates the file where there is none
	oldMode      Mode // as stated; 0 = not
	newMode      Mode
	oldID, newID string
	hunks        []hunk
	binary       *diff.Binary
}

// touched tells whether lines are said to change.
func (c *change) touched() bool { return len(c.hunks) > 0 }

// path is what a clash names.
func (c *change) path() string {
	if c.new != "" {
		return c.new
	}
	return c.old
}

// changesOf turns a patch into changes, or says why git would call it corrupt.
func changesOf(p *diff.Patch, opt Options) ([]*change, []Clash) {
	if p == nil {
		return nil, []Clash{{Reason: Corrupt}}
	}
	clashes := corruption(p, opt.Strip)
	var changes []*change
	for i, f := range p.Files {
		c, passed, ok := changeOf(f, opt.Strip)
		if passed && !(f.Git && i+1 < len(p.Files)) { // a name alone is still in git's mind at the next file
			continue
		}
		if !ok {
			if !slices.ContainsFunc(clashes, func(c Clash) bool { return c.Path == f.Path() }) {
				clashes = append(clashes, Clash{Path: f.Path(), Reason: Corrupt})
			}
			continue
		}
		changes = append(changes, c)
	}
	if len(changes) == 0 && len(clashes) == 0 {
		clashes = []Clash{{Reason: Corrupt}}
	}
	return changes, clashes
}

// changeOf reads one file's change. passed: git takes it for text between diffs.
func changeOf(f *diff.File, drop int) (c *change, passed, ok bool) {
	c = &change{binary: f.Binary}
	head, bodies := f.Source()
	if f.Git {
		bare, ok := c.gitHeader(head, drop)
		if !ok || bare {
			return nil, bare && len(f.Hunks) == 0, false
		}
	} else {
		if f.Binary != nil {
			return nil, true, false // "Binary files differ" without a `diff --git` line
		}
		if !c.plainHeader(head, drop) {
			return nil, false, false
		}
	}
	if len(f.Hunks) == 0 && f.Binary == nil && strings.Contains(head, "\n--- ") {
		return nil, false, false // names for hunks, and no hunk that can be read
	}
	for _, body := range bodies {
		if body != "" && (!strings.HasSuffix(body, "\n") || strings.Contains(body, "\n\r")) {
			return nil, false, false // an empty line that ends in CR is no line of a hunk
		}
	}
	return c, false, c.read(f)
}

// read takes the hunks.
func (c *change) read(f *diff.File) bool {
	old, new := 0, 0
	for _, h := range f.Hunks {
		k := hunkOf(h.Body, int(h.OrigNoNewlineAt), int(h.OrigLines), int(h.NewLines))
		k.oldPos, k.newPos = int(h.OrigStartLine), int(h.NewStartLine)
		if len(k.pre) != int(h.OrigLines) || len(k.post) != int(h.NewLines) || !k.changes() {
			return false
		}
		c.hunks = append(c.hunks, k)
		old, new = old+len(k.pre), new+len(k.post)
	}
	if len(c.hunks) == 0 && c.binary == nil && !c.says() {
		return false
	}
	c.maybeNew = !f.Git && !c.isNew && !c.isDelete && old == 0 && len(c.hunks) == 1
	return !(c.isNew && old > 0 || c.isDelete && new > 0)
}

// says tells whether the header alone changes something.
func (c *change) says() bool {
	return c.isNew || c.isDelete || c.isRename || c.isCopy || c.oldMode != 0 && c.newMode != 0 && c.oldMode != c.newMode
}

// kind is a mode without its permissions.
func (m Mode) kind() Mode { return m &^ 0o7777 }

// asWritten is the mode as a tree has it: permissions are 644 or 755, and an unknown kind is a file.
func (m Mode) asWritten() Mode {
	switch k := m.kind(); {
	case k == Dir || k == Symlink || k == Submodule:
		return k
	case m&0o100 != 0:
		return Executable
	}
	return Regular
}

// reversed undoes the changes. A copy has no reverse that git knows.
func reversed(changes []*change) ([]*change, bool) {
	var out []*change
	for _, c := range slices.Backward(changes) {
		if c.isCopy || c.binary != nil && c.binary.Reverse == nil {
			return nil, false
		}
		r := *c
		r.old, r.new, r.oldID, r.newID = c.new, c.old, c.newID, c.oldID
		r.isNew, r.isDelete, r.maybeNew = c.isDelete, c.isNew, false
		if c.newMode != 0 {
			r.oldMode, r.newMode = c.newMode, c.oldMode
		}
		r.hunks = make([]hunk, len(c.hunks))
		for i, h := range c.hunks {
			r.hunks[i] = hunk{h.newPos, h.oldPos, h.leading, h.trailing, h.post, h.pre}
		}
		if c.binary != nil {
			r.binary = &diff.Binary{Forward: c.binary.Reverse, Reverse: c.binary.Forward}
		}
		out = append(out, &r)
	}
	return out, true
}
