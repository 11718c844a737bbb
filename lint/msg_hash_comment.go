package lint

import "strings"

// A line of the log starts with "#".
//
// To `git commit` and `git rebase` that is a comment. `git am` keeps it, and the first maintainer who edits
// the log loses it without a word.
//
// Indent it by a blank or two.
//
//	bad:  # modprobe demo
//	good:   # modprobe demo
//
// See Documentation/dev-tools/checkpatch.rst, COMMIT_COMMENT_SYMBOL.
var msgHashComment = &Rule{
	Name:     "msg-hash-comment",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		if strings.HasPrefix(p.Mail.Log, "# HG changeset patch") {
			return
		}
		first, n, edit := rewrittenLines(p, p.Prose(), indent(startsHash))
		if n > 0 {
			p.Report(Finding{Line: first.n, Edit: edit, Fix: "indent by a blank",
				Text: "a comment to git, which is lost when somebody edits the log: " + quote(first.text) + more(n, "line")})
		}
	},
}

func startsHash(s string) bool { return len(s) > 1 && s[0] == '#' }
