package formatpatch

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"unicode/utf8"

	"patchpilot/internal/linediff"
)

const (
	contextLines = 3
	functionSize = 80 // bytes shown of the line a hunk's function begins with
	fullID       = 40
	usualAbbrev  = 12
)

func (d *differences) writePatch(b *bytes.Buffer, abbrev int) {
	if abbrev <= 0 {
		abbrev = usualAbbrev
	}
	for _, c := range d.changes {
		if !c.retyped() {
			c.write(b, abbrev)
			continue
		}
		goes, comes := &change{old: c.old}, &change{new: c.new}
		for _, half := range []*change{goes, comes} {
			d.work(half) // all of it is read
			half.write(b, abbrev)
		}
	}
}

// write writes one file's diff.
func (c *change) write(b *bytes.Buffer, abbrev int) {
	old, new := c.old, c.new
	if !old.there() {
		old.path = new.path
	}
	if !new.there() {
		new.path = old.path
	}
	from, to := quote("a/"+old.path), quote("b/"+new.path)
	fmt.Fprintf(b, "diff --git %s %s\n", from, to)
	c.writeExtended(b, abbrev)
	switch {
	case old.hash == new.hash:
	case c.binary:
		writeBinary(b, old.data, new.data)
	case len(c.edits) > 0:
		fmt.Fprintf(b, "--- %s\n+++ %s\n", label(from, old), label(to, new))
		for _, h := range linediff.Hunks(c.edits, len(c.a), contextLines) {
			c.writeHunk(b, h)
		}
	}
}

// label is a name behind "---" or "+++".
func label(name string, f file) string {
	switch {
	case !f.there():
		return "/dev/null"
	case strings.Contains(name, " "):
		return name + "\t"
	}
	return name
}

// writeExtended writes the lines between `diff --git` and the contents.
func (c *change) writeExtended(b *bytes.Buffer, abbrev int) {
	mode := ""
	switch {
	case !c.old.there():
		fmt.Fprintf(b, "new file mode %06o\n", c.new.mode)
	case !c.new.there():
		fmt.Fprintf(b, "deleted file mode %06o\n", c.old.mode)
	case c.old.mode != c.new.mode:
		fmt.Fprintf(b, "old mode %06o\nnew mode %06o\n", c.old.mode, c.new.mode)
	default:
		mode = fmt.Sprintf(" %06o", c.old.mode)
	}
	if c.renamed {
		fmt.Fprintf(b, "similarity index %d%%\nrename from %s\nrename to %s\n", c.percent(), quote(c.old.path), quote(c.new.path))
	}
	if c.old.hash == c.new.hash {
		return
	}
	if c.binary {
		abbrev = fullID
	}
	abbrev = min(abbrev, fullID)
	fmt.Fprintf(b, "index %s..%s%s\n", c.old.hash.String()[:abbrev], c.new.hash.String()[:abbrev], mode)
}

func (c *change) percent() int { return c.similarity * 100 / maxScore }

func (c *change) writeHunk(b *bytes.Buffer, h linediff.Hunk) {
	fmt.Fprintf(b, "@@ -%s +%s @@", lineRange(h.A0, h.A1), lineRange(h.B0, h.B1))
	if f := function(c.a[:h.A0]); f != "" {
		b.WriteString(" " + f)
	}
	b.WriteByte('\n')
	h.Walk(c.a, c.b, func(mark byte, line string) {
		b.WriteByte(mark)
		b.WriteString(line)
		if !strings.HasSuffix(line, "\n") {
			b.WriteString("\n\\ No newline at end of file\n")
		}
	})
}

// lineRange is "12,7", or "12" for one line; no lines are told by the line before them.
func lineRange(from, to int) string {
	switch to - from {
	case 0:
		return fmt.Sprintf("%d,0", from)
	case 1:
		return fmt.Sprint(from + 1)
	}
	return fmt.Sprintf("%d,%d", from+1, to-from)
}

// function is the last line above a hunk that can begin a function.
func function(above []string) string {
	for i := len(above) - 1; i >= 0; i-- {
		line := above[i]
		c := line[0]
		if 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' || c == '$' {
			return valid(strings.TrimRight(line[:min(len(line), functionSize)], " \t\n\r\v\f"))
		}
	}
	return ""
}

// valid is the text up to what is not UTF-8, such as a character torn apart.
func valid(s string) string {
	for i, r := range s {
		if _, size := utf8.DecodeRuneInString(s[i:]); r == utf8.RuneError && size == 1 {
			return s[:i]
		}
	}
	return s
}

// writeBinary writes both contents whole, so that the change can be laid and taken back.
func writeBinary(b *bytes.Buffer, old, new []byte) {
	b.WriteString("GIT binary patch\n")
	for _, data := range [][]byte{new, old} {
		fmt.Fprintf(b, "literal %d\n", len(data))
		var packed bytes.Buffer
		w := zlib.NewWriter(&packed)
		w.Write(data)
		w.Close()
		writeBase85(b, packed.Bytes())
		b.WriteByte('\n')
	}
}

const base85 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"

// writeBase85 writes lines of 52 bytes, each with its length before it and five digits for four bytes.
func writeBase85(b *bytes.Buffer, data []byte) {
	for len(data) > 0 {
		n := min(len(data), 52)
		if n <= 26 {
			b.WriteByte('A' + byte(n-1))
		} else {
			b.WriteByte('a' + byte(n-27))
		}
		for at := 0; at < n; at += 4 {
			var four [4]byte
			copy(four[:], data[at:n])
			v := uint32(four[0])<<24 | uint32(four[1])<<16 | uint32(four[2])<<8 | uint32(four[3])
			var five [5]byte
			for i := 4; i >= 0; i-- {
				five[i] = base85[v%85]
				v /= 85
			}
			b.Write(five[:])
		}
		b.WriteByte('\n')
		data = data[n:]
	}
}

// quote writes a name as git does: C-quoted where it has more than plain ASCII.
func quote(name string) string {
	plain := true
	for i := range len(name) {
		c := name[i]
		plain = plain && c >= ' ' && c < 0x7f && c != '"' && c != '\\'
	}
	if plain {
		return name
	}
	var q strings.Builder
	q.WriteByte('"')
	for i := range len(name) {
		c := name[i]
		switch at := strings.IndexByte("\a\b\t\n\v\f\r\"\\", c); {
		case at >= 0:
			q.WriteByte('\\')
			q.WriteByte(`abtnvfr"\`[at])
		case c < ' ' || c >= 0x7f:
			fmt.Fprintf(&q, `\%03o`, c)
		default:
			q.WriteByte(c)
		}
	}
	q.WriteByte('"')
	return q.String()
}
