package mbox

import "strings"

// cleanSubject takes off what git takes off the head of a subject: "Re:", blanks and colons, and every [bracket].
func cleanSubject(s string) string {
	for s != "" {
		switch s[0] {
		case 'r', 'R':
			if len(s) <= 3 || s[1]|0x20 != 'e' || s[2] != ':' {
				return strings.TrimSpace(s)
			}
			s = s[3:]
		case ' ', '\t', ':':
			s = s[1:]
		case '[':
			end := strings.IndexByte(s, ']')
			if end < 0 {
				return strings.TrimSpace(s)
			}
			s = s[end+1:]
		default:
			return strings.TrimSpace(s)
		}
	}
	return ""
}

// author reads a From value as git does: the address is the word around the first @, brackets off, and the
// rest is the name; a name that is too long or holds an address gives way to the address.
func author(from string) Address {
	from = unquotePairs(squeeze(from))
	at := strings.IndexByte(from, '@')
	if at < 0 {
		return bogusAuthor(from)
	}
	start := at
	for start > 0 && !isSpace(from[start-1]) && from[start-1] != '<' {
		start--
	}
	end := len(from)
	if i := strings.IndexAny(from[at:], " \n\t\r\v\f>"); i >= 0 {
		end = at + i
	}
	email := from[start:end]
	before, after := from[:start], from[min(end+1, len(from)):]
	before = strings.TrimSuffix(before, "<") // one blank in its place, and so are those around it
	name := squeeze(before + " " + after)
	if len(name) > 1 && name[0] == '(' && name[len(name)-1] == ')' {
		name = name[1 : len(name)-1]
	}
	return Address{saneName(name, email), email}
}

// bogusAuthor reads a From without @.
func bogusAuthor(from string) Address {
	name, rest, ok := strings.Cut(from, "<")
	email, _, closed := strings.Cut(rest, ">")
	if !ok || !closed {
		return Address{}
	}
	return Address{saneName(strings.TrimSpace(name), email), email}
}

func saneName(name, email string) string {
	if name == "" || len(name) > 60 || strings.ContainsAny(name, "@<>") {
		return email
	}
	return name
}
