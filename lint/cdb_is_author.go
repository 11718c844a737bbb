package lint

import "patchpilot/trailers"

// A Co-developed-by names the author of the patch.
//
// The tag is for the others who wrote it; the author is named by From. Counting tools count the author
// twice.
//
// Delete the line, or, where somebody else is the author, put that person on a `From:` line at the top of
// the mail.
//
//	bad:  From: Ada Writer <ada@example.org>
//	      Co-developed-by: Ada Writer <ada@example.org>
//	good: From: Ada Writer <ada@example.org>
//	      Co-developed-by: Max Other <max@example.org>
//
// See Documentation/process/submitting-patches.rst, "When to use Acked-by:, Cc:, and Co-developed-by:".
var cdbIsAuthor = &Rule{
	Name:     "cdb-is-author",
	Severity: Warning,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		if !authorKnown(p.Mail) {
			return
		}
		author := person(p.Mail.Author)
		for _, t := range p.Tags("Co-developed-by") {
			if who, ok := t.Person(); ok && trailers.Same(who, author, nil) != trailers.Other {
				p.Report(Finding{Line: t.Line, Fix: "delete the line", Text: "Co-developed-by names the patch's own author, " + show(author)})
			}
		}
	},
}
