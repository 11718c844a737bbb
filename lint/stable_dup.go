package lint

import "time"

// A patch for a stable branch is in the branch already.
//
// The branch has the mainline commit, or a copy of it that was not reverted.
//
// Nothing is to be done. Fetch the branch before the next backport.
//
//	bad:  [PATCH 6.6.y] with `commit 54a4f0239f2e98a1c7b1f4d0a3b2c1d0e9f8a7b6 upstream.`, which linux-6.6.y has
//	good: [PATCH 6.6.y] with a commit that linux-6.6.y lacks
//
// See Documentation/process/stable-kernel-rules.rst.
var stableDup = &Rule{
	Name:     "stable-dup",
	Severity: Info,
	Scope:    OnSeries,
	Needs:    NeedsRepo,
	Check: func(p *Pass) {
		eachUpstream(p, func(u upstream) {
			if u.err != nil {
				return
			}
			for _, b := range u.targets(p) {
				in, _ := p.repo.Carried(b, u.commit.Hash)
				if in == nil || in.Hash.String() == u.patch.Commit || !u.patch.Unsent && in.Committed.After(u.patch.Date) && in.Hash != u.commit.Hash {
					continue // lacks it, is it, or took it after this posting
				}
				if in.Hash == u.commit.Hash {
					u.report(p, Finding{Text: b.Name + " began with commit " + in.short() + ": there is nothing to carry"})
				} else {
					u.report(p, Finding{Text: b.Name + " has it already, as " + in.short() + " of " + in.Committed.UTC().Format(time.DateOnly)})
				}
			}
		})
	},
}
