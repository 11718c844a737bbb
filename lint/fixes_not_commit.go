package lint

import "errors"

// A Fixes tag names an object that is no commit.
//
// The id of a file or of a folder was copied: from the index line of a diff, say. `git rev-parse` takes it
// without a word, and nobody finds the change that is fixed.
//
// Give the id of the commit that brought the fault: `git log --oneline -- PATH`.
//
//	bad:  Fixes: 8baef1b4abc4 ("demo: add the ring") where 8baef1b4abc4 is a blob
//	good: Fixes: 54a4f0239f2e ("demo: add the ring")
//
// See Documentation/process/submitting-patches.rst, "Describe your changes".
var fixesNotCommit = &Rule{
	Name:     "fixes-not-commit",
	Severity: Error,
	Scope:    OnSeries,
	Needs:    NeedsRepo,
	Check: func(p *Pass) {
		eachTarget(p, func(t target) {
			if errors.Is(t.err, ErrNotCommit) {
				t.report(p, Finding{Text: t.err.Error()})
			}
		})
	},
}
