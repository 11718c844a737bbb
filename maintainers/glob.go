package maintainers

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// glob is a pattern of an F or X entry.
type glob struct {
	literal string // up to the first wildcard
	wild    string // from there on
	slashes int
	below   bool // ends in a slash: all below it
}

func readGlob(s string) glob {
	g := glob{literal: s, slashes: strings.Count(s, "/"), below: strings.HasSuffix(s, "/")}
	if i := strings.IndexAny(s, "*?["); i >= 0 {
		g.literal, g.wild = s[:i], s[i:]
	}
	return g
}

// fault says what in the pattern is no wildcard, though it looks like one.
func (g glob) fault() string {
	all := g.literal + g.wild
	if i := strings.IndexAny(all, `|(){}\^$`); i >= 0 && !strings.Contains(g.wild, "[") {
		return fmt.Sprintf("%q is no wildcard and stands for itself", all[i])
	}
	for rest := g.wild; rest != ""; {
		n := 1
		if rest[0] == '[' {
			if n = setEnd(rest); n == 0 {
				return "a set without its ]"
			}
		}
		rest = rest[n:]
	}
	return ""
}

// depth is how many parts of a path the pattern names: what get_maintainer orders sections by.
func (g glob) depth() int {
	switch {
	case strings.HasPrefix(g.wild, "*") && g.literal == "":
		return -1
	case g.below:
		return g.slashes
	}
	return g.slashes + 1
}

// folder is the deepest folder that all paths the pattern matches lie in.
func (g glob) folder() string {
	return g.literal[:strings.LastIndexByte(g.literal, '/')+1]
}

// match tells whether the pattern matches a path, which has so many slashes. It need not reach the path's end.
func (g glob) match(path string, slashes int) bool {
	rest, ok := strings.CutPrefix(path, g.literal)
	if !ok {
		return false
	}
	if g.wild == "" && strings.HasPrefix(rest, "/") {
		return true // a folder written without its slash
	}
	return (g.below || slashes == g.slashes) && wildMatch(g.wild, rest)
}

// wildMatch tells whether the pattern matches the beginning of s. A star takes slashes too.
func wildMatch(pattern, s string) bool {
	star, tried := -1, 0 // behind the latest star, and where in s what follows it was last tried
	for i, j := 0, 0; i < len(pattern); {
		if pattern[i] == '*' {
			i++
			star, tried = i, j
			continue
		}
		if n, width := wildOne(pattern[i:], s[j:]); width > 0 {
			i, j = i+n, j+width
			continue
		}
		if star < 0 || tried >= len(s) {
			return false
		}
		_, width := utf8.DecodeRuneInString(s[tried:])
		tried += width
		i, j = star, tried
	}
	return true
}

// wildOne matches one rune; n is the length of what stands for it in the pattern. No width, no match.
func wildOne(pattern, s string) (n, width int) {
	if s == "" {
		return 0, 0
	}
	r, size := utf8.DecodeRuneInString(s)
	end := setEnd(pattern)
	switch {
	case pattern[0] == '?':
		return 1, size
	case end > 0 && inSet(pattern[1:end-1], r):
		return end, size
	case end == 0 && pattern[0] == s[0]:
		return 1, 1
	}
	return 0, 0
}

// setEnd is the length of the "[set]" that the pattern begins with, 0 without one. A first "]" is one of the set.
func setEnd(pattern string) int {
	if pattern[0] != '[' {
		return 0
	}
	from := 1
	if strings.HasPrefix(pattern[from:], "^") {
		from++
	}
	from++
	if from > len(pattern) {
		return 0
	}
	if i := strings.IndexByte(pattern[from:], ']'); i >= 0 {
		return from + i + 1
	}
	return 0
}

// inSet tells whether a set's inside ("a-z_", "^ch") has the rune.
func inSet(set string, r rune) bool {
	set, not := strings.CutPrefix(set, "^")
	for runes := []rune(set); len(runes) > 0; {
		low, high, n := runes[0], runes[0], 1
		if len(runes) > 2 && runes[1] == '-' {
			high, n = runes[2], 3
		}
		if low <= r && r <= high {
			return !not
		}
		runes = runes[n:]
	}
	return not
}
