package lint

import (
	"fmt"
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
		var first line
		n := 0
		for _, l := range p.Prose() {
			if tooLong(l.text) {
				if n++; n == 1 {
					first = l
				}
			}
		}
		if n == 0 {
			return
		}
		p.Report(Finding{Line: first.n, Fix: fmt.Sprintf("wrap at %d columns", maxColumns),
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
