package lint

// A Fixes tag names a copy of the commit that is meant, from a stable branch or another tree.
//
// The copy and the commit it was made of have the same title, and each its own id. Who looks in mainline for
// the copy's id finds nothing, and the scripts that carry fixes to the stable branches go by mainline's.
//
// Name the commit that the copy's log names: `commit ID upstream.`, or `(cherry picked from commit ID)`.
//
//	bad:  Fixes: 54a4f0239f2e ("demo: add the ring"), a commit of linux-6.6.y
//	good: Fixes: 0a1b2c3d4e5f ("demo: add the ring"), which it was taken from
//
// See Documentation/process/submitting-patches.rst, "Describe your changes".
var fixesSwapped = &Rule{
	Name:     "fixes-swapped",
	Severity: Warning,
	Scope:    OnSeries,
	Needs:    NeedsRepo,
	Check: func(p *Pass) {
		eachTarget(p, func(t target) {
			if t.err != nil {
				return
			}
			from := mainlineOf(p.repo, t.commit)
			if from == nil {
				return
			}
			f := Finding{
				Text: "commit " + t.commit.short() + " is " + copyOf(p.repo, t.commit, from) + "; " + from.short() + " is what it was taken from",
				Fix:  fixesTag(from, t.tag, len(t.fix.ID)),
			}
			if t.fix.Title == "" || sameTitle(t.fix.Title, from.Subject) {
				f.Fix, f.Edit = "", fixesEdit(from, t.tag, len(t.fix.ID))
			}
			t.report(p, f)
		})
	},
}

// copyOf says what kind of a copy a commit is.
func copyOf(r Repo, c, from *Commit) string {
	branches, _ := r.Stable()
	for _, b := range branches {
		if in, _ := r.Carried(b, from.Hash); in != nil && in.Hash == c.Hash {
			return "the copy in " + b.Name
		}
	}
	return "a copy"
}
