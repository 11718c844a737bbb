package lint

import "patchpilot/diff"

// A hunk holds more or fewer lines than its @@ line promises.
//
// `git apply` refuses such a patch as corrupt. It comes from editing a patch by hand, or from a mail
// program that dropped lines.
//
// Make the mail again with `git format-patch`; where a patch must be edited, `recountdiff` or
// `git apply --recount` counts again.
//
//	bad:  @@ -10,3 +10,5 @@    (followed by three lines of context and one added)
//	good: @@ -10,3 +10,4 @@
//
// See git-apply(1), and Documentation/dev-tools/checkpatch.rst, CORRUPTED_PATCH.
var diffHunkCount = &Rule{
	Name:      "diff-hunk-count",
	Severity:  Error,
	Scope:     OnPatch,
	Backports: true,
	Check: func(p *Pass) {
		reportDamage(p, diff.Short, diff.Long, diff.BadCount)
	},
}
