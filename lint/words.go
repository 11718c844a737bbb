package lint

import "patchpilot/internal/lazyregexp"

// regzbotCommands are the words regzbot knows.
var regzbotCommands = []string{"activity-ignore", "backburner", "dup", "dup-of", "duplicate", "dupof", "fix", "fixed-by", "from", "ignore-activity",
	"inconclusive", "introduced", "invalid", "link", "monitor", "poke", "relate", "resolve", "resolved", "summary", "title", "unbackburn", "unlink", "unmonitor"}

// features are the words with which the title of a patch that adds something begins, behind its prefixes.
var features = lazyregexp.New(`(?i)^(?:[^:]+: ?)*(?:add|support|introduce|implement|enable|allow|expose|provide|export)(?:s|ing|ed)?\b`)

// crashes are what only the kernel prints when something is broken.
var crashes = []string{"BUG: KASAN", "BUG: KMSAN", "BUG: KFENCE", "UBSAN: ", "KASAN: ", "Call Trace:", "general protection fault", "Unable to handle kernel ",
	"kernel NULL pointer dereference", "BUG: unable to handle", "syzkaller.appspot", "Oops: "}
