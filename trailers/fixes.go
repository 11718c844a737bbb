package trailers

import "strings"

// Fixes is a Fixes value read: ID ("Title").
type Fixes struct {
	ID     string // hex digits as written, "" if there are none
	Title  string // what stands between (" and "), or what was meant to
	Lead   string // words before the id ("commit")
	Trail  string // text after the closing parenthesis
	Quoted bool   // the title stands between (" and ") as it should
	Spaced bool   // one blank between id and parenthesis
	URL    bool   // the value is a link
}

const minID = 5 // hex digits that make an id of a word at the start

// ReadFixes reads a Fixes value, forgiving what the fields of Fixes tell about.
// The title goes from the first (" to the last "), as a revert's holds quotes of its own.
func ReadFixes(value string) Fixes {
	value = trim(value)
	if strings.HasPrefix(value, "http://") || strings.HasPrefix(value, "https://") || strings.HasPrefix(value, "<http") {
		return Fixes{URL: true, Lead: value}
	}
	start, end := findID(value)
	if start < 0 {
		return Fixes{Lead: value}
	}
	f := Fixes{ID: value[start:end], Lead: trim(value[:start])}
	rest := value[end:]
	f.Spaced = strings.HasPrefix(rest, " (")
	rest = strings.TrimLeft(rest, " \t:,")
	f.readTitle(rest)
	return f
}

// readTitle reads what follows the id.
func (f *Fixes) readTitle(s string) {
	if strings.HasPrefix(s, `("`) {
		if i := strings.LastIndex(s, `")`); i >= 2 {
			f.Title, f.Trail, f.Quoted = s[2:i], trim(s[i+2:]), true
			return
		}
	}
	if strings.HasPrefix(s, "(") {
		inner := s[1:]
		if i := strings.LastIndexByte(inner, ')'); i >= 0 {
			inner, f.Trail = inner[:i], trim(inner[i+1:])
		}
		f.Title = unquoteTitle(inner)
		return
	}
	f.Title = unquoteTitle(s)
}

// unquoteTitle takes off straight and curly, single and double quotes, whichever are there.
func unquoteTitle(s string) string {
	s = trim(s)
	for _, q := range []string{`"`, "'", "“", "‘", "`", "”", "’", "„", "«"} {
		if cut, ok := strings.CutPrefix(s, q); ok {
			s = cut
			break
		}
	}
	for _, q := range []string{`"`, "'", "”", "’", "`", "“", "»"} {
		if cut, ok := strings.CutSuffix(s, q); ok {
			s = cut
			break
		}
	}
	return trim(s)
}

// findID returns the bounds of the first word that is a commit id: hex digits only, at least minID
// and a digit among them or at least 8 ("added" and "decade" are words); before any title.
func findID(s string) (start, end int) {
	for off := 0; off < len(s); {
		if s[off] == '(' || s[off] == '"' {
			return -1, -1
		}
		id := leadingHex(s[off:])
		end := off + len(id)
		ends := end == len(s) || !isKeyByte(s[end])
		if ends && len(id) >= minID && (strings.ContainsAny(id, "0123456789") || len(id) >= 8) {
			return off, end
		}
		next := strings.IndexAny(s[off:], " \t")
		if next < 0 {
			return -1, -1
		}
		off += next + 1
	}
	return -1, -1
}
