// Package uapi says what a diff adds to the interface between the kernel and programs.
//
// In: a diff with its hunks. Out: ioctls, structs, their members, flags and other constants of the headers
// under include/uapi, KMS properties, sysfs attributes and system calls, each by its name and place.
//
// Its law: what a diff also takes away is not added. A line that moves, a constant that changes its value and a
// thing that is renamed in place are no additions; nor are comments, padding and the ends of enumerations.
// It reads the lines it is shown, not C: it knows no tree and no meaning.
package uapi

import (
	"path"
	"slices"
	"strings"

	"patchpilot/diff"
	"patchpilot/internal/lazyregexp"
)

// Kind of a thing that programs see, as people call it.
type Kind string

// Kinds of things.
const (
	Ioctl      Kind = "ioctl"
	Struct     Kind = "struct"
	Union      Kind = "union"
	Enum       Kind = "enum"
	Member     Kind = "member"
	Flag       Kind = "flag"
	Capability Kind = "capability"
	Parameter  Kind = "parameter"
	Query      Kind = "query"
	Format     Kind = "format" // a fourcc or a modifier
	Constant   Kind = "constant"
	Property   Kind = "property" // of a KMS object
	Sysfs      Kind = "sysfs attribute"
	Configfs   Kind = "configfs attribute"
	Syscall    Kind = "system call"
)

// Item is one thing of the interface.
type Item struct {
	Kind     Kind
	Name     string // a member's with its struct: "drm_demo_submit.flags"
	Path     string
	PathLine int // in the file after the change; 0 for what is taken away
	Line     int // in the mail

	value string // what it stands for, blanks off: a rename keeps it
	block int    // the run of changed lines it stands in
}

func (i Item) String() string { return string(i.Kind) + " " + i.Name }

// Header tells whether the item stands in a header for programs.
func (i Item) Header() bool { return IsHeader(i.Path) }

// Change is what a diff does to the interface.
type Change struct {
	Added   []Item // in the order of the diff
	Removed []Item // what is gone, or moves in another patch of the series
	Structs []Layout

	blocks int // those counted so far
}

// Read says what a diff adds and takes away. It is quick on a diff that touches nothing of the kind.
func Read(p *diff.Patch) *Change {
	c := &Change{}
	for _, f := range p.Files {
		c.file(f)
	}
	c.settle()
	return c
}

// IsHeader tells whether a file is a header for programs. Copies under tools/ are none.
func IsHeader(name string) bool {
	return strings.HasPrefix(name, "include/uapi/") || strings.HasPrefix(name, "arch/") && strings.Contains(name, "/include/uapi/")
}

// file reads one file's change.
func (c *Change) file(f *diff.File) {
	name := f.Path()
	var scan func(*view)
	sure := true // not to be looked at for words first
	switch {
	case IsHeader(name) && path.Ext(name) == ".h":
		scan = (*view).header
	case isTable(name):
		scan = (*view).table
	case isCode(name):
		scan, sure = (*view).code, false
	default:
		return
	}
	for i, h := range f.Hunks {
		if !sure && !tells(h.Body) {
			continue
		}
		lines := split(h, f.HunkLines[i]+1, c.blocks)
		after := &view{sign: '+', path: name, section: h.Section, lines: seenBy(lines, '+')}
		before := &view{sign: '-', path: name, section: h.Section, lines: seenBy(lines, '-')}
		scan(after)
		scan(before)
		c.Added, c.Structs = append(c.Added, after.items...), append(c.Structs, after.structs...)
		c.Removed = append(c.Removed, before.items...)
		c.blocks += len(lines)
	}
}

// commandNumber is the constant in the value of a DRM driver's ioctl.
var commandNumber = lazyregexp.New(`DRM_COMMAND_BASE\+(\w+)`)

// settle takes out the numbers of ioctls that are there too, what is there before and after, and what takes
// the place of a thing that goes and is the same but for its name.
func (c *Change) settle() {
	numbers := map[string]bool{}
	for _, a := range c.Added {
		if n := commandNumber.FindStringSubmatch(a.value); a.Kind == Ioctl && n != nil {
			numbers[n[1]] = true
		}
	}
	c.Added = slices.DeleteFunc(c.Added, func(a Item) bool { return a.Kind == Constant && numbers[a.Name] })
	if len(c.Added) == 0 || len(c.Removed) == 0 {
		return
	}
	here := names(c.Added)
	c.Added, c.Removed = Without(c.Added, names(c.Removed)), Without(c.Removed, here)
	old := map[Item]int{}
	for _, r := range c.Removed {
		old[r.place()]++
	}
	c.Added = slices.DeleteFunc(c.Added, func(a Item) bool {
		at := a.place()
		if old[at] == 0 || a.value == "" && a.Kind != Struct && a.Kind != Enum {
			return false
		}
		old[at]--
		return true
	})
}

// place is all of an item that a rename keeps.
func (i Item) place() Item { return Item{Kind: i.Kind, Path: i.Path, value: i.value, block: i.block} }

func names(items []Item) map[string]bool {
	all := make(map[string]bool, len(items))
	for _, i := range items {
		all[i.Name] = true
	}
	return all
}

// Without leaves out the items of some names.
func Without(items []Item, gone map[string]bool) []Item {
	var rest []Item
	for _, i := range items {
		if !gone[i.Name] {
			rest = append(rest, i)
		}
	}
	return rest
}

// Takes tells whether an ioctl's argument is the struct of a name.
func (i Item) Takes(name string) bool {
	return i.Kind == Ioctl && strings.Contains(i.value, "struct"+name+")")
}
