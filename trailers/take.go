package trailers

import "strings"

const (
	maxWrap = 3  // lines a value may run on without indentation
	maxNote = 10 // lines a [note] may take
)

// source is a text read line by line: as it stands, or behind its ">" quoting.
type source struct {
	text   string
	quoted bool
}

// line returns the line at off without its LF and quoting, where the next begins, and how deep it is quoted.
func (s source) line(off int) (content string, next, depth int) {
	content, next = s.text[off:], len(s.text)
	if i := strings.IndexByte(content, '\n'); i >= 0 {
		content, next = content[:i], off+i+1
	}
	if s.quoted {
		content, depth = unquote(content)
	}
	return content, next, depth
}

// unquote takes ">", "> >" and ">>" off, and one blank after them.
func unquote(line string) (content string, depth int) {
	for {
		i := 0
		if depth > 0 && i < len(line) && line[i] == ' ' {
			i++
		}
		if i == len(line) || line[i] != '>' {
			return line[i:], depth
		}
		line, depth = line[i+1:], depth+1
	}
}

// taker joins a trailer with the lines that belong to it.
type taker struct {
	source
	depth  int
	indent bool // any indented line goes on with the trailer above, as git has it
	t      Trailer
	class  class
	start  int
	next   int // where the first line not taken begins
}

// take reads the trailer whose first line, cut into f, stands at start, with all its lines.
func (s source) take(start, next, depth, line int, f field, indent bool) (t Trailer, end int) {
	k := taker{source: s, depth: depth, indent: indent, class: f.class, start: start, next: next}
	k.t = Trailer{Key: f.key, Value: f.value, Line: line, Lines: 1}
	k.joinWrapped()
	k.t.Value, k.t.Comment = cutComment(k.t.Value, k.class)
	k.takeNotes()
	k.t.Raw = s.text[start:k.next]
	return k.t, k.next
}

// peek returns the line at off; false at the end, and where the quoting changes.
func (k *taker) peek(off int) (content string, next int, ok bool) {
	if off >= len(k.text) {
		return "", off, false
	}
	content, next, depth := k.line(off)
	return content, next, depth == k.depth
}

func (k *taker) joinWrapped() {
	if n := k.openLines(); n > 0 {
		k.join(n)
	}
	if k.indent {
		k.joinIndented()
	}
}

// openLines counts the lines that an unfinished value goes on for: a Fixes title up to its closing
// parenthesis, an address after a name, a URL after an empty "Link:".
func (k *taker) openLines() int {
	value, class := k.t.Value, k.class
	if finished(value, class) {
		return 0
	}
	off := k.next
	for n := 1; n <= maxWrap; n++ {
		content, next, ok := k.peek(off)
		text := trim(content)
		if !ok || text == "" || isTrailerLine(text) {
			return 0
		}
		switch class {
		case fixesKey:
			if !openTitle(value, text, n) {
				return 0
			}
			if closesTitle(text) {
				return n
			}
		case personKey, ccKey:
			return boolInt(openPerson(value, text))
		case linkKey:
			return boolInt(value == "" && (strings.HasPrefix(text, "http") || strings.HasPrefix(text, "<http")))
		default:
			return 0
		}
		off = next
	}
	return 0
}

// finished tells of most values at a glance that nothing is missing from them.
func finished(value string, c class) bool {
	switch c {
	case fixesKey:
		return strings.HasSuffix(value, `")`)
	case personKey, ccKey:
		return strings.HasSuffix(value, ">") && strings.IndexByte(value, '@') >= 0
	case linkKey:
		return value != ""
	}
	return true
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// openTitle tells whether a Fixes value is unfinished, given its nth following line.
func openTitle(value, text string, n int) bool {
	if n > 1 {
		return true
	}
	if leadingHex(value) == value {
		return value != "" && strings.HasPrefix(text, "(")
	}
	value, _ = cutComment(value, fixesKey)
	return strings.IndexByte(value, '(') >= 0 && !closesTitle(value)
}

func closesTitle(text string) bool {
	return strings.HasSuffix(text, ")") || strings.Contains(text, `")`)
}

// openPerson tells whether the address of value stands on the next line.
func openPerson(value, text string) bool {
	if value == "" {
		return hasAddress(text)
	}
	if i := strings.LastIndexByte(value, '<'); i >= 0 && strings.IndexByte(value[i:], '>') < 0 {
		return strings.IndexByte(text, '>') > 0 && strings.IndexByte(text, '<') < 0
	}
	return !hasAddress(value) && text[0] == '<' && hasAddress(text)
}

// isTrailerLine finds the start of another trailer, which no value runs over.
func isTrailerLine(text string) bool {
	f, ok := cutField(text)
	return ok && f.class != unknownKey
}

// join adds n lines to the value.
func (k *taker) join(n int) {
	parts := make([]string, 1, n+1)
	parts[0] = k.t.Value
	for range n {
		content, next, _ := k.peek(k.next)
		parts = append(parts, trim(content))
		k.next = next
	}
	if parts[0] == "" {
		parts = parts[1:]
	}
	k.t.Value = strings.Join(parts, " ")
	k.t.Lines += n
	k.t.Wrapped = true
}

// joinIndented adds the indented lines that follow, up to a note or another trailer.
func (k *taker) joinIndented() {
	n := 0
	for off := k.next; ; n++ {
		content, next, ok := k.peek(off)
		text := trim(content)
		if !ok || !indented(content) || text == "" || text[0] == '[' || text[0] == '#' || isTrailerLine(text) {
			break
		}
		off = next
	}
	if n > 0 {
		k.join(n)
	}
}

// takeNotes takes the [bracketed] lines below; a note may run over several lines.
func (k *taker) takeNotes() {
	for {
		note, next, lines := k.note(k.next)
		if lines == 0 {
			return
		}
		k.t.Notes = append(k.t.Notes, note)
		k.t.Lines += lines
		k.next = next
	}
}

// note reads the [note] at off; lines is 0 where there is none.
func (k *taker) note(off int) (note string, next, lines int) {
	content, next, ok := k.peek(off)
	text := trim(content)
	if !ok || text == "" || text[0] != '[' {
		return "", off, 0
	}
	if text[len(text)-1] == ']' {
		return text, next, 1
	}
	parts := []string{text}
	for len(parts) < maxNote {
		content, next, ok = k.peek(next)
		text = trim(content)
		if !ok || text == "" || isTrailerLine(text) {
			return "", off, 0
		}
		parts = append(parts, text)
		if text[len(text)-1] == ']' {
			return strings.Join(parts, " "), next, len(parts)
		}
	}
	return "", off, 0
}
