package lint

import "patchpilot/trailers"

// The committer of a commit has not signed it off.
//
// Whoever passes a change on certifies that they may. linux-next looks at each commit that comes to it for
// its committer's sign-off; it is the fault it finds most often, and by then it cannot be mended.
//
// `git commit --amend --signoff`, or for several `git rebase --signoff BASE`. `git am` and `git cherry-pick`
// take `--signoff`, `git revert` too.
//
//	bad:  a commit by Max Sender with Signed-off-by: Ada Writer <ada@example.org> alone
//	good: Signed-off-by: Ada Writer <ada@example.org>
//	      Signed-off-by: Max Sender <max@example.org>
//
// See Documentation/process/submitting-patches.rst, "Sign your work".
var sobCommitterMissing = &Rule{
	Name:     "sob-committer-missing",
	Severity: Error,
	Scope:    OnSeries,
	Needs:    NeedsRepo,
	Check: func(p *Pass) {
		for _, r := range p.Series.Revisions {
			for _, patch := range posted(r) {
				m := patch.Mail
				signers := (&facts{mail: m}).AllSigners()
				if m.Commit == "" || len(signers) == 0 || unreadable(signers) {
					continue
				}
				c, err := p.repo.Lookup(m.Commit)
				if err != nil {
					continue
				}
				if match, _ := p.signedBy(signers, c.Committer); match != trailers.Other || nearlySigned(signers, c.Committer) {
					continue
				}
				last := signers[len(signers)-1]
				p.Report(Finding{Revision: r, Mail: m, Line: last.Line,
					Text: "the committer " + show(c.Committer) + " has not signed off; the last who did is " + show(last.person)})
			}
		}
	},
}

// nearlySigned tells whether somebody signed whose name may be another way to write a person's.
func nearlySigned(signers []signer, who trailers.Person) bool {
	for _, s := range signers {
		if mayBeSame(s.person.Name, who.Name) {
			return true
		}
	}
	return false
}
