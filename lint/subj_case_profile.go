package lint

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The summary begins with a small letter behind its prefix.
//
// Some trees, tip and KVM among them, want a capital there; others want none. One habit in one tree reads
// well in the shortlog.
//
// Start with a capital, if the tree wants it. Off unless asked for.
//
//	bad:  demo: free the ring when probe fails
//	good: demo: Free the ring when probe fails
//
// See Documentation/process/maintainer-tip.rst, "Patch subject".
var subjCaseProfile = &Rule{
	Name:     "subj-case-profile",
	Severity: Off,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		prefix, what, found := cutPrefix(p.Mail.Subject.Title)
		first, size := utf8.DecodeRuneInString(what)
		if !found || hasPrefixFold(prefix, "revert ") || !unicode.IsLower(first) || !plainWord(what) {
			return
		}
		p.Report(Finding{Text: "the summary begins with a small letter: " + quote(what),
			Fix: prefix + string(unicode.ToUpper(first)) + what[size:]})
	},
}

// cutPrefix parts a title behind its last "area: ".
func cutPrefix(title string) (prefix, what string, found bool) {
	i := strings.LastIndex(title, ": ")
	if i < 0 {
		return "", title, false
	}
	return title[:i+2], title[i+2:], true
}

// plainWord tells whether a text starts with a word and not with a name from the code, "kfree()" or "x86_64".
func plainWord(s string) bool {
	word, _, _ := strings.Cut(s, " ")
	word = strings.TrimRight(word, ",;")
	return word != "" && strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLower(r) && r != '-' }) < 0
}
