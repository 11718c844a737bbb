package uapi

import (
	"strings"

	"patchpilot/internal/lazyregexp"
)

// scope is a struct, union or enum that is open.
type scope struct {
	kind  Kind
	name  string // "" = it has none
	added bool   // it begins with the change: what is in it is not told one by one
}

var (
	defineLine     = lazyregexp.New(`^#\s*define\s+(\w+)(\(?)(.*)$`)
	openLine       = lazyregexp.New(`^(?:typedef\s+)?(struct|union|enum)\b\s*(?:__attribute__\s*\(\(.*?\)\)\s*)?(\w*)[^;=()]*\{`)
	enumeratorLine = lazyregexp.New(`^([A-Za-z_]\w*)\s*(=[^,]*)?(,|$)`)
	memberLine     = lazyregexp.New(`^([A-Za-z_][\w\s]*?[\s*]+)(\w+)\s*((?:\[[^\]]*\])*)\s*(?::\s*\w+)?\s*(?:__\w+(?:\(.*\))?\s*)?[,;]`)
	flexLine       = lazyregexp.New(`^__DECLARE_FLEX_ARRAY\(\s*([^,]+),\s*(\w+)\s*\)`)
	ioctlValue     = lazyregexp.New(`\b(?:DRM_)?_?IO(?:C|R|W|WR|R_BAD|W_BAD|WR_BAD)?\s*\(`)
	bitValue       = lazyregexp.New(`<<|\b_?BIT(?:ULL)?\s*\(|\b_BITU`)
	combination    = lazyregexp.New(`^\(?\s*[A-Za-z_]\w*(?:\s*\|\s*[A-Za-z_]\w*)*\s*(?:\|\s*\\?|\|\s*[A-Za-z_]\w*\s*\)?)$`)
	padName        = lazyregexp.New(`(?i)^_*(pad|padding|reserved|resv|rsvd|rsv|unused|mbz|spare)_*\d*_*$`)
	endName        = lazyregexp.New(`(?i)(^__|^NUM_|_MAX$|_END$|_LAST$|_COUNT$|_NUM$|_NR$)`)
)

// header reads one side of a header for programs.
func (v *view) header() {
	var (
		open  []scope
		c     comments
		macro bool // the line before goes on here
		at    = -1 // the struct being read, in v.structs
	)
	if s, inside := v.sectionScope(); inside {
		open = append(open, s)
	}
	for i, l := range v.lines {
		t := c.strip(l.text)
		goesOn := strings.HasSuffix(t, `\`)
		switch {
		case t == "":
			continue
		case macro:
		case t[0] == '#':
			v.define(l, t, v.lines[i+1:])
		case openLine.MatchString(t):
			o := openLine.FindStringSubmatch(t)
			s := scope{kind: Kind(o[1]), name: o[2], added: l.sign == v.sign}
			if len(open) > 0 {
				s.added = s.added && open[0].added
				if s.kind != Enum {
					s.name = open[0].name
				}
			} else if s.name != "" {
				v.add(l, s.kind, s.name, "")
			}
			if len(open) == 0 && s.added && s.kind == Struct && s.name != "" {
				v.structs = append(v.structs, Layout{Name: s.name, Path: v.path, Line: l.line, PathLine: l.pathLine})
				at = len(v.structs) - 1
			} else if at >= 0 {
				v.structs[at].unclear = true
			}
			if !strings.Contains(t, "}") {
				open = append(open, s)
			}
		case t[0] == '}':
			if at >= 0 && len(open) == 1 {
				v.structs[at].closed, v.structs[at].packed = true, strings.Contains(t, "packed") || strings.Contains(t, "aligned")
				at = -1
			}
			open = open[:max(0, len(open)-1)]
		default:
			v.inside(l, t, open, at)
		}
		macro = goesOn
	}
}

// sectionScope is what the hunk begins in: what its @@ line names, unless that had ended, as a new beginning
// before an end shows.
func (v *view) sectionScope() (scope, bool) {
	o := openLine.FindStringSubmatch(strings.TrimSuffix(strings.TrimSpace(v.section), "{") + "{")
	if o == nil {
		return scope{}, false
	}
	for _, l := range v.lines {
		if strings.HasPrefix(l.text, "}") {
			break
		}
		if l.text != "" && l.text[0] >= 'a' && openLine.MatchString(l.text) {
			return scope{}, false
		}
	}
	return scope{kind: Kind(o[1]), name: o[2]}, true
}

// define reads a #define, whose value may stand on the next lines.
func (v *view) define(l srcLine, t string, next []srcLine) {
	for n := 0; n < len(next) && n < 3 && strings.HasSuffix(t, `\`); n++ {
		t = strings.TrimSuffix(t, `\`) + strings.TrimSpace(next[n].text)
	}
	d := defineLine.FindStringSubmatch(t)
	if d == nil {
		return
	}
	name, value := d[1], strings.TrimSpace(d[3])
	ioctl := ioctlValue.MatchString(value) || strings.Contains(name, "_IOCTL_") && strings.Contains(value, "(")
	switch {
	case d[2] == "(" && !ioctl: // a helper
	case value == "" || value == name || strings.ToLower(name) == name:
	case strings.HasPrefix(name, "__NR"):
		if _, call, _ := strings.Cut(name, "_NR_"); call != "" && !endName.MatchString(call) && call != "syscalls" {
			v.add(l, Syscall, call, "")
		}
	case ioctl:
		v.add(l, Ioctl, name, value)
	case combination.MatchString(value): // of other constants
	case endName.MatchString(name) && (strings.Contains(value, "__") || strings.HasPrefix(name, "__")): // ends an enumeration
	default:
		v.add(l, kindOf(name, value), name, value)
	}
}

// inside reads a line within a struct, a union or an enum, or where that is not known.
func (v *view) inside(l srcLine, t string, open []scope, at int) {
	in := scope{}
	if len(open) > 0 {
		in = open[len(open)-1]
	}
	if in.kind == Enum || in.kind == "" {
		e := enumeratorLine.FindStringSubmatch(t)
		if e == nil || in.kind == "" && (e[2]+e[3] == "" || strings.ToUpper(e[1]) != e[1]) {
			return
		}
		if !(in.added && in.name != "") && !endName.MatchString(e[1]) {
			v.add(l, kindOf(e[1], e[2]), e[1], strings.TrimPrefix(e[2], "="))
		}
		return
	}
	m, declared := readMember(t)
	if !declared {
		if at >= 0 {
			v.structs[at].unclear = true
		}
		return
	}
	if at >= 0 {
		m.line = l.line
		v.structs[at].members = append(v.structs[at].members, m)
	}
	name := m.name
	if open[0].name != "" {
		name = open[0].name + "." + name
	}
	if !open[0].added && !padName.MatchString(m.name) {
		v.add(l, Member, name, m.typ)
	}
}

// readMember reads a declaration.
func readMember(t string) (member, bool) {
	if f := flexLine.FindStringSubmatch(t); f != nil {
		return member{typ: strings.TrimSpace(f[1]), name: f[2], dims: "[]"}, true
	}
	m := memberLine.FindStringSubmatch(t)
	if m == nil || strings.Contains(t, "(") && !strings.Contains(t, "__") {
		return member{}, false
	}
	return member{typ: strings.TrimSpace(m[1]), name: m[2], dims: m[3], odd: strings.ContainsAny(t, ":,(")}, true
}

// kindOf says what a constant is for, by its name and value.
func kindOf(name, value string) Kind {
	has := func(word string) bool {
		return strings.Contains("_"+name+"_", "_"+word+"_")
	}
	switch {
	case strings.Contains(value, "fourcc_"):
		return Format
	case has("CMD"), has("ATTR"): // netlink's
	case has("CAP"), has("CAPS"):
		return Capability
	case has("PARAM"):
		return Parameter
	case has("QUERY"):
		return Query
	case has("FLAG"), has("FLAGS"), bitValue.MatchString(value):
		return Flag
	}
	return Constant
}
