package apply

import (
	"regexp"
	"strconv"
	"strings"

	"patchpilot/diff"
)

// headerName finds the name that stands twice on a `diff --git` line, after what -p drops; names with blanks
// are told apart by being the same (apply.c, git_header_name).
func headerName(line string, strip int) (string, bool) {
	if strings.HasPrefix(line, `"`) {
		return quotedFirst(line, strip)
	}
	name, ok := treePrefix(line, strip)
	if !ok {
		return "", false
	}
	if i := strings.IndexByte(name, '"'); i >= 0 {
		second, _, ok := diff.CutQuoted(name[i:])
		if !ok {
			return "", false
		}
		second, ok = treePrefix(second, strip)
		ok = ok && len(second) < i && name[:len(second)] == second && isSpace(name[len(second)])
		return second, ok
	}
	for n := range len(name) {
		if name[n] == '\n' {
			return "", false
		}
		if name[n] != ' ' && name[n] != '\t' {
			continue
		}
		second, ok := treePrefix(name[n+1:], strip)
		if ok && second == name[:n]+"\n" {
			return name[:n], true
		}
	}
	return "", false
}

func quotedFirst(line string, strip int) (string, bool) {
	first, rest, ok := diff.CutQuoted(line)
	if !ok {
		return "", false
	}
	if first, ok = treePrefix(first, strip); !ok {
		return "", false
	}
	rest = strings.TrimLeft(rest, " \t\r\n")
	second := strings.TrimSuffix(rest, "\n")
	if strings.HasPrefix(rest, `"`) {
		if second, _, ok = diff.CutQuoted(rest); !ok {
			return "", false
		}
	}
	second, ok = treePrefix(second, strip)
	return first, ok && second == first
}

// stamp is the time that diff(1) puts behind a name.
var stamp = regexp.MustCompile(`(?:\t| +)(?:\d\d)?\d\d-\d\d-\d\d(?: \d\d:\d\d:\d\d(?:\.\d+)?)?(?: [-+]\d{4}| [-+]\d\d:\d\d)?$`)

// epoch is the time that stands for "no file", in any zone.
var epoch = regexp.MustCompile(`^(1969-12-31|1970-01-01) ([0-2]\d):([0-5]\d):00(?:\.0+)? ([-+])([0-2]\d):?([0-5]\d)$`)

// plainHeader reads the "---" and "+++" lines of a diff without a `diff --git` line (apply.c,
// parse_traditional_patch): the second name, unless the first is a part of it.
func (c *change) plainHeader(text string, strip int) bool {
	i := strings.Index("\n"+text, "\n--- ")
	if i < 0 {
		return false
	}
	from, rest, _ := strings.Cut(text[i+len("--- "):], "\n")
	to, _, _ := strings.Cut(strings.TrimPrefix(rest, "+++ "), "\n")
	first, okFirst := plainName(from, strip)
	name, ok := plainName(to, strip)
	switch {
	case isDevNull(from + "\n"):
		c.isNew, c.new = true, name
		return ok
	case isDevNull(to + "\n"):
		c.isDelete, c.old = true, first
		return okFirst
	}
	if !ok || okFirst && len(first) < len(name) && strings.HasPrefix(name, first) {
		name, ok = first, okFirst
	}
	switch {
	case isEpoch(from):
		c.isNew, c.new = true, name
	case isEpoch(to):
		c.isDelete, c.old = true, name
	default:
		c.old, c.new = name, name
	}
	return ok
}

func plainName(s string, strip int) (string, bool) {
	if !strings.HasPrefix(s, `"`) {
		if at := stamp.FindStringIndex(s); at != nil {
			name, ok := dropParts(s[:at[0]], strip)
			return squash(name), ok && name != ""
		}
	}
	return findName(s, strip, "\t\r\n")
}

func isEpoch(line string) bool {
	i := strings.LastIndexByte(line, '\t')
	if i < 0 {
		return false
	}
	m := epoch.FindStringSubmatch(line[i+1:])
	if m == nil {
		return false
	}
	num := func(s string) int {
		n, _ := strconv.Atoi(s)
		return n
	}
	zone := num(m[5])*60 + num(m[6])
	if m[4] == "-" {
		zone = -zone
	}
	midnight := 0
	if m[1] == "1969-12-31" {
		midnight = 24 * 60
	}
	return num(m[2])*60+num(m[3])-zone == midnight
}
