package lint

import "strings"

// rewrittenLines is the edit that runs lines of the text through mend, from the first to the last that it changes.
// It gives the first of them and how many there are; none is no edit.
func rewrittenLines(p *Pass, among []line, mend func(string) (string, bool)) (first line, n int, e *Edit) {
	last := 0
	for _, l := range among {
		if _, changes := mend(l.text); changes {
			if n++; n == 1 {
				first = l
			}
			last = l.n
		}
	}
	if n == 0 {
		return first, 0, nil
	}
	e = &Edit{First: first.n, Last: last}
	for _, s := range p.Lines()[first.n-1 : last] {
		if better, changes := mend(s); changes {
			s = better
		}
		e.Lines = append(e.Lines, s)
	}
	return first, n, e
}

// indent moves the lines that a test picks one blank to the right.
func indent(picks func(string) bool) func(string) (string, bool) {
	return func(s string) (string, bool) { return " " + s, picks(s) }
}

// dropCR takes the CR off a line's end.
func dropCR(s string) (string, bool) {
	bare := strings.TrimRight(s, "\r")
	return bare, len(bare) < len(s)
}

// more says how many lines there are beside the one quoted: "", ", and 3 more lines".
func more(n int, noun string) string {
	if n < 2 {
		return ""
	}
	return ", and " + plural(n-1, "more "+noun)
}
