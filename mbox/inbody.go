package mbox

import "strings"

// The in-body headers git knows.
const (
	inBodyFrom = 1 << iota
	inBodySubject
	inBodyDate
)

// maxInBody bounds what is kept of a folded in-body header.
const maxInBody = 16 << 10

// inBody is what the headers at the head of a text say.
type inBody struct {
	from, subject, date string
	has                 int
	open                int // the one that a folded line would continue
}

// take reads a line as an in-body header, or as the continuation of one; false if it is neither.
// A format-patch separator behind a '>' is passed over.
func (h *inBody) take(line string, scissors bool) bool {
	if h.open != 0 && (line[0] == ' ' || line[0] == '\t') {
		if scissors && isScissors(line) {
			h.open = 0
			return false
		}
		if v := h.value(h.open); len(*v) < maxInBody {
			*v += strings.TrimRight(line, "\n")
		}
		return true
	}
	h.open = 0
	switch {
	case strings.HasPrefix(line, ">From") && len(line) > 5 && isSpace(line[5]):
		return isFormatPatchFrom(line[1:])
	case strings.HasPrefix(line, "[PATCH]") && len(line) > 7 && isSpace(line[7]):
		h.set(inBodySubject, line)
		return true
	}
	for _, known := range [...]struct {
		name string
		bit  int
	}{{"From:", inBodyFrom}, {"Subject:", inBodySubject}, {"Date:", inBodyDate}} {
		if h.has&known.bit == 0 && len(line) > len(known.name) && strings.EqualFold(line[:len(known.name)], known.name) {
			h.set(known.bit, strings.TrimLeft(line[len(known.name):], " \t"))
			h.open = known.bit
			return true
		}
	}
	return false
}

func (h *inBody) set(bit int, value string) {
	h.has |= bit
	*h.value(bit) = strings.TrimRight(value, "\n")
}

func (h *inBody) value(bit int) *string {
	switch bit {
	case inBodyFrom:
		return &h.from
	case inBodySubject:
		return &h.subject
	}
	return &h.date
}

// isFormatPatchFrom recognises "From <40 hex> Mon Sep 17 00:00:00 2001".
func isFormatPatchFrom(line string) bool {
	const prefix, suffix = "From ", " Mon Sep 17 00:00:00 2001\n"
	if len(line) != len(prefix)+40+len(suffix) || !strings.HasPrefix(line, prefix) || !strings.HasSuffix(line, suffix) {
		return false
	}
	for i := range 40 {
		if c := line[len(prefix)+i]; hexDigit(c) < 0 || 'A' <= c && c <= 'F' {
			return false
		}
	}
	return true
}

// isScissors recognises a scissors line by git's rule: at least eight columns, more than a third of them
// perforation (dashes, scissors and the blanks after them), and of that more than half no blanks.
func isScissors(line string) bool {
	var scissors, perforation, gap int
	first, last := -1, -1
	cutting := false
	for i := 0; i < len(line); i++ {
		if isSpace(line[i]) {
			if cutting {
				perforation++
				gap++
			}
			continue
		}
		last = i
		if first < 0 {
			first = i
		}
		if line[i] == '-' {
			cutting = true
			perforation++
			continue
		}
		if i+1 < len(line) {
			switch line[i : i+2] {
			case ">8", "8<", ">%", "%<":
				cutting = true
				perforation += 2
				scissors += 2
				i++
				continue
			}
		}
		cutting = false
	}
	visible := 0
	if first >= 0 {
		visible = last - first + 1
	}
	return scissors > 0 && visible >= 8 && visible < perforation*3 && gap*2 < perforation
}
