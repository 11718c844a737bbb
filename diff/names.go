package diff

import (
	"strings"
)

// gitNames fills in the paths of a git file: from the rename or copy lines, which have no prefix, else from
// the "---" and "+++" lines, else from the `diff --git` line. False if none tells.
func (f *File) gitNames(x *extended) bool {
	old, new, ok := splitNames(x.names)
	f.NoPrefix = ok && old == new
	if x.renameFrom != "" && x.renameTo != "" || x.copyFrom != "" && x.copyTo != "" {
		f.OldPath, f.NewPath = x.renameFrom+x.copyFrom, x.renameTo+x.copyTo
		f.NoPrefix = ok && old == f.OldPath && new == f.NewPath
		return true
	}
	if x.oldName != "" && x.newName != "" {
		old, new = fileName(x.oldName), fileName(x.newName)
		ok = true
	}
	if !ok || old == "" || new == "" {
		f.OldPath, f.NewPath = x.names, x.names
		return false
	}
	f.setNames(old, new)
	return true
}

// setNames takes the prefixes off; the name of a side that is not there is that of the other.
func (f *File) setNames(old, new string) {
	if !f.NoPrefix {
		old, new = stripPrefix(old), stripPrefix(new)
	}
	if isNull(old) {
		old = new
	}
	if isNull(new) {
		new = old
	}
	f.OldPath, f.NewPath = old, new
}

// plainNames fills in the paths and status of a file without a `diff --git` line. index is the name of the
// "Index:" line above, "" if there is none.
func (f *File) plainNames(from, to, index string) {
	old, new := fileName(from), fileName(to)
	f.Status = Modified
	switch {
	case isNull(old) || isEpoch(from):
		f.Status = Added
	case isNull(new) || isEpoch(to):
		f.Status = Deleted
	}
	if f.Status == Deleted {
		new = old
	} else if f.Status == Added || strings.HasSuffix(old, ".orig") {
		old = new
	}
	f.NoPrefix = old == new && !hasPrefix(new) || !strings.Contains(new, "/") || !strings.Contains(old, "/")
	f.setNames(old, new)
	if f.Status == Modified && f.OldPath != f.NewPath {
		f.OldPath = f.NewPath // x.c.orig, x.c~, or another tree: plain diffs do not rename
	}
}

// hasPrefix tells whether a name starts with what git or people put before it: a/, b/, git's mnemonic
// c/ i/ o/ w/, 1/ 2/, or a kernel tree's name.
func hasPrefix(name string) bool {
	i := strings.IndexByte(name, '/')
	return i == 1 && strings.IndexByte("abciow12", name[0]) >= 0 || i > 0 && strings.HasPrefix(name, "linux")
}

func stripPrefix(name string) string {
	if isNull(name) {
		return name
	}
	if i := strings.IndexByte(name, '/'); i >= 0 {
		return name[i+1:]
	}
	return name
}

func isNull(name string) bool {
	return strings.HasPrefix(name, "/dev/null") && (len(name) == len("/dev/null") || name[len("/dev/null")] <= ' ')
}

// isEpoch tells by its time stamp that a plain header means "no file": diff -N writes the epoch in local
// time, svn "(revision 0)".
func isEpoch(header string) bool {
	_, stamp, _ := strings.Cut(header, "\t")
	return strings.HasPrefix(stamp, "1970-01-01 ") || strings.HasPrefix(stamp, "1969-12-31 ") ||
		strings.HasPrefix(stamp, "Thu Jan  1 ") && strings.HasSuffix(strings.TrimSpace(stamp), " 1970") ||
		strings.HasPrefix(stamp, "(revision 0)")
}

// fileName takes the name out of a "---" or "+++" line: C-quoted, or up to a TAB or an old time stamp.
func fileName(s string) string {
	if strings.HasPrefix(s, `"`) {
		if name, _, ok := CutQuoted(s); ok {
			return name
		}
	}
	if i := strings.IndexByte(s, '\t'); i >= 0 {
		return s[:i]
	}
	return strings.TrimRight(s[:stampAt(s)], " ")
}

// stampAt finds " 2007-01-02 …" or " Tue Jan  2 …" behind a name; len(s) if there is none.
func stampAt(s string) int {
	for i := 0; i+11 < len(s); i++ {
		if s[i] != ' ' {
			continue
		}
		t := s[i+1:]
		if isDigit(t[0]) && isDigit(t[3]) && t[4] == '-' && isDigit(t[5]) && t[7] == '-' {
			return i
		}
		if t[3] == ' ' && strings.Contains("Mon Tue Wed Thu Fri Sat Sun", t[:3]) && t[7] == ' ' {
			return i
		}
	}
	return len(s)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// splitNames splits the two names of a `diff --git` line. Names with blanks are told apart by being equal
// behind their prefixes, as git does it.
func splitNames(s string) (old, new string, ok bool) {
	if strings.HasPrefix(s, `"`) {
		old, rest, ok := CutQuoted(s)
		if !ok || !strings.HasPrefix(rest, " ") {
			return "", "", false
		}
		return old, unquote(rest[1:]), true
	}
	if strings.HasSuffix(s, `"`) {
		if i := strings.Index(s, ` "`); i >= 0 {
			return s[:i], unquote(s[i+1:]), true
		}
	}
	if n := len(s) / 2; len(s)%2 == 1 && s[n] == ' ' {
		old, new := s[:n], s[n+1:]
		if old == new || stripPrefix(old) == stripPrefix(new) {
			return old, new, true
		}
	}
	if old, new, ok = strings.Cut(s, " "); ok && !strings.Contains(new, " ") {
		return old, new, true
	}
	if i := strings.LastIndex(s, " b/"); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return "", "", false
}

// unquote undoes git's C quoting; a name without quotes is returned as it is.
func unquote(s string) string {
	if name, _, ok := CutQuoted(s); ok {
		return name
	}
	return strings.TrimRight(s, " \t")
}

// CutQuoted reads a C-quoted name at the start of s, as quote.c of git writes it, and returns what comes behind it too.
func CutQuoted(s string) (name, rest string, ok bool) {
	if s == "" || s[0] != '"' {
		return "", s, false
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			return b.String(), s[i+1:], true
		case c != '\\':
			b.WriteByte(c)
		case i+1 >= len(s):
			return "", s, false
		case s[i+1] >= '0' && s[i+1] <= '3':
			if i+3 >= len(s) || !isOctal(s[i+2]) || !isOctal(s[i+3]) {
				return "", s, false
			}
			b.WriteByte((s[i+1]-'0')<<6 | (s[i+2]-'0')<<3 | (s[i+3] - '0'))
			i += 3
		default:
			k := strings.IndexByte(`abtnvfr"\`, s[i+1])
			if k < 0 {
				return "", s, false
			}
			b.WriteByte("\a\b\t\n\v\f\r\"\\"[k])
			i++
		}
	}
	return "", s, false
}

func isOctal(c byte) bool { return c >= '0' && c <= '7' }
