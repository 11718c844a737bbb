package maintainers

import (
	"regexp"
	"strings"
)

// Keywords returns what K patterns find in a patch: a mail's subject and log, then its diff, as text. Above the diff every
// line counts, in it added and removed ones. A section comes once for each of its patterns, in the file's order.
func (f *File) Keywords(patch string) []Match {
	text := searched{text: patch, diff: startOfDiff(patch)}
	found := f.index.seek(text)
	var out []Match
	for i, r := range f.index.keywords {
		if found[i] {
			out = append(out, r.match())
		}
	}
	return out
}

// seek tells of each K pattern whether a patch has it. Lines are looked at that hold a literal of the pattern, and every
// line where it has none.
func (in *index) seek(text searched) []bool {
	found := make([]bool, len(in.keywords))
	if in.finder == nil {
		return found
	}
	seen := make([]int, len(in.keywords)) // the end of the last line looked at
	in.finder.each(text.text, func(end int, owners []int32) {
		for _, i := range owners {
			if found[i] || end <= seen[i] {
				continue
			}
			from, to := text.line(end - 1)
			seen[i] = to
			found[i] = text.hasAt(in.keywords[i].regex, from, text.text[from:to])
		}
	})
	for _, i := range in.unsought {
		found[i] = text.has(in.keywords[i].regex)
	}
	return found
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
	text string
	diff int // where the first file's header begins
}

// startOfDiff is the place of the first line of file names ("--- a/x"), or the text's end.
func startOfDiff(text string) int {
	at := 0
	for line := range strings.Lines(text) {
		if (line[0] == '-' || line[0] == '+') && fileName.MatchString(line) {
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

// has looks at every line.
func (s searched) has(re *regex) bool {
	for at := 0; at < len(s.text); {
		start, end := s.line(at)
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
