package apply

import (
	"strconv"
	"strings"

	"patchpilot/diff"
)

// header reads the header of a `diff --git` as git's apply.c does, line by line and with its checks: what a
// patch is refused for often stands here, and a reader that means well would not see it.
type header struct {
	c        *change
	strip    int
	def      string // the name both halves of the first line agree on
	old, new *string
	bad      bool
}

// gitHeader fills in names, modes and ids. bare: there is nothing but the first line, which git passes over.
func (c *change) gitHeader(text string, strip int) (bare, ok bool) {
	h := header{c: c, strip: strip}
	n := 0
	for line := range strings.Lines(text) {
		if n++; n == 1 {
			if name, ok := headerName(strings.TrimPrefix(line, "diff --git "), strip); ok {
				h.def = name
			}
			continue
		}
		known := h.line(line)
		if h.bad || h.kinds() > 1 {
			return false, false
		}
		if !known {
			n--
			break
		}
	}
	ok = h.finish()
	return n <= 1 && ok, ok
}

// kinds counts what the file is said to be: new, deleted, renamed, copied. One at most.
func (h *header) kinds() int {
	n := 0
	for _, is := range [...]bool{h.c.isNew, h.c.isDelete, h.c.isRename, h.c.isCopy} {
		if is {
			n++
		}
	}
	return n
}

func (h *header) finish() bool {
	if h.old == nil && h.new == nil {
		if h.def == "" {
			return false
		}
		h.old, h.new = &h.def, &h.def
	}
	if h.new == nil && !h.c.isDelete || h.old == nil && !h.c.isNew {
		return false
	}
	if h.c.isNew {
		h.old = nil
	}
	if h.c.isDelete {
		h.new = nil
	}
	if h.old != nil {
		h.c.old = *h.old
	}
	if h.new != nil {
		h.c.new = *h.new
	}
	return h.c.old != "" || h.c.new != ""
}

// line takes one line; not known ends the header.
func (h *header) line(line string) (known bool) {
	c := h.c
	key, value := "", ""
	for _, k := range headerLines {
		if strings.HasPrefix(line, k) {
			key, value = k, line[len(k):]
			break
		}
	}
	switch key {
	case "--- ":
		h.name(value, c.isNew, &h.old)
	case "+++ ":
		h.name(value, c.isDelete, &h.new)
	case "old mode ":
		h.mode(value, &c.oldMode)
	case "new mode ":
		h.mode(value, &c.newMode)
	case "deleted file mode ":
		c.isDelete, h.old = true, h.byDefault()
		h.mode(value, &c.oldMode)
	case "new file mode ":
		c.isNew, h.new = true, h.byDefault()
		h.mode(value, &c.newMode)
	case "copy from ":
		c.isCopy, h.old = true, h.whole(value)
	case "copy to ":
		c.isCopy, h.new = true, h.whole(value)
	case "rename from ", "rename old ":
		c.isRename, h.old = true, h.whole(value)
	case "rename to ", "rename new ":
		c.isRename, h.new = true, h.whole(value)
	case "index ":
		h.index(value)
	}
	return key != ""
}

var headerLines = [...]string{
	"--- ", "+++ ", "old mode ", "new mode ", "deleted file mode ", "new file mode ", "copy from ", "copy to ",
	"rename from ", "rename to ", "rename old ", "rename new ", "similarity index ", "dissimilarity index ", "index ",
}

func (h *header) byDefault() *string {
	if h.def == "" {
		return nil
	}
	return &h.def
}

// whole reads the name of a rename or copy line, which has no a/ or b/.
func (h *header) whole(value string) *string {
	name, ok := findName(value, max(h.strip-1, 0), "\r\n")
	if !ok {
		return nil
	}
	return &name
}

// name reads a "---" or "+++" line, which must agree with what is known: null = there is no file.
func (h *header) name(value string, null bool, known **string) {
	if *known == nil {
		if null {
			h.bad = !isDevNull(value)
			return
		}
		if name, ok := findName(value, h.strip, "\t\r\n"); ok {
			*known = &name
		}
		return
	}
	name, ok := findName(value, h.strip, "\t\r\n")
	h.bad = null || !ok || name != **known
}

func (h *header) mode(value string, mode *Mode) {
	n := 0
	for n < len(value) && value[n] >= '0' && value[n] <= '7' {
		n++
	}
	v, err := strconv.ParseUint(value[:n], 8, 32)
	h.bad = err != nil || n == len(value) || !isSpace(value[n])
	*mode = Mode(v)
}

const hexLength = 40

// index reads "1da67d34e55d..d586068f5509 100644"; a line that is none is passed over.
func (h *header) index(value string) {
	value = strings.TrimSuffix(value, "\n")
	old, rest, ok := strings.Cut(value, "..")
	if !ok || len(old) > hexLength || strings.Contains(old, ".") {
		return
	}
	h.c.oldID = old
	id, mode, has := strings.Cut(rest, " ")
	if len(id) > hexLength {
		return
	}
	h.c.newID = id
	if has {
		h.mode(mode+"\n", &h.c.oldMode)
	}
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func isDevNull(value string) bool {
	rest, ok := strings.CutPrefix(value, "/dev/null")
	return ok && rest != "" && isSpace(rest[0])
}

// findName cuts a name at the first of the bytes in ends, or out of its quotes, and drops its first parts.
func findName(value string, drop int, ends string) (string, bool) {
	if name, _, ok := diff.CutQuoted(value); ok {
		if name, ok := dropParts(name, drop); ok {
			return squash(name), true
		}
	}
	i := strings.IndexAny(value, ends)
	if i < 0 {
		i = len(value)
	}
	name, ok := dropParts(value[:i], drop)
	return squash(name), ok && name != ""
}

// dropParts drops as many leading parts as -p says.
func dropParts(name string, n int) (string, bool) {
	for ; n > 0; n-- {
		i := strings.IndexByte(name, '/')
		if i < 0 {
			return "", false
		}
		name = name[i+1:]
	}
	return name, true
}

// treePrefix is dropParts for the first line of a diff, where no name is absolute.
func treePrefix(name string, n int) (string, bool) {
	if strings.HasPrefix(name, "/") {
		return "", false
	}
	return dropParts(name, n)
}
