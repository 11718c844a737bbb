package lint

import "patchpilot/internal/lazyregexp"

// The summary starts with a file's name where the area belongs.
//
// The list of files is in the diff. The prefix tells people which subsystem is meant, and file names
// change without the area changing.
//
// Use the prefix others use for that file: `git log --oneline -- PATH`.
//
//	bad:  drivers/demo/ring.c: free the ring when probe fails
//	good: demo: ring: free the ring when probe fails
//
// See Documentation/process/submitting-patches.rst, "The canonical patch format": the summary should not
// be a filename.
var subjFilename = &Rule{
	Name:     "subj-filename",
	Severity: Warning,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		if name := startsWithSource.FindStringSubmatch(p.Mail.Subject.Title); name != nil {
			p.Report(Finding{Text: "the summary starts with a file's name, " + quote(name[1]) + ", instead of its area"})
		}
	},
}

var startsWithSource = lazyregexp.New(`^([\w./+-]+\.[chS])(?::|$)`)
