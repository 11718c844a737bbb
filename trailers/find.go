package trailers

import "strings"

// Find returns the trailer lines of a reply, wherever they stand: at the start of a line,
// not quoted with ">", not indented, not below a "-- " signature, not inside a diff, not among the
// "From: … To: … Cc: …" lines of a forwarded mail.
// Only keys that make sense in a reply are read (any "*-by", Fixes, Link, Closes, Cc), and only with
// a value to match. firstLine is the number of the text's first line.
func Find(text string, firstLine int) []Trailer {
	return find(source{text: text}, firstLine)
}

// FindQuoted returns trailer lines that stand behind one or more ">" (Raw keeps the quoting).
func FindQuoted(text string, firstLine int) []Trailer {
	if strings.IndexByte(text, '>') < 0 {
		return nil
	}
	return find(source{text: text, quoted: true}, firstLine)
}

// find reads the text once.
// A line of a diff never starts with a letter, so that diffs need no state of their own.
func find(src source, line int) []Trailer {
	var found []Trailer
	header := false // among the "From: … To: … Cc: …" lines of a forwarded mail
	for off := 0; off < len(src.text); {
		content, next, depth := src.line(off)
		if content == "-- " || content == "--" {
			if !src.quoted {
				return found
			}
		}
		if content == "" {
			header = false
		}
		if src.quoted != (depth > 0) || content == "" || !isLetter(content[0]) {
			off, line = next, line+1
			continue
		}
		f, ok := cutField(content)
		header = header || ok && isMailHeader(f.key)
		if !ok || !f.replies() || header && f.class == ccKey {
			off, line = next, line+1
			continue
		}
		t, end := src.take(off, next, depth, line, f, false)
		if f.value = t.Value; !f.vouched() {
			off, line = next, line+1
			continue
		}
		found = append(found, t)
		off, line = end, line+t.Lines
	}
	return found
}

// replies tells whether the key makes sense outside a trailer block.
func (f field) replies() bool {
	return f.class != unknownKey && f.class != otherKey
}

func isMailHeader(key string) bool {
	switch len(key) {
	case 2:
		return strings.EqualFold(key, "To")
	case 4:
		return strings.EqualFold(key, "From") || strings.EqualFold(key, "Sent") || strings.EqualFold(key, "Date")
	case 7:
		return strings.EqualFold(key, "Subject")
	}
	return false
}
