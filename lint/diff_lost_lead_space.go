package lint

import "patchpilot/diff"

// The lines of context in a hunk have lost the blank they begin with, or empty ones are gone.
//
// That blank says "unchanged". Mail programs, web forms and some archives strip it; the patch then
// cannot be applied.
//
// Send with `git send-email`, never by pasting; get the mail from an archive that keeps it as it was.
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
	Check:     func(p *Pass) { reportDamage(p, diff.LostBlank, diff.LostNewline) },
}
