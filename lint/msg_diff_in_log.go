package lint

import (
	"strings"

	"patchpilot/internal/lazyregexp"
)

// The log holds a piece of a diff, not indented.
//
// `git am` and patch(1) find the change by such lines. They apply the example as if it were the change, or
// cut the log there.
//
// Indent it by a blank or two.
//
//	bad:  @@ -10,3 +10,4 @@ static int demo_probe(struct demo *d)
//	good:   @@ -10,3 +10,4 @@ static int demo_probe(struct demo *d)
//
// See Documentation/dev-tools/checkpatch.rst, DIFF_IN_COMMIT_MSG.
var msgDiffInLog = &Rule{
	Name:     "msg-diff-in-log",
	Severity: Error,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		if logCutByDiff(p) {
			p.Report(Finding{Line: p.Mail.Diff.Line, Fix: "indent by a blank",
				Text: "the log holds a diff that is not indented, and git am ends the log there: " + quote(p.Lines()[p.Mail.Diff.Line-1])})
			return
		}
		first, n, edit := rewrittenLines(p, p.Prose(), indent(diffLine))
		if n > 0 {
			p.Report(Finding{Line: first.n, Edit: edit, Fix: "indent by a blank",
				Text: "the log holds a line of a diff that is not indented: " + quote(first.text) + more(n, "line")})
		}
	},
}

// logCutByDiff tells whether the first diff of a mail stands in its log: the --- and the diffstat follow below it.
func logCutByDiff(p *Pass) bool {
	m := p.Mail
	lines := p.Lines()
	if m.Diff.Line == 0 || m.Diff.Line > len(lines) || m.Log == "" || cutAbove(p) {
		return false
	}
	for i, line := range lines[m.Diff.Line:] {
		if below := m.Diff.Line + i + 1; isCut(line) && below < len(lines) && statLine.MatchString(lines[below]) {
			return true
		}
	}
	return false
}

// statLine is a line of a diffstat.
var statLine = lazyregexp.New(`^ \S.* +\| +(\d+ [+-]|Bin )`)

func diffLine(s string) bool {
	if len(s) < 6 {
		return false
	}
	switch s[0] {
	case '@':
		return strings.HasPrefix(s, "@@ -") && strings.Contains(s[4:], " @@")
	case '+':
		return strings.HasPrefix(s, "+++ b/")
	case '-':
		return strings.HasPrefix(s, "--- a/")
	case 'd':
		return strings.HasPrefix(s, "diff --git a/") || strings.HasPrefix(s, "diff -u")
	}
	return false
}
