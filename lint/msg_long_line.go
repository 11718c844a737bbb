package lint

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// A line of the log's prose is longer than 75 columns.
//
// `git log` indents the log by four and shows it in terminals of 80. A longer line wraps there, or is cut.
//
// Let the editor wrap at 72 or so. What must stay whole may be longer: addresses, messages, tables, tags.
//
//	bad:  The ring is never freed again when probe fails because of the clock, so free it in that case as well.
//	good: The ring is never freed again when probe fails because of the clock,
//	      so free it in that case as well.
//
// See Documentation/process/submitting-patches.rst, "The canonical patch format": wrapped at 75 columns.
var msgLongLine = &Rule{
	Name:     "msg-long-line",
	Severity: Info,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		var first, last line
		n := 0
		for _, l := range p.Prose() {
			if tooLong(l.text) {
				if n++; n == 1 {
					first = l
				}
				last = l
			}
		}
		if n == 0 {
			return
		}
		p.Report(Finding{Line: first.n, Edit: wrap(p.Lines(), first.n, last.n), Fix: fmt.Sprintf("wrap at %d columns", maxColumns),
			Text: fmt.Sprintf("a line of %d columns; %d is the most: %s", utf8.RuneCountInString(first.text), maxColumns, quote(first.text)) + more(n, "line")})
	},
}

const maxColumns = 75

// tooLong tells a line of prose that could be shorter.
func tooLong(s string) bool {
	return longer(s) && plainWords(s) && !message(s) &&
		strings.Contains(s[:maxColumns], " ") // one word cannot be broken
}

// longer looks no farther than it must: a line may be megabytes.
func longer(s string) bool {
	return len(s) > maxColumns && utf8.RuneCountInString(s[:min(len(s), utf8.UTFMax*(maxColumns+1))]) > maxColumns
}

// plainWords tells prose from what must stay as it is: code, tables, paths, addresses.
func plainWords(s string) bool {
	if s == "" {
		return false
	}
	c := s[0]
	letter := 'a' <= c|0x20 && c|0x20 <= 'z' || c >= utf8.RuneSelf
	return letter && !strings.Contains(s, "  ") && !strings.ContainsAny(s, "\t|={}<>;[]") && !hasAny(s, "://", "(\"", "->")
}

// message tells what a program printed: "CPU: 1 PID: 3595 …", "ring.c:12: note: …".
func message(s string) bool {
	word, _, _ := strings.Cut(s, " ")
	return strings.HasSuffix(word, ":") || hasAny(s, ": error", ": warning", "Unable to handle", "Hardware name:", " at address ", "Kernel panic")
}

// wrap breaks the long ones of some lines, and lets what is over flow into the next line where the sentence goes on.
func wrap(ls []string, first, last int) *Edit {
	e := &Edit{First: first, Last: last}
	for n := first; n <= last; n++ {
		s := ls[n-1]
		for tooLong(s) {
			kept := breakLine(s, &e.Lines)
			if n == len(ls) || kept == s || !goesOn(ls[n]) {
				s = kept
				break
			}
			s = kept + " " + ls[n]
			n++
		}
		e.Lines, e.Last = append(e.Lines, s), max(last, n)
	}
	if slices.ContainsFunc(e.Lines, meansMore) {
		return nil
	}
	return e
}

// meansMore tells a line that git, or a reader, may take for more than prose: a comment, a list, a header.
func meansMore(s string) bool {
	return s != "" && strings.IndexByte("#>-+@", s[0]) >= 0 || strings.HasPrefix(s, "From ") || message(s)
}

// goesOn tells a line that continues a sentence.
func goesOn(s string) bool {
	return s != "" && 'a' <= s[0] && s[0] <= 'z' && plainWords(s) && !message(s)
}

// breakLine adds what fills whole lines to them, and gives the rest.
func breakLine(s string, lines *[]string) string {
	for longer(s) {
		at := strings.LastIndexByte(s[:maxColumns+1], ' ')
		if at < 0 {
			at = strings.IndexByte(s, ' ')
		}
		if at < 0 {
			break
		}
		*lines = append(*lines, s[:at])
		s = s[at+1:]
	}
	return s
}
