package maintainers

import "strings"

// Person is somebody with a name, which may be empty, and an address.
type Person struct{ Name, Email string }

// String writes the person as a mail's header would: `"Name, Full" <address>`.
func (p Person) String() string {
	if p.Name == "" {
		return p.Email
	}
	name := p.Name
	if strings.ContainsFunc(name, mustQuote) {
		name = `"` + strings.ReplaceAll(name, `"`, `\"`) + `"`
	}
	return name + " <" + p.Email + ">"
}

func mustQuote(r rune) bool {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '_', r == '-', r == ' ':
		return false
	}
	return true
}

// readPeople reads a person, or several between commas if each has an address.
func readPeople(s string) []Person {
	one := readPerson(s)
	if one.Email == "" {
		return nil
	}
	if !strings.Contains(s, ",") {
		return []Person{one}
	}
	var several []Person
	for _, part := range splitList(s) {
		p := readPerson(part)
		if p.Email == "" {
			return []Person{one}
		}
		several = append(several, p)
	}
	return several
}

// readPerson reads `Name <address>`, `"Name, Full" <address> (note)` or `address`.
func readPerson(s string) Person {
	name, rest, ok := strings.Cut(s, "<")
	address, _, closed := strings.Cut(rest, ">")
	if !ok || !closed || !strings.Contains(address, "@") {
		for word := range strings.FieldsSeq(s) {
			if strings.Contains(word, "@") {
				return Person{Email: strings.Trim(word, "<>,;()")}
			}
		}
		return Person{}
	}
	return Person{unquote(strings.TrimSpace(name)), strings.TrimSpace(address)}
}

func unquote(name string) string {
	name = strings.TrimSuffix(strings.TrimPrefix(name, `"`), `"`)
	return strings.ReplaceAll(name, `\"`, `"`)
}

// splitList cuts at commas outside of quotes, angle brackets and notes in round ones.
func splitList(s string) []string {
	var out []string
	var quoted bool
	depth, start := 0, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '<' || c == '(':
			depth++
		case c == '>' || c == ')':
			depth = max(depth-1, 0)
		case c == ',' && depth == 0:
			out = append(out, s[start:i])
			start = i + 1
		}
	}
	if last := s[start:]; strings.TrimSpace(last) != "" {
		out = append(out, last)
	}
	return out
}
