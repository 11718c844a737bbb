package apply

import (
	"slices"
	"strconv"
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
	clashes := corruption(p)
	var changes []*change
	for _, f := range p.Files {
		if passedOver(f) {
			continue
		}
		c, ok := changeOf(f, opt.Strip)
		if !ok {
			clashes = append(clashes, Clash{Path: f.Path(), Reason: Corrupt})
			continue
		}
		changes = append(changes, c)
	}
	if len(changes) == 0 && len(clashes) == 0 {
		clashes = []Clash{{Reason: Corrupt}}
	}
	return changes, clashes
}

// passedOver knows what git reads as text between diffs: "Binary files differ" without a `diff --git` line,
// and such a line with nothing behind it.
func passedOver(f *diff.File) bool {
	if !f.Git {
		return f.Binary != nil
	}
	return f.Status == diff.Modified && f.Binary == nil && len(f.Hunks) == 0 && bare(f)
}

func bare(f *diff.File) bool {
	return f.OldID == "" && f.OldMode == "" && f.NewMode == "" && f.Similarity < 0
}

func changeOf(f *diff.File, drop int) (*change, bool) {
	c := &change{
		isNew: f.Status == diff.Added, isDelete: f.Status == diff.Deleted,
		isRename: f.Status == diff.Renamed, isCopy: f.Status == diff.Copied,
		oldID: f.OldID, newID: f.NewID, binary: f.Binary,
	}
	if !c.names(f, drop) || !c.modes(f) {
		return nil, false
	}
	old, new := 0, 0
	for _, h := range f.Hunks {
		k := hunkOf(h.Body, int(h.OrigNoNewlineAt), int(h.OrigLines), int(h.NewLines))
		k.oldPos, k.newPos = int(h.OrigStartLine), int(h.NewStartLine)
		if len(k.pre) != int(h.OrigLines) || len(k.post) != int(h.NewLines) || !k.changes() {
			return nil, false
		}
		c.hunks = append(c.hunks, k)
		old, new = old+len(k.pre), new+len(k.post)
	}
	c.maybeNew = !f.Git && f.Status == diff.Modified && old == 0 && len(c.hunks) == 1
	return c, !(c.isNew && old > 0 || c.isDelete && new > 0)
}

// names strips the paths as -pN does. The names of rename lines have no a/ or b/ to begin with.
func (c *change) names(f *diff.File, drop int) bool {
	c.old, c.new = f.OldPath, f.NewPath
	renamed := c.isRename || c.isCopy
	switch {
	case renamed && f.NoPrefix && drop > 0 && len(f.Hunks) > 0:
		return false // its "---" line gives another name than its "rename from" line
	case renamed, !f.NoPrefix && drop > 0:
		drop = max(drop-1, 0)
	case !f.NoPrefix:
		c.old, c.new = "a/"+c.old, "b/"+c.new
	}
	var okOld, okNew bool
	c.old, okOld = strip(c.old, drop)
	c.new, okNew = strip(c.new, drop)
	if len(f.Hunks) > 0 && !c.isNew && !c.isDelete {
		c.old, c.new = squash(c.old), squash(c.new)
	}
	if c.isNew {
		c.old = ""
	}
	if c.isDelete {
		c.new = ""
	}
	return okOld && okNew
}

// modes reads the modes stated. The one of an index line is the old one, whatever it becomes.
func (c *change) modes(f *diff.File) bool {
	if f.Git {
		switch { // the header says so, or the names alone: then git looks for a file named dev/null
		case c.isNew && (f.NewMode == "" || f.OldMode != ""), c.isDelete && (f.OldMode == "" || f.NewMode != ""):
			return false
		case (c.isRename || c.isCopy) && (f.OldMode == "") != (f.NewMode == ""):
			return false
		}
	}
	c.oldMode, c.newMode = parseMode(f.OldMode), parseMode(f.NewMode)
	if c.oldMode == c.newMode {
		c.newMode = 0
	}
	return true
}

func parseMode(s string) Mode {
	n, err := strconv.ParseUint(strings.TrimRight(s, " "), 8, 32)
	if err != nil {
		return 0
	}
	return Mode(n)
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
