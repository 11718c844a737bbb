package lint

// A Fixes tag names a commit that is not in the history the patch is to go on.
//
// The fault it mends is not there: the patch is for another tree, or the id is of a rebased or a stable
// twin of the commit, which no script looks for.
//
// Name the commit by its id in the tree that the patch is for, or send it to the tree that has the commit.
//
//	bad:  Fixes: 54a4f0239f2e ("demo: add the ring"), a commit of another branch
//	good: Fixes: 0a1b2c3d4e5f ("demo: add the ring"), which `git merge-base --is-ancestor` finds in the branch
//
// See Documentation/process/submitting-patches.rst, "Describe your changes".
var fixesNotAncestor = &Rule{
	Name:     "fixes-not-ancestor",
	Severity: Error,
	Scope:    OnSeries,
	Needs:    NeedsRepo,
	Check: func(p *Pass) {
		name, onto := p.repo.Onto()
		eachTarget(p, func(t target) {
			if t.err != nil {
				return
			}
			in, err := p.repo.IsAncestor(t.commit.Hash, onto.Hash)
			switch {
			case err != nil || in:
			case p.repo.Shallow() || p.repo.Imported():
				p.Skip(noHistory)
			case mainlineOf(p.repo, t.commit) == nil: // else fixes-swapped has it
				f := Finding{Text: "commit " + t.commit.short() + " (" + quote(t.commit.Subject) + ") is not in the history of " + name}
				if c, _ := titled(p, t.commit.Subject, t.commit.Hash); c != nil && inOnto(p.repo, c) {
					f.Text, f.Fix = f.Text+", which has "+c.short()+" of that title", fixesTag(c, t.tag, len(t.fix.ID))
					if sameWork(c, t.commit) && sameTitle(t.fix.Title, c.Subject) {
						f.Fix, f.Edit = "", fixesEdit(c, t.tag, len(t.fix.ID))
					}
				}
				t.report(p, f)
			}
		})
	},
}
