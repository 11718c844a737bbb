// Package trailers reads the trailers of a commit log or a reply, and writes them back.
//
// In: UTF-8 text. Out: trailers with their order, spelling and place kept; Format(Parse(s)) == s
// for every s. It follows git-interpret-trailers(1) and Documentation/process/submitting-patches.rst,
// and knows what the kernel's people write: `# comments`, [bracketed notes], wrapped Fixes lines.
//
// The package knows nothing of mail: quoting aside, a text is a text.
package trailers

// Person is who a trailer names. Name may be empty.
type Person struct{ Name, Email string }

// Trailer is one `Key: value` line with what belongs to it.
type Trailer struct {
	Key     string   // as written: "Reviewed-by"
	Value   string   // unwrapped, blank ends cut, without Comment
	Comment string   // what follows " # ", without it
	Notes   []string // [bracketed] lines that stand under it
	Line    int      // its line in the text parsed, from 1
	Lines   int      // lines it takes, continuation and notes included
	Wrapped bool     // its value was split over lines
	Raw     string   // exactly as written, all lines, final LF included
}

// Log is a commit log cut into prose and its trailer block.
type Log struct {
	Body     string // everything before the block, byte for byte
	Trailers []Trailer
	chunks   []chunk // what stands in the block, in order, trailers and others
}
