package lint

import "patchpilot/trailers"

// The author's Signed-off-by is not the first after those of the co-authors.
//
// The chain of sign-offs tells the way a patch took: who wrote it, then who carried it. The x86 tree reads the
// author off it, and asks for this order; others do not mind, and the rule is off unless asked for.
//
// Put the author's sign-off right below the last pair of Co-developed-by and Signed-off-by, above those of the
// people who carried the patch. A co-author who sends it may sign last.
//
//	bad:  Signed-off-by: Max Carrier <max@example.org>
//	      Signed-off-by: Ada Writer <ada@example.org>     (who is the author)
//	good: Signed-off-by: Ada Writer <ada@example.org>
//	      Signed-off-by: Max Carrier <max@example.org>
//
// See Documentation/process/maintainer-tip.rst, "Ordering of commit tags".
var sobOrder = &Rule{
	Name:     "sob-order",
	Severity: Off,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		if !authorKnown(p.Mail) {
			return
		}
		author := person(p.Mail.Author)
		if match, _ := p.signedBy(p.Signers(), author); match == trailers.Other {
			return // sob-author-missing
		}
		first, ok := firstCarrier(p)
		if ok && first.ok && trailers.Same(first.person, author, nil) == trailers.Other && !mayBeSame(first.person.Name, author.Name) {
			p.Report(Finding{Line: first.Line, Text: show(first.person) + " has signed off where the author, " + show(author) + ", is expected"})
		}
	},
}

// firstCarrier is the first sign-off below the last pair of a co-author; false where there is none.
func firstCarrier(p *Pass) (signer, bool) {
	below := 0
	tags := p.Mail.Trailers
	for i := 1; i < len(tags); i++ {
		if tags[i-1].Is("Co-developed-by") && tags[i].Is("Signed-off-by") {
			below = tags[i].Line
		}
	}
	for _, s := range p.Signers() {
		if s.Line > below {
			return s, true
		}
	}
	return signer{}, false
}
