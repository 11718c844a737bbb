package maintainers

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"strings"
	"sync"
)

// regex is a regular expression of an N or K entry, compiled when it is first needed.
type regex struct {
	source string   // in Go's words
	needs  []string // in lower case: where none of them is, nothing matches; nil where that cannot be told

	plain, changed onceRegexp
}

// onceRegexp is compiled by the first who asks.
type onceRegexp struct {
	once sync.Once
	re   *regexp.Regexp
}

func (o *onceRegexp) get(source string) *regexp.Regexp {
	o.once.Do(func() { o.re = regexp.MustCompile(source) })
	return o.re
}

// multiline makes $ match before the LF that ends a line, as Perl's does.
const multiline = "(?m)"

// onChange is how the script has a K pattern begin on a changed line. A pattern of alternatives, "a|b", is left
// alone from the second on, and then holds of context lines too.
const onChange = "^[+-].*"

// readRegex takes Perl's expression as `m/…/x` does.
func readRegex(perl string) (*regex, error) {
	source := squeeze(perl)
	if source == "" {
		return nil, errors.New("it is empty")
	}
	tree, err := syntax.Parse(multiline+source, syntax.Perl)
	if err == nil {
		_, err = syntax.Parse(multiline+onChange+source, syntax.Perl) // a size that is just too large
	}
	if fault := (*syntax.Error)(nil); errors.As(err, &fault) {
		return nil, errors.New(fault.Code.String())
	}
	return &regex{source: source, needs: needs(tree)}, nil
}

// squeeze takes out what /x has not count: blanks outside of sets, and all from a "#" on.
func squeeze(perl string) string {
	var b strings.Builder
	set := -1 // where the set's first rune is, or was; -1 outside of one
	for i := 0; i < len(perl); i++ {
		c := perl[i]
		switch {
		case c == '\\' && i+1 < len(perl):
			b.WriteByte(c)
			i++
			c = perl[i]
		case set >= 0:
			if c == ']' && i > set {
				set = -1
			}
		case c == '[':
			set = i + 1
			if strings.HasPrefix(perl[set:], "^") {
				set++
			}
		case c == '#':
			return b.String()
		case c == ' ' || c == '\t':
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// needs returns literals one of which is in every text that the expression matches.
func needs(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		return literal(re)
	case syntax.OpCapture, syntax.OpPlus:
		return needs(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needs(re.Sub[0])
		}
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			some := needs(sub)
			if some == nil {
				return nil
			}
			all = append(all, some...)
		}
		return all
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if some := needs(sub); shortest(some) > shortest(best) {
				best = some
			}
		}
		return best
	}
	return nil
}

// literal is the text of a literal, unless letters beyond ASCII in it have two cases.
func literal(re *syntax.Regexp) []string {
	s := lower(string(re.Rune))
	if re.Flags&syntax.FoldCase == 0 {
		return []string{s}
	}
	if strings.ContainsFunc(s, func(c rune) bool { return c > 0x7F }) {
		return nil
	}
	return []string{s} // the Kelvin sign is no k here
}

func shortest(texts []string) int {
	if len(texts) == 0 {
		return 0
	}
	n := len(texts[0])
	for _, s := range texts {
		n = min(n, len(s))
	}
	return n
}

// may tells whether a text, given in lower case, can match.
func (r *regex) may(lowered string) bool {
	if r.needs == nil {
		return true
	}
	for _, need := range r.needs {
		if strings.Contains(lowered, need) {
			return true
		}
	}
	return false
}

// in tells whether the text, given in lower case as well, matches.
func (r *regex) in(text, lowered string) bool {
	return r.may(lowered) && r.plain.get(multiline+r.source).MatchString(text)
}

// lower lowers ASCII letters alone: places in the text stay where they are.
func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}
