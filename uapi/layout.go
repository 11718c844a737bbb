package uapi

import (
	"fmt"
	"strconv"
	"strings"

	"patchpilot/internal/lazyregexp"
)

// Layout is a struct that a diff brings whole, as far as its size can be told.
type Layout struct {
	Name     string
	Path     string
	Line     int // of the mail
	PathLine int

	members        []member
	closed, packed bool
	unclear        bool // something in it was not read
}

type member struct {
	typ, name, dims string
	line            int
	odd             bool // bit fields, several names: its size is not reckoned
}

// Trouble is what makes a struct differ between 32 and 64 bits, or leaves a hole in it.
type Trouble struct {
	Line int // of the mail
	Text string
}

// sizes are those of the types that are the same everywhere.
var sizes = map[string]int{
	"__u8": 1, "__s8": 1, "char": 1, "unsigned char": 1, "uint8_t": 1, "int8_t": 1,
	"__u16": 2, "__s16": 2, "__le16": 2, "__be16": 2, "uint16_t": 2, "int16_t": 2,
	"__u32": 4, "__s32": 4, "__le32": 4, "__be32": 4, "uint32_t": 4, "int32_t": 4, "int": 4, "unsigned int": 4,
	"__u64": 8, "__s64": 8, "__le64": 8, "__be64": 8, "uint64_t": 8, "int64_t": 8, "__aligned_u64": 8, "__aligned_s64": 8,
}

// varying are types that have another size on another machine.
var varying = map[string]bool{
	"long": true, "unsigned long": true, "long int": true, "size_t": true, "ssize_t": true, "time_t": true, "off_t": true,
	"__kernel_size_t": true, "__kernel_long_t": true, "__kernel_ulong_t": true, "__kernel_time_t": true, "uintptr_t": true,
}

// Troubles are the faults of a struct's layout, in its order.
func (l *Layout) Troubles() []Trouble {
	if !l.closed || l.packed {
		return nil
	}
	var all []Trouble
	for _, m := range l.members {
		switch {
		case strings.Contains(m.typ, "*"):
			all = append(all, Trouble{m.line, fmt.Sprintf("%s is a pointer; its size is that of the machine, and a __u64 holds one everywhere", m.name)})
		case varying[m.typ]:
			all = append(all, Trouble{m.line, fmt.Sprintf("%s is %s, whose size is that of the machine", m.name, m.typ)})
		case m.typ == "bool" || m.typ == "_Bool":
			all = append(all, Trouble{m.line, fmt.Sprintf("%s is bool, whose size and values the compiler chooses", m.name)})
		}
	}
	if len(all) == 0 && !l.unclear {
		return l.holes()
	}
	return all
}

// holes finds where the compiler would pad.
func (l *Layout) holes() []Trouble {
	offset, widest := 0, 1
	for _, m := range l.members {
		size := sizes[m.typ]
		n, counted := count(m.dims)
		if size == 0 || !counted || m.odd {
			return nil // not to be reckoned
		}
		if hole := -offset & (size - 1); hole > 0 {
			return []Trouble{{m.line, fmt.Sprintf("%s is %d bytes wide and stands at offset %d: %d bytes before it are padding without a name", m.name, size, offset, hole)}}
		}
		offset, widest = offset+n*size, max(widest, size)
	}
	if hole := -offset & (widest - 1); hole > 0 && len(l.members) > 0 {
		return []Trouble{{l.Line, fmt.Sprintf("it ends at offset %d and holds members of %d bytes: %d bytes at its end are padding without a name", offset, widest, hole)}}
	}
	return nil
}

// count reckons "[4][2]".
func count(dims string) (int, bool) {
	n := 1
	for _, d := range strings.FieldsFunc(dims, func(r rune) bool { return r == '[' || r == ']' }) {
		k, err := strconv.Atoi(strings.TrimSpace(d))
		if err != nil || k < 0 || k > 1<<16 || n > 1<<24 {
			return 0, false
		}
		n *= k
	}
	return n, dims == "" || dims != "[]"
}

// Rigid tells whether the struct has no member that lets it grow: flags, a size, or something reserved.
func (l *Layout) Rigid() bool {
	if !l.closed {
		return false
	}
	for _, m := range l.members {
		if padName.MatchString(m.name) || growName.MatchString(m.name) {
			return false
		}
	}
	return true
}

var growName = lazyregexp.New(`(?i)flags?$|^(?:arg)?sz$|size$|version$|mask$`)
