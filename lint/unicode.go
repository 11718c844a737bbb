package lint

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// firstRune finds the first rune a test picks; at is its byte.
func firstRune(s string, picks func(rune) bool) (r rune, at int) {
	for at = 0; at < len(s); {
		if s[at] < utf8.RuneSelf {
			at++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[at:])
		if picks(r) {
			return r, at
		}
		at += size
	}
	return 0, -1
}

func asciiBytes(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// bidi tells the characters that turn the direction of text.
func bidi(r rune) bool {
	return 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069 || r == 0x200E || r == 0x200F
}

// invisible tells the characters that take no room, or look like a blank and are none.
func invisible(r rune) bool {
	return r == 0x200B || r == 0x200C || r == 0x200D || r == 0x2060 || r == 0xFEFF || r == 0x00A0 || r == 0x00AD
}

func codepoint(r rune) string { return fmt.Sprintf("U+%04X", r) }

// translated tells paths whose text is in other scripts by right.
func translated(path string) bool {
	for _, part := range [...]string{"Documentation/translations/", "/po/", "/locale/", "/i18n/", "/nls/", "unicode", "utf8"} {
		if strings.Contains(path, part) {
			return true
		}
	}
	return strings.HasPrefix(path, "po/") || strings.HasSuffix(path, ".po")
}
