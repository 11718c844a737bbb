package lint

import "strings"

// logProse is as much of a log as is searched for a word.
const logProse = 64 << 10

// A Fixes tag names a merge.
//
// A merge brings what others wrote. It breaks something by itself only where it was resolved wrongly; else
// the commit to name is one of those it brought, and scripts that go by the tag miss it.
//
// Name the commit that brought the fault: `git bisect` goes on below a merge. If it is the merge, say in
// the log what was resolved wrongly.
//
//	bad:  Fixes: 54a4f0239f2e ("Merge branch 'ring' into next")
//	good: Fixes: 0a1b2c3d4e5f ("demo: add the ring")
//
// See Documentation/process/submitting-patches.rst, "Describe your changes".
var fixesMergeCommit = &Rule{
	Name:     "fixes-merge-commit",
	Severity: Warning,
	Scope:    OnSeries,
	Needs:    NeedsRepo,
	Check: func(p *Pass) {
		eachTarget(p, func(t target) {
			if t.err != nil || len(t.commit.Parents) < 2 {
				return
			}
			f := Finding{Text: "commit " + t.commit.short() + " (" + quote(t.commit.Subject) + ") is a merge"}
			prose := strings.ToLower(t.patch.Log[:min(len(t.patch.Log), logProse)])
			if strings.Contains(strings.ReplaceAll(prose, strings.ToLower(t.commit.Subject), ""), "merge") {
				f.Severity = Info // it says that the merge went wrong
			}
			t.report(p, f)
		})
	},
}
