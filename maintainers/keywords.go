package maintainers

import (
	"regexp"
	"strings"
)

// Keywords returns what K patterns find in a patch: a mail's subject and log, then its diff, as text. Above the diff every
// line counts, in it added and removed ones. A section comes once for each of its patterns, in the file's order.
func (f *File) Keywords(patch string) []Match {
	text := searched{text: patch, lowered: lower(patch), diff: startOfDiff(patch)}
	var out []Match
	for _, r := range f.index.keywords {
		if text.has(r.regex) {
			out = append(out, r.match())
		}
	}
	return out
}

// KeywordsInFile returns what K patterns find in a file's content.
func (f *File) KeywordsInFile(content string) []Match {
	lowered := lower(content)
	var out []Match
	for _, r := range f.index.keywords {
		if r.regex.in(content, lowered) {
			out = append(out, r.match())
		}
	}
	return out
}

// searched is a patch in which patterns are sought.
type searched struct {
	text, lowered string
	diff          int // where the first file's header begins
}

// startOfDiff is the place of the first line of file names ("--- a/x"), or the text's end.
func startOfDiff(text string) int {
	at := 0
	for line := range strings.Lines(text) {
		if fileName.MatchString(line) {
			return at
		}
		at += len(line)
	}
	return at
}

var (
	fileName = regexp.MustCompile(`^(?:---|\+\+\+)\s+\S`)
	// What the script takes for a header, it does not search.
	header = regexp.MustCompile(`^(?:(?:---|\+\+\+)\s+\S|@@ -\d+,\d|diff --git a/\S+ b/\S+\s*$|rename (?:from|to) \S+\s*$|` +
		` mode change [0-7]+ => [0-7]+ \S+\s*$|Fixes:\s+[0-9a-fA-F]{6})`)
)

// has looks at the lines that hold a literal of the expression, at every line where it has none.
func (s searched) has(re *regex) bool {
	if re.needs == nil {
		return s.hasNeed(re, "")
	}
	for _, need := range re.needs {
		if s.hasNeed(re, need) {
			return true
		}
	}
	return false
}

func (s searched) hasNeed(re *regex, need string) bool {
	for at := 0; at < len(s.text); {
		next := strings.Index(s.lowered[at:], need)
		if next < 0 {
			return false
		}
		start, end := s.line(at + next)
		if s.hasAt(re, start, s.text[start:end]) {
			return true
		}
		at = end
	}
	return false
}

// line returns the bounds of the line at a place, its LF included.
func (s searched) line(at int) (start, end int) {
	start = strings.LastIndexByte(s.text[:at], '\n') + 1
	if i := strings.IndexByte(s.text[at:], '\n'); i >= 0 {
		return start, at + i + 1
	}
	return start, len(s.text)
}

func (s searched) hasAt(re *regex, start int, line string) bool {
	found := false
	if start < s.diff {
		found = re.plain.get(multiline + re.source).MatchString(line)
	} else {
		found = re.changed.get(multiline + onChange + re.source).MatchString(line)
	}
	return found && !header.MatchString(line)
}
