package lint

import "fmt"

// The diffstat's last line does not say what the diff holds.
//
// Something was changed by hand after `git format-patch`, or was lost on the way. Reviewers who trust the
// numbers look for changes that are not there.
//
// Make the mail again with `git format-patch`.
//
//	bad:   1 file changed, 12 insertions(+)    (over a diff that adds 11 lines)
//	good:  1 file changed, 11 insertions(+)
//
// See Documentation/process/submitting-patches.rst, "The canonical patch format": use diffstat.
var statTotals = &Rule{
	Name:     "stat-totals",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		s, d, ok := stated(p)
		if !ok {
			return
		}
		if line, file := sameFiles(s, d); line != nil || file != nil {
			return // stat-file-list
		}
		if _, _, wrong := wrongCount(s, d); wrong {
			return // stat-per-file
		}
		for _, f := range d.Files {
			if !countable(f) {
				return
			}
		}
		added, deleted := d.Totals()
		if s.Changed == len(d.Files) && s.Added == added && s.Deleted == deleted {
			return
		}
		p.Report(Finding{Line: s.TotalLine, Text: fmt.Sprintf("the diffstat says %s, +%d -%d; the diff has %s, +%d -%d",
			plural(s.Changed, "file"), s.Added, s.Deleted, plural(len(d.Files), "file"), added, deleted)})
	},
}
