package lint

import "patchpilot/trailers"

// A Co-developed-by is not followed at once by that person's Signed-off-by.
//
// A co-author must certify the origin of the work like any author. The two lines stand together so that
// everybody can see it was done.
//
// Put the co-author's own sign-off right under the line. Only the co-author can give it.
//
//	bad:  Co-developed-by: Max Other <max@example.org>
//	      Signed-off-by: Ada Writer <ada@example.org>
//	good: Co-developed-by: Max Other <max@example.org>
//	      Signed-off-by: Max Other <max@example.org>
//	      Signed-off-by: Ada Writer <ada@example.org>
//
// See Documentation/process/submitting-patches.rst, "When to use Acked-by:, Cc:, and Co-developed-by:".
var cdbUnpaired = &Rule{
	Name:     "cdb-unpaired",
	Severity: Error,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		tags := p.Mail.Trailers
		for i, t := range tags {
			who, ok := t.Person()
			if !t.Is("Co-developed-by") || !ok || assistant(who) {
				continue
			}
			if i+1 < len(tags) && tags[i+1].Is("Signed-off-by") {
				by, _ := tags[i+1].Person()
				if trailers.Same(who, by, nil) != trailers.Other || mayBeSame(who.Name, by.Name) {
					continue
				}
			}
			if authorKnown(p.Mail) && trailers.Same(who, person(p.Mail.Author), nil) != trailers.Other {
				continue // cdb-is-author
			}
			text := "Co-developed-by " + show(who) + " is not followed by the same person's Signed-off-by"
			if p.full() {
				return
			}
			severity := softened(p.Mail, p.rule.severity)
			if match, by := p.signedBy(p.Signers(), who); match != trailers.Other {
				text += "; it stands elsewhere, as " + quote(by.Value)
				severity = min(severity, Warning)
			}
			f := Finding{Line: t.Line, Severity: severity, Text: text, Edit: toSignOff(p, t, who)}
			if f.Edit != nil {
				f.Fix = "move it right above that sign-off"
			}
			p.Report(f)
		}
	},
}

// toSignOff is the edit that moves a Co-developed-by right above the one sign-off of that address; sign-offs stay
// where they are.
func toSignOff(p *Pass, t trailers.Trailer, who trailers.Person) *Edit {
	var own []signer
	for _, s := range p.Signers() {
		if s.ok && trailers.Same(s.person, who, nil) == trailers.SameAddress {
			own = append(own, s)
		}
	}
	if len(own) != 1 || t.Lines > 1 {
		return nil
	}
	return p.moved(t.Line, own[0].Line)
}
