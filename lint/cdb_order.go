package lint

import (
	"slices"

	"patchpilot/trailers"
)

// The last sign-off of a patch by several authors is not that of whoever sends it.
//
// Sign-offs tell the way a patch took. Who submits it signs last: the author below the pairs of the co-authors, or a
// co-author below that of the author. Another order says that somebody else passed it on.
//
// Put the sign-off of whoever sends the patch below the others. Nobody but the signers can do that.
//
//	bad:  Signed-off-by: Ada Writer <ada@example.org>    (who sends it)
//	      Co-developed-by: Max Reader <max@example.org>
//	      Signed-off-by: Max Reader <max@example.org>
//	good: Co-developed-by: Max Reader <max@example.org>
//	      Signed-off-by: Max Reader <max@example.org>
//	      Signed-off-by: Ada Writer <ada@example.org>
//
// See Documentation/process/submitting-patches.rst, "When to use Acked-by:, Cc:, and Co-developed-by:".
var cdbOrder = &Rule{
	Name:     "cdb-order",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		m := p.Mail
		signers := p.Signers()
		if m.Dump || m.Quilt.Series != "" || m.Munged || len(signers) < 2 || unreadable(signers) || !p.HasTag("Co-developed-by") {
			return
		}
		sender, last := person(m.From), signers[len(signers)-1]
		if p.same(last.person, sender) || !coAuthor(p, last.person) {
			return // or a maintainer's, who took it since
		}
		if i := slices.IndexFunc(signers, func(s signer) bool { return p.same(s.person, sender) }); i >= 0 {
			p.Report(Finding{Line: last.Line, Severity: softened(m, p.rule.severity),
				Text: "the last sign-off is " + show(last.person) + "'s, a co-author; " + show(sender) + " sends the patch, and signs above"})
		}
	},
}

// coAuthor tells whether a Co-developed-by names somebody.
func coAuthor(p *Pass, who trailers.Person) bool {
	return slices.ContainsFunc(p.Tags("Co-developed-by"), func(t trailers.Trailer) bool {
		other, ok := t.Person()
		return ok && p.same(who, other)
	})
}

func (p *Pass) same(a, b trailers.Person) bool {
	return trailers.Same(a, b, p.aliases) != trailers.Other
}
