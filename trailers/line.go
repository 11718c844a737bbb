package trailers

import "strings"

// field is a line cut at its colon.
type field struct {
	key, value string
	class      class
}

// cutField cuts `Key: value`. The key is letters, digits and hyphens, as git has it, blanks before the
// colon allowed; a key with a blank inside is taken only where it is a common one misspelt ("Signed-off by").
// URLs ("https://…") and C++ names ("a::b") are none.
func cutField(line string) (field, bool) {
	n := 0
	for n < len(line) && n <= maxKey && isKeyByte(line[n]) {
		n++
	}
	if n == 0 || n == len(line) || n > maxKey || !isLetter(line[0]) {
		return field{}, false
	}
	key, colon := line[:n], n
	if line[n] != ':' {
		if line[n] != ' ' && line[n] != '\t' {
			return field{}, false
		}
		var ok bool
		if key, colon, ok = spacedKey(line, n); !ok {
			return field{}, false
		}
	}
	rest := line[colon+1:]
	if strings.HasPrefix(rest, "//") || strings.HasPrefix(rest, ":") {
		return field{}, false
	}
	return field{key, trim(rest), classify(key)}, true
}

// spacedKey reads a key whose first blank stands at n.
func spacedKey(line string, n int) (key string, colon int, ok bool) {
	window := line[:min(len(line), maxKey)]
	colon = strings.IndexByte(window, ':')
	if colon < 0 {
		return "", 0, false
	}
	if key = strings.TrimRight(line[:colon], " \t"); len(key) == n {
		return key, colon, true
	}
	if !strings.EqualFold(key[len(key)-2:], "by") {
		return "", 0, false
	}
	for i := n; i < len(key); i++ {
		if key[i] != ' ' && !isKeyByte(key[i]) {
			return "", 0, false
		}
	}
	info, known := lookup(dashed(key))
	return key, colon, known && info.class == personKey && hasAddress(line[colon+1:])
}

func isLetter(c byte) bool  { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }
func isDigit(c byte) bool   { return '0' <= c && c <= '9' }
func isKeyByte(c byte) bool { return isLetter(c) || isDigit(c) || c == '-' }
func isBlank(s string) bool { return trim(s) == "" }
func isSpace(c byte) bool   { return c == ' ' || '\t' <= c && c <= '\r' }
func indented(s string) bool {
	return s != "" && (s[0] == ' ' || s[0] == '\t')
}

// trim cuts blanks off both ends.
func trim(s string) string {
	for s != "" && isSpace(s[0]) {
		s = s[1:]
	}
	for s != "" && isSpace(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

// believed tells whether a line of a trailer block is a trailer. Known keys are; of the others only
// what does not read as prose: "Note: this …" and "v2: …" are prose, "Jira: ABC-1" is not.
func (f field) believed() bool {
	switch f.class {
	case personKey, toolKey, fixesKey, linkKey, ccKey, otherKey:
		return true
	}
	if f.value == "" || isVersionKey(f.key) {
		return false
	}
	if strings.IndexByte(f.key, '-') > 0 && 'A' <= f.key[0] && f.key[0] <= 'Z' {
		return true
	}
	if canonical, _ := Known(f.key); canonical == "Fixes" {
		return startsWithID(f.value)
	}
	return !strings.ContainsAny(f.value, " \t") || strings.Contains(f.value, "://") || hasAddress(f.value)
}

// isVersionKey finds the "v2:" of a changelog.
func isVersionKey(key string) bool {
	return len(key) >= 2 && lower(key[0]) == 'v' && isDigit(key[1])
}

// vouched tells whether a line outside a block is a trailer all the same: the key is one of the
// kernel's and the value is what the key asks for.
func (f field) vouched() bool {
	switch f.class {
	case personKey:
		return hasAddress(f.value) || looksLikeName(f.value)
	case toolKey:
		return f.value != "" && strings.IndexByte(f.value, ':') > 0
	case fixesKey:
		return startsWithID(strings.TrimPrefix(f.value, "commit ")) || strings.HasPrefix(f.value, "http")
	case linkKey:
		return strings.EqualFold(f.key, "Link") || strings.EqualFold(f.key, "Closes") ||
			strings.EqualFold(f.key, "BugLink")
	case ccKey:
		return hasAddress(f.value) || strings.HasPrefix(f.value, "stable")
	}
	return false
}

// startsWithID tells whether the value begins with seven hex digits or more.
func startsWithID(s string) bool { return len(leadingHex(s)) >= 7 }

func leadingHex(s string) string {
	n := 0
	for n < len(s) && isHex(s[n]) {
		n++
	}
	return s[:n]
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// hasAddress tells whether there is an address in s, `user at host` and `user(a)host` included.
func hasAddress(s string) bool {
	if strings.IndexByte(s, '@') >= 0 || strings.Contains(s, "(a)") {
		return true
	}
	_, host, ok := strings.Cut(s, " at ")
	host, _, _ = strings.Cut(host, " ")
	return ok && strings.IndexByte(strings.TrimRight(host, ".,;>)"), '.') > 0
}

// looksLikeName accepts one to four words, all with a capital or in another script than ASCII.
func looksLikeName(s string) bool {
	words := 0
	for s = trim(s); s != ""; words++ {
		if c := s[0]; c < 0x80 && (c < 'A' || c > 'Z') {
			return false
		}
		_, s, _ = strings.Cut(s, " ")
		s = trim(s)
	}
	return 1 <= words && words <= 4
}

// cutComment takes the `# comment` off a value. In a Fixes line it can only follow the title,
// in a Cc line it needs no blank before it after a ">".
func cutComment(value string, c class) (rest, comment string) {
	from := 0
	if c == fixesKey {
		from = strings.LastIndexByte(value, ')') + 1
	}
	for i := from; i < len(value); i++ {
		if value[i] != '#' {
			continue
		}
		if i == 0 || value[i-1] == ' ' || value[i-1] == '\t' || c == ccKey && value[i-1] == '>' {
			return trim(value[:i]), trim(value[i+1:])
		}
	}
	return value, ""
}
