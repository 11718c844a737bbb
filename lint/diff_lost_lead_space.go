package lint

import "patchpilot/diff"

// The lines of context in a hunk have lost the blank they begin with.
//
// That blank says "unchanged". Mail programs and web forms strip it; `git apply` then finds no hunk at all.
//
// Send with `git send-email`, never by pasting.
//
//	bad:  @@ -10,3 +10,4 @@
//	      if (IS_ERR(d->clk)) {
//	good: @@ -10,3 +10,4 @@
//	       if (IS_ERR(d->clk)) {
//
// See Documentation/process/email-clients.rst, "General Preferences".
var diffLostLeadSpace = &Rule{
	Name:      "diff-lost-lead-space",
	Severity:  Error,
	Scope:     OnPatch,
	Backports: true,
	Check:     func(p *Pass) { reportDamage(p, diff.LostBlank) },
}
