package lint

import "patchpilot/diff"

// The change is not a unified diff that can be applied: a context diff, a plain one, the combined diff
// of a merge, or a header that makes no sense.
//
// `git apply` takes unified diffs alone, and reviewers read nothing else.
//
// Make it with `git format-patch`, or `diff -u`.
//
//	bad:  *** drivers/demo/ring.c.orig
//	good: --- a/drivers/demo/ring.c
//
// See Documentation/process/submitting-patches.rst, and Documentation/dev-tools/checkpatch.rst,
// NOT_UNIFIED_DIFF.
var diffNotUnified = &Rule{
	Name:      "diff-not-unified",
	Severity:  Error,
	Scope:     OnPatch,
	Backports: true,
	Check:     func(p *Pass) { reportDamage(p, diff.NotUnified, diff.Combined, diff.BadHeader) },
}
