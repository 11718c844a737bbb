package lint

import "strings"

// The log speaks of itself or its author: "This patch adds", "I changed", "we".
//
// In the history the patch is the change itself. Orders to the code base are shorter, and leave no doubt
// about what was so before and what is so after.
//
// Write "Add …" for "This patch adds …". Off unless asked for: many trees do not mind.
//
//	bad:  This patch frees the ring when probe fails.
//	good: Free the ring when probe fails.
//
// See Documentation/process/submitting-patches.rst, "Describe your changes".
var msgImperative = &Rule{
	Name:     "msg-imperative",
	Severity: Off,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, l := range p.Prose() {
			if words := speaksOfItself(l.text); words != "" {
				p.Report(Finding{Line: l.n, Text: "the log says " + quote(words) + ", where orders to the code are asked for: " + quote(l.text)})
				return
			}
		}
	},
}

// speaksOfItself gives the words by which a line does.
func speaksOfItself(s string) string {
	if strings.HasPrefix(s, " ") || strings.HasPrefix(s, "\t") || strings.HasPrefix(s, ">") {
		return "" // quoted
	}
	for _, words := range [...]string{"This patch", "this patch", "This commit", "this commit", "I", "we", "We"} {
		if hasWords(s, words) {
			return words
		}
	}
	return ""
}

// hasWords finds words that neither letters nor digits touch.
func hasWords(s, words string) bool {
	for from := 0; ; {
		i := strings.Index(s[from:], words)
		if i < 0 {
			return false
		}
		at, end := from+i, from+i+len(words)
		if (at == 0 || s[at-1] == ' ' || s[at-1] == '(') && (end == len(s) || strings.IndexByte(" ,;:'", s[end]) >= 0) {
			return true
		}
		from = end
	}
}
