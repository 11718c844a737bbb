package lint

import "unicode/utf8"

// The summary is longer than 75 characters.
//
// It is shown in one line by git log, by shortlogs, by mail programs and web pages, which cut what does
// not fit. What is cut is usually what tells it from the next one.
//
// Say what changes, and leave how and why to the log.
//
//	bad:  demo: ring: make sure that the ring is always freed again in case that the clock cannot be found
//	good: demo: ring: free the ring when there is no clock
//
// See Documentation/process/submitting-patches.rst, "The canonical patch format": 70-75 characters.
var subjLong = &Rule{
	Name:     "subj-long",
	Severity: Info,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		n := utf8.RuneCountInString(p.Mail.Subject.Title)
		if n <= 75 {
			return
		}
		f := Finding{Text: "the summary has " + plural(n, "character") + "; 75 is the most: " + quote(p.Mail.Subject.Title)}
		if n > 100 {
			f.Severity = Warning
		}
		p.Report(f)
	},
}
