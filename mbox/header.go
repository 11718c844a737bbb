package mbox

import (
	"bytes"
	"fmt"
	"strings"
)

const (
	maxHeader = 1 << 20  // a longer header is kept field by field, each cut
	maxField  = 64 << 10 // what is kept of a field of such a header
	maxFields = 10_000
)

// header is a message's header fields as they stand in the mail, decoded on demand.
type header struct {
	block  string // a copy: the raw message can be dropped
	fields []field
}

// field is one header field: offsets into the block.
type field struct{ start, nameEnd, value, end int32 }

func (h header) name(f field) string { return h.block[f.start:f.nameEnd] }
func (h header) raw(f field) string  { return h.block[f.value:f.end] }

// first returns the first field of that name, unfolded but not decoded.
func (h header) first(name string) (string, bool) {
	for _, f := range h.fields {
		if int(f.nameEnd-f.start) == len(name) && strings.EqualFold(h.name(f), name) {
			return unfold(h.raw(f)), true
		}
	}
	return "", false
}

// last returns the last field of that name, which is the one git goes by, and how many there are.
func (h header) last(name string) (value string, n int) {
	var found field
	for _, f := range h.fields {
		if int(f.nameEnd-f.start) == len(name) && strings.EqualFold(h.name(f), name) {
			found = f
			n++
		}
	}
	if n == 0 {
		return "", 0
	}
	return unfold(h.raw(found)), n
}

func (h header) get(name string) string {
	v, _ := h.first(name)
	return decodeWords(v)
}

func (h header) all(name string) []string {
	var values []string
	for _, f := range h.fields {
		if strings.EqualFold(h.name(f), name) {
			values = append(values, decodeWords(unfold(h.raw(f))))
		}
	}
	return values
}

// unfold joins the lines of a field as git does: blank ends of lines off, the first byte of a
// continuation a space. A field of one line is returned as it is.
func unfold(raw string) string {
	raw = strings.Trim(raw, " \t\r\n\v\f")
	if strings.IndexByte(raw, '\n') < 0 {
		return raw
	}
	var b strings.Builder
	b.Grow(len(raw))
	for i := 0; raw != ""; i++ {
		line, rest, _ := strings.Cut(raw, "\n")
		raw = rest
		line = strings.TrimRight(line, " \t\r\v\f")
		if i > 0 && line != "" {
			b.WriteByte(' ')
			line = line[1:]
		}
		b.WriteString(line)
	}
	return b.String()
}

// readHeader reads the header fields at the start of data and returns what follows them.
// Lines that are no header are skipped where the header goes on after them; else they are the body.
func readHeader(data []byte, problem func(string, ...any)) (h header, body []byte) {
	var fields [64]field
	h.fields = fields[:0]
	skipped := 0
	at := 0
	for at < len(data) {
		line := firstLine(data[at:])
		end := at + len(line)
		if isBlank(line) {
			break
		}
		nameEnd, colon := fieldName(line)
		switch {
		case (line[0] == ' ' || line[0] == '\t') && len(h.fields) > 0:
			h.fields[len(h.fields)-1].end = int32(end)
		case nameEnd > 0:
			if colon != nameEnd {
				problem("header field %q: blanks before the colon", line[:nameEnd])
			}
			h.fields = append(h.fields, field{int32(at), int32(at + nameEnd), int32(at + colon + 1), int32(end)})
		case bytes.HasPrefix(line, fromSpace) || bytes.HasPrefix(line, quotedFrom):
			problem("%q line among the headers", line[:min(len(line), 6)])
		case headerGoesOn(data[end:]):
			if skipped++; skipped <= 10 {
				problem("header line without a name: %q", clip(line))
			}
		default:
			problem("no blank line after the headers")
			return h.own(data[:at], problem), data[at:]
		}
		at = end
	}
	return h.own(data[:at], problem), data[at+len(firstLine(data[at:])):]
}

// own copies the header out of the message, and cuts what is out of all proportion.
func (h header) own(block []byte, problem func(string, ...any)) header {
	if len(h.fields) <= maxFields && len(block) <= maxHeader {
		h.block = string(block)
		h.fields = append([]field(nil), h.fields...)
		return h
	}
	problem("header of %d bytes and %d fields: cut", len(block), len(h.fields))
	var b strings.Builder
	var kept []field
	for _, f := range h.fields[:min(len(h.fields), maxFields)] {
		name, value := block[f.start:min(f.nameEnd, f.start+maxField)], block[f.value:f.end]
		if len(value) > maxField {
			if bytes.EqualFold(name, []byte("References")) { // its end names the nearest
				value = value[len(value)-maxField:]
			} else {
				value = value[:maxField]
			}
		}
		if b.Len() > maxHeader {
			break
		}
		start := int32(b.Len())
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
		kept = append(kept, field{start, start + int32(len(name)), start + int32(len(name)) + 1, int32(b.Len())})
	}
	return header{b.String(), kept}
}

// isBlank tells whether a line is empty but for white space.
func isBlank(line []byte) bool {
	for _, b := range line {
		if !isSpace(b) {
			return false
		}
	}
	return true
}

// clip shortens what a problem quotes.
func clip[T string | []byte](s T) string {
	const most = 60
	if len(s) <= most {
		return strings.TrimRight(string(s), "\r\n")
	}
	return fmt.Sprintf("%s…", string(s[:most]))
}
