package lint

import "patchpilot/trailers"

// The author is named as a reviewer of the patch.
//
// Reviewed-by says that somebody else has looked. The author's own says nothing, and hides that a review
// is still missing.
//
// Delete the line. Where somebody else wrote the patch, put that person on a `From:` line at the top.
//
//	bad:  From: Ada Writer <ada@example.org>
//	      Reviewed-by: Ada Writer <ada@example.org>
//	good: From: Ada Writer <ada@example.org>
//	      Reviewed-by: Max Reader <max@example.org>
//
// See Documentation/process/submitting-patches.rst, "Reviewer's statement of oversight".
var revSelf = &Rule{
	Name:     "rev-self",
	Severity: Warning,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		if !authorKnown(p.Mail) {
			return
		}
		author := person(p.Mail.Author)
		for _, t := range p.Tags("Reviewed-by") {
			if who, ok := t.Person(); ok && trailers.Same(who, author, nil) != trailers.Other {
				p.Report(Finding{Line: t.Line, Fix: "delete the line", Text: "Reviewed-by names the patch's own author, " + show(author)})
			}
		}
	},
}
