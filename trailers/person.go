package trailers

import "strings"

// Person is who a trailer names. Name may be empty.
type Person struct{ Name, Email string }

// Person reads the value as `Name <addr>`, `addr`, `"Last, First" <addr>`, `addr (Name)`;
// false where there is no address with an "@". Obfuscated addresses ("user at host",
// "user(a)host") are read too, and so is `Name addr` without the angle brackets.
func (t Trailer) Person() (Person, bool) { return ReadPerson(t.Value) }

// ReadPerson is Person for any text.
func ReadPerson(s string) (Person, bool) {
	if name, addr, ok := cutAngle(s); ok {
		return Person{cleanName(name), addr}, true
	}
	// Without brackets the address is the word with the "@".
	for off := 0; off < len(s); {
		for off < len(s) && isSeparator(s[off]) {
			off++
		}
		end := off
		for end < len(s) && !isSeparator(s[end]) {
			end++
		}
		if email, ok := plainAddress(s[off:end]); ok {
			return Person{bareName(s[:off], s[end:]), email}, true
		}
		off = end
	}
	user, host, ok := strings.Cut(s, " at ")
	if !ok || !hasAddress(s) {
		return Person{}, false
	}
	host, rest, _ := strings.Cut(host, " ")
	i := strings.LastIndexByte(user, ' ') + 1
	email, ok := plainAddress(user[i:] + "@" + host)
	return Person{bareName(user[:i], rest), email}, ok
}

func isSeparator(c byte) bool { return c == ' ' || c == '\t' || c == ',' || c == ';' }

// cutAngle finds the first <…> that holds an address.
func cutAngle(s string) (name, email string, ok bool) {
	for from := 0; ; {
		i := strings.IndexByte(s[from:], '<')
		if i < 0 {
			return "", "", false
		}
		i += from
		inner := s[i+1:]
		if end := strings.IndexAny(inner, "<>"); end >= 0 {
			inner = inner[:end]
		}
		if email, ok := plainAddress(strings.TrimPrefix(inner, "mailto:")); ok {
			return s[:i], email, true
		}
		if user, host, cut := strings.Cut(inner, " at "); cut {
			if email, ok := plainAddress(user + "@" + host); ok {
				return s[:i], email, true
			}
		}
		from = i + 1
	}
}

// plainAddress accepts user@host and user(a)host, without blanks, and takes off what punctuation surrounds it.
func plainAddress(s string) (string, bool) {
	s = strings.Trim(s, " \t\"'<>[]{},;:.")
	if !strings.Contains(s, "@") {
		user, host, ok := strings.Cut(s, "(a)")
		if !ok {
			return "", false
		}
		s = user + "@" + host
	}
	s = strings.Trim(s, "()")
	if at := strings.LastIndexByte(s, '@'); at < 1 || at == len(s)-1 || strings.ContainsAny(s, " \t") ||
		strings.Contains(s, "://") {
		return "", false
	}
	return s, true
}

// bareName is the name around an address without brackets: what stands before it, or in parentheses after it.
func bareName(before, after string) string {
	if name := cleanName(before); name != "" {
		return name
	}
	after = trim(after)
	if len(after) > 1 && after[0] == '(' {
		if i := strings.IndexByte(after, ')'); i > 0 {
			return cleanName(after[1:i])
		}
	}
	return ""
}

// cleanName takes off blanks and quotes.
func cleanName(name string) string {
	name = trim(name)
	if strings.IndexByte(name, '\\') >= 0 {
		name = strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(name)
	}
	for len(name) > 1 && (name[0] == '"' || name[0] == '\'') && name[len(name)-1] == name[0] {
		name = trim(name[1 : len(name)-1])
	}
	return strings.TrimRight(name, " ,(<")
}
