package lint

import "patchpilot/trailers"

// Who sends a patch of somebody else's has not signed it off.
//
// Everybody through whose hands a patch goes adds a sign-off, in order; the last is the sender's. Where it
// is missing, the way the patch took cannot be followed.
//
// Sign off what you pass on: `git am -s`, `git cherry-pick -s`.
//
//	bad:  From: Max Sender <max@example.org>
//
//	      From: Ada Writer <ada@example.org>
//	      ...
//	      Signed-off-by: Ada Writer <ada@example.org>
//	good: From: Max Sender <max@example.org>
//
//	      From: Ada Writer <ada@example.org>
//	      ...
//	      Signed-off-by: Ada Writer <ada@example.org>
//	      Signed-off-by: Max Sender <max@example.org>
//
// See Documentation/process/submitting-patches.rst, "Sign your work": the last Signed-off-by must be that of
// the developer submitting the patch.
var sobLastNotSender = &Rule{
	Name:     "sob-last-not-sender",
	Severity: Warning,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		m := p.Mail
		signers := p.AllSigners()
		if len(signers) == 0 || unreadable(signers) || !m.InBody || m.Munged || m.Commit != "" { // a commit has its committer
			return
		}
		sender := person(m.From)
		if trailers.Same(sender, person(m.Author), nil) != trailers.Other {
			return // sob-author-missing
		}
		if match, _ := p.signedBy(signers, sender); match != trailers.Other {
			return
		}
		for _, s := range signers {
			if mayBeSame(s.person.Name, sender.Name) {
				return
			}
		}
		p.Report(Finding{Line: signers[len(signers)-1].Line, Severity: softened(m, p.rule.severity),
			Text: show(sender) + " sends a patch of " + show(person(m.Author)) + " and has not signed it off"})
	},
}
