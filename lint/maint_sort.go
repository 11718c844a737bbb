package lint

import (
	"strings"
	"unicode"
)

// An edit of MAINTAINERS puts a section or an entry out of order.
//
// Its thousands of sections stand in alphabetical order, and the entries of each in a fixed one. People, and
// merges of two additions at one place, rely on it.
//
// Move the line. The order of entries is M, R, L, S, W, Q, B, C, P, T, F, X, N, K, with F and X sorted, and
// one tab behind the colon.
//
//	bad:  F:	drivers/demo/ring.c
//	      F:	drivers/demo/queue.c
//	good: F:	drivers/demo/queue.c
//	      F:	drivers/demo/ring.c
//
// See the head of MAINTAINERS, and Documentation/dev-tools/checkpatch.rst, MAINTAINERS_STYLE.
var maintSort = &Rule{
	Name:     "maint-sort",
	Severity: Info,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, f := range p.Mail.Diff.Files {
			if f.Path() != "MAINTAINERS" || p.Damaged() {
				continue
			}
			for i, h := range f.Hunks {
				ls := after(h, f.HunkLines[i]+1)
				reportEntries(p, ls)
				reportSections(p, ls)
			}
		}
	},
}

// entryOrder is that of the entries in a section.
const entryOrder = "MRLSWQBCPTFXNK"

// reportEntries looks at each entry beside the one above it.
func reportEntries(p *Pass, ls []newLine) {
	for i, l := range ls {
		kind, value, ok := entry(l.text)
		if !ok {
			continue
		}
		if l.added && !strings.HasPrefix(l.text[2:], "\t") {
			p.Reportf(l.n, "no tab follows the colon of %s", quote(l.text))
			continue
		}
		if i == 0 || !l.added && !ls[i-1].added {
			continue
		}
		before, valueBefore, ok := entry(ls[i-1].text)
		at, was := strings.IndexByte(entryOrder, kind), strings.IndexByte(entryOrder, before)
		switch {
		case !ok || at < 0 || was < 0:
		case at < was, kind == before && (kind == 'F' || kind == 'X') && value < valueBefore:
			p.Reportf(l.n, "%s belongs above %s", quote(l.text), quote(ls[i-1].text))
		}
	}
}

// entry reads "F:	drivers/demo/".
func entry(s string) (kind byte, value string, ok bool) {
	if len(s) < 3 || s[1] != ':' || s[0] < 'A' || s[0] > 'Z' {
		return 0, "", false
	}
	return s[0], strings.TrimSpace(s[2:]), true
}

// reportSections looks at each heading beside the one before it, as far as the hunk shows both.
func reportSections(p *Pass, ls []newLine) {
	last := -1
	for i := range ls {
		if !heading(ls, i) {
			continue
		}
		if last >= 0 && (ls[i].added || ls[last].added) && sortsBefore(ls[i].text, ls[last].text) {
			p.Reportf(ls[i].n, "the section %s belongs above %s", quote(ls[i].text), quote(ls[last].text))
		}
		last = i
	}
}

// heading tells a line that begins a section: an empty line above it, an entry below.
func heading(ls []newLine, i int) bool {
	if i == 0 || i+1 == len(ls) || ls[i].text == "" || ls[i-1].text != "" {
		return false
	}
	_, _, itself := entry(ls[i].text)
	_, _, next := entry(ls[i+1].text)
	return next && !itself && ls[i].text != "THE REST"
}

// sortsBefore is sure only where the titles sort so with punctuation and without: people differ about it.
func sortsBefore(a, b string) bool {
	a, b = strings.ToUpper(a), strings.ToUpper(b)
	return a < b && lettersOnly(a) < lettersOnly(b)
}

func lettersOnly(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == ' ' {
			return r
		}
		return -1
	}, s)
}
