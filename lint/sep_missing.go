package lint

import "strings"

// No `---` stands between the log and the diff.
//
// That line is where git, and every other tool, ends the log. Without it the cut is guessed from the diff's
// first line, and remarks for this mail alone cannot be told from the log.
//
// Make the mail with `git format-patch` and leave its `---` in place.
//
//	bad:  Signed-off-by: Ada Writer <ada@example.org>
//
//	      diff --git a/drivers/demo/ring.c b/drivers/demo/ring.c
//	good: Signed-off-by: Ada Writer <ada@example.org>
//	      ---
//	       drivers/demo/ring.c | 1 +
//
// See Documentation/process/submitting-patches.rst, "The canonical patch format".
var sepMissing = &Rule{
	Name:     "sep-missing",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		m := p.Mail
		if !m.Subject.Patch || m.Diff.Line == 0 || m.Log == "" || strings.HasPrefix(m.Log, "# HG changeset patch") {
			return
		}
		if cutAbove(p) || logCutByDiff(p) { // else msg-diff-in-log has it
			return
		}
		p.Report(Finding{Line: m.Diff.Line, Edit: &Edit{First: m.Diff.Line, Last: m.Diff.Line - 1, Lines: []string{"---"}}, Text: "no \"---\" line stands between the log and the diff"})
	},
}

// cutAbove tells whether a `---` stands above the diff.
func cutAbove(p *Pass) bool {
	m := p.Mail
	if at := strings.Index(m.Text, "\n---\n"); at >= 0 && strings.Count(m.Text[:at], "\n") < m.Diff.Line {
		return true // as git writes it
	}
	lines := p.Lines()
	for n := min(m.Diff.Line, len(lines)) - 1; n >= m.LogLine && n > 0; n-- {
		if isCut(lines[n-1]) {
			return true
		}
	}
	return false
}

// isCut tells the line that ends the log: three dashes, blanks behind them forgiven.
func isCut(s string) bool {
	if len(s) < 3 || s[:3] != "---" {
		return false
	}
	for i := 3; i < len(s); i++ {
		if s[i] != ' ' && s[i] != '\t' && s[i] != '\r' {
			return false
		}
	}
	return true
}
