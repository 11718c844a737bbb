package lint

import "patchpilot/diff"

// A line of the diff was folded by the mail program.
//
// The second half of the line begins with no "+", "-" or blank, and the patch cannot be applied.
//
// Turn line wrapping off, or send with `git send-email`. Mail a patch to yourself and apply it before
// you mail it to others.
//
//	bad:  +	ret = demo_ring_alloc(d, DEMO_RING_SIZE, GFP_KERNEL |
//	      __GFP_ZERO);
//	good: +	ret = demo_ring_alloc(d, DEMO_RING_SIZE, GFP_KERNEL | __GFP_ZERO);
//
// See Documentation/process/email-clients.rst, "General Preferences".
var diffWrapped = &Rule{
	Name:      "diff-wrapped",
	Severity:  Error,
	Scope:     OnPatch,
	Backports: true,
	Check:     func(p *Pass) { reportDamage(p, diff.Wrapped) },
}
