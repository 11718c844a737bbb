package lint

import "patchpilot/diff"

// The diff names a file and does not change it.
//
// A header without hunk, mode or name change says that something was lost: `git apply` stops there, and
// what the author wanted is not in the mail.
//
// Make the mail again with `git format-patch`.
//
//	bad:  diff --git a/drivers/demo/ring.c b/drivers/demo/ring.c
//	      index 1111111111..2222222222 100644
//	      --
//	good: diff --git a/drivers/demo/ring.c b/drivers/demo/ring.c
//	      index 1111111111..2222222222 100644
//	      --- a/drivers/demo/ring.c
//	      +++ b/drivers/demo/ring.c
//	      @@ -10,3 +10,4 @@
//
// See git-apply(1).
var diffEmpty = &Rule{
	Name:      "diff-empty",
	Severity:  Error,
	Scope:     OnPatch,
	Backports: true,
	Check:     func(p *Pass) { reportDamage(p, diff.EmptyFile) },
}
