package lint

// No diffstat stands between the log and the diff.
//
// It tells at a glance which files change and how much, and a diff that lost lines on its way is found out by
// its numbers.
//
// Let `git format-patch` make the mail, without --no-stat.
//
//	bad:  ---
//	      diff --git a/drivers/demo/ring.c b/drivers/demo/ring.c
//	good: ---
//	       drivers/demo/ring.c | 1 +
//	       1 file changed, 1 insertion(+)
//
// See Documentation/process/submitting-patches.rst, "The canonical patch format": use diffstat.
var statMissing = &Rule{
	Name:     "stat-missing",
	Severity: Info,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		m := p.Mail
		if m.Stat == nil && m.Subject.Patch && len(m.Diff.Files) > 0 && !p.Damaged() && cutAbove(p) {
			p.Report(Finding{Line: m.Diff.Line, Text: "no diffstat stands between the log and the diff"})
		}
	},
}
