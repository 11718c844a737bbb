package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes text from a mail safe to print: control characters, invisible format characters (bidi
// overrides among them), line separators and bytes that are no UTF-8 come out visibly, as <U+202E> or
// <0xFF>; tabs as a blank. The two joiners are kept: names in several scripts need them.
func Clean(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 8)
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, "<0x%02X>", s[i])
		case r == '\t':
			b.WriteByte(' ')
		case isUnsafe(r):
			fmt.Fprintf(&b, "<U+%04X>", r)
		default:
			b.WriteString(s[i : i+size])
		}
		i += size
	}
	return b.String()
}

func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// isUnsafe tells whether a rune moves the cursor, starts an escape sequence, reorders its line or
// cannot be seen at all.
func isUnsafe(r rune) bool {
	switch r {
	case '\u200c', '\u200d': // joiners
		return false
	case '\u3164', '\uffa0', '\u115f', '\u1160': // fillers: letters by their category, blank to the eye
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}
