package lint

// A patch has no summary.
//
// The first line of the log names the change in every list of commits; without it nobody finds it, and `git am`
// stops to ask, or takes the first line of the text for it.
//
// Write one: `area: what the patch does`.
//
//	bad:  [PATCH 3/4]
//	good: [PATCH 3/4] demo: free the ring when probe fails
//
// See Documentation/process/submitting-patches.rst, "The canonical patch format".
var subjEmpty = &Rule{
	Name:      "subj-empty",
	Severity:  Error,
	Scope:     OnPatch,
	Backports: true,
	Check: func(p *Pass) {
		if p.Mail.Subject.Title == "" && p.Mail.Quilt.Series == "" && !p.Mail.Dump {
			p.Report(Finding{Text: "the patch has no summary"})
		}
	},
}
