package lint

import "strings"

// The summary ends with a full stop.
//
// It is a title, not a sentence; the place is better used for a letter, and maintainers take the stop
// out by hand.
//
// Leave it out.
//
//	bad:  demo: free the ring when probe fails.
//	good: demo: free the ring when probe fails
//
// See Documentation/process/maintainer-kvm-x86.rst, "Changelog", and the git habit it follows.
var subjTrailingDot = &Rule{
	Name:     "subj-trailing-dot",
	Severity: Info,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		title := p.Mail.Subject.Title
		bare := strings.TrimSuffix(title, ".")
		if bare == title || strings.HasSuffix(bare, ".") || hasPrefixFold(lastWord(title), "etc") {
			return
		}
		p.Report(Finding{Text: "the summary ends with a full stop: " + quote(title), Fix: bare})
	},
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }
