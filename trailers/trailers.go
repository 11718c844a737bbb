// Package trailers reads the trailers of a commit log or a reply, and writes them back.
//
// In: UTF-8 text. Out: trailers with their order, spelling and place kept; Format(Parse(s)) == s
// for every s. It follows git-interpret-trailers(1) and Documentation/process/submitting-patches.rst,
// and knows what the kernel's people write: `# comments`, [bracketed notes], wrapped Fixes lines.
//
// The package knows nothing of mail: quoting aside, a text is a text.
package trailers

import "strings"

// Trailer is one `Key: value` line with what belongs to it.
type Trailer struct {
	Key     string   // as written: "Reviewed-by"; "Reviewed by" is reported too, so that it can be found fault with
	Value   string   // unwrapped, blank ends cut, without Comment
	Comment string   // what follows " # ", without it
	Notes   []string // [bracketed] lines that stand under it, brackets kept
	Line    int      // its line in the text parsed, from 1; 0 for one that was not parsed
	Lines   int      // lines it takes, continuation and notes included
	Wrapped bool     // its value was split over lines
	Raw     string   // exactly as written, all lines, final LF included; "" lets Format write it anew
}

// Is tells whether the key is the given one, letter case aside.
func (t Trailer) Is(key string) bool { return strings.EqualFold(t.Key, key) }

// String writes the trailer as one line, its notes under it, without a final LF.
func (t Trailer) String() string {
	s := t.Key + ": " + t.Value
	if t.Comment != "" {
		s += " # " + t.Comment
	}
	for _, note := range t.Notes {
		s += "\n" + note
	}
	return s
}

// Log is a commit log cut into prose and its trailer block. Trailers may be added, taken out and
// changed (clear Raw of a changed one) before Format.
type Log struct {
	Body     string // everything before the block, byte for byte
	Trailers []Trailer
	chunks   []chunk // what else stands in the block, in order
}

// chunk is text of the block that is no trailer: blank lines, comments, "(cherry picked from …)".
type chunk struct {
	line int // its first line
	text string
}

// Format gives the text back, byte for byte where nothing was changed.
func (l Log) Format() string {
	var b strings.Builder
	b.WriteString(l.Body)
	last := byte('\n')
	put := func(s string) {
		if s == "" {
			return
		}
		if last != '\n' {
			b.WriteByte('\n')
		}
		b.WriteString(s)
		last = s[len(s)-1]
	}
	if n := len(l.Body); n > 0 {
		last = l.Body[n-1]
	}
	if l.opensBlock() {
		put("\n")
	}
	chunks := l.chunks
	for _, t := range l.Trailers {
		// What stood above a trailer stays above it; a new one (Line 0) follows its neighbour at once.
		for len(chunks) > 0 && chunks[0].line < t.Line {
			put(chunks[0].text)
			chunks = chunks[1:]
		}
		if t.Raw != "" {
			put(t.Raw)
			continue
		}
		put(t.String() + "\n")
	}
	for _, c := range chunks {
		put(c.text)
	}
	return b.String()
}

// opensBlock tells whether trailers were added to a log that had none and needs a blank line before them.
func (l Log) opensBlock() bool {
	if len(l.Trailers) == 0 || len(l.chunks) > 0 || l.Body == "" {
		return false
	}
	for _, t := range l.Trailers {
		if t.Line != 0 {
			return false
		}
	}
	return l.Body != "\n" && !strings.HasSuffix(l.Body, "\n\n")
}
