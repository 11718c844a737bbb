// Package query reads what somebody looks for among series: "is:ready missing:igt file:drivers/gpu age:>2w not:rfc".
//
// In: words. Out: a [Query] that says of a state whether it is meant, or an error that names the nearest word there is.
//
// Its law: all words must hold; of values that commas part, one. A word that means nothing is an error, never a
// query that finds nothing.
package query

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"patchpilot/internal/nearest"
	"patchpilot/triage"
)

// Query is a number of terms that must all hold. The zero Query holds of everything.
type Query struct{ terms []term }

// term is one word: what it asks, and whether the answer must be no.
type term struct {
	not   bool
	holds test
}

// test asks one thing of a state.
type test func(s *triage.State, now time.Time) bool

// Matches tells whether a state is meant; now is what ages are reckoned from.
func (q Query) Matches(s *triage.State, now time.Time) bool {
	return !slices.ContainsFunc(q.terms, func(t term) bool { return t.holds(s, now) == t.not })
}

// IsZero tells whether the query asks nothing.
func (q Query) IsZero() bool { return len(q.terms) == 0 }

// And adds the terms of another query.
func (q Query) And(other Query) Query { return Query{slices.Concat(q.terms, other.terms)} }

// Parse reads a query. A word is KEY:VALUE, "not:X" for "-is:X", or a word of the title; a minus before it turns it
// around, and double quotes keep blanks together.
func Parse(text string) (Query, error) {
	var q Query
	words, err := split(text)
	if err != nil {
		return Query{}, err
	}
	for _, w := range words {
		t, err := parseWord(w)
		if err != nil {
			return Query{}, err
		}
		q.terms = append(q.terms, t)
	}
	return q, nil
}

// Term is the query of one key, as a flag gives it; values are parted by commas.
func Term(key, value string) (Query, error) {
	t, err := newTerm(key, value)
	if err != nil {
		return Query{}, err
	}
	return Query{[]term{t}}, nil
}

func parseWord(w string) (term, error) {
	rest, not := strings.CutPrefix(w, "-")
	key, value, keyed := strings.Cut(rest, ":")
	if !keyed {
		key, value = "title", rest
	}
	t, err := newTerm(key, value)
	t.not = t.not != not
	return t, err
}

// newTerm makes a term; one of the values must hold.
func newTerm(key, value string) (term, error) {
	key = strings.ToLower(key)
	k, ok := keys[key]
	if !ok {
		return term{}, unknown("key", key, Keys())
	}
	var tests []test
	for _, v := range strings.Split(value, ",") {
		if v == "" {
			return term{}, fmt.Errorf("%s: of what? write %s", key, k.like)
		}
		one, err := k.read(v)
		if err != nil {
			return term{}, err
		}
		tests = append(tests, one)
	}
	any := func(s *triage.State, now time.Time) bool {
		return slices.ContainsFunc(tests, func(t test) bool { return t(s, now) })
	}
	return term{not: key == "not", holds: any}, nil
}

// unknown is the error about a word that is none, with the nearest there is.
func unknown(what, word string, known []string) error {
	if near := nearest.Of(word, known); near != "" {
		return fmt.Errorf("unknown %s %q: did you mean %q?", what, word, near)
	}
	return fmt.Errorf("unknown %s %q: there is %s", what, word, strings.Join(known, ", "))
}

// split parts words at blanks outside of double quotes, and takes the quotes off.
func split(text string) ([]string, error) {
	var words []string
	var word strings.Builder
	begun, quoted := false, false
	for _, r := range text {
		switch {
		case r == '"':
			quoted, begun = !quoted, true
		case unicode.IsSpace(r) && !quoted:
			if begun {
				words = append(words, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	if quoted {
		return nil, fmt.Errorf("%q: a quote that does not end", text)
	}
	if begun {
		words = append(words, word.String())
	}
	return words, nil
}
