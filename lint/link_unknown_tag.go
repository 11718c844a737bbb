package lint

import "strings"

// An address stands behind a tag that no tool knows.
//
// Scripts look for Link and Closes. What stands behind "References:" or "URL:" is found by nobody but who
// reads that very log.
//
// Write Link, or Closes where the patch settles the report.
//
//	bad:  References: https://bugzilla.kernel.org/show_bug.cgi?id=199003
//	good: Closes: https://bugzilla.kernel.org/show_bug.cgi?id=199003
//
// See Documentation/dev-tools/checkpatch.rst, COMMIT_LOG_USE_LINK.
var linkUnknownTag = &Rule{
	Name:     "link-unknown-tag",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, t := range p.Mail.Trailers {
			if !strings.HasPrefix(t.Value, "http://") && !strings.HasPrefix(t.Value, "https://") {
				continue
			}
			key := strings.ToLower(t.Key)
			f := Finding{Line: t.Line, Text: quote(t.Key+":") + " is known to no tool; addresses stand behind Link: or Closes:"}
			switch key {
			case "bug", "references", "reference", "ref", "refs", "url", "see", "see-also", "website", "web", "more", "more-info":
			case "buglink", "bugzilla", "bug-url":
				f.Severity = Info // some trees ask for it
			default:
				continue
			}
			if t.Lines == 1 {
				f.Edit = &Edit{First: t.Line, Last: t.Line, Lines: []string{"Link: " + strings.TrimSpace(strings.SplitN(t.Raw, ":", 2)[1])}}
			}
			p.Report(f)
		}
	},
}
