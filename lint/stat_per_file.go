package lint

import "fmt"

// The diffstat gives a file another number of changed lines than the diff.
//
// The diff was edited after the diffstat was made, or lines of it were lost on the way.
//
// Make the mail again with `git format-patch`.
//
//	bad:   drivers/demo/ring.c | 4 ++--    (over a diff that adds one line and deletes two)
//	good:  drivers/demo/ring.c | 3 +--
//
// See Documentation/process/submitting-patches.rst, "The canonical patch format": use diffstat.
var statPerFile = &Rule{
	Name:     "stat-per-file",
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
		if line, f, wrong := wrongCount(s, d); wrong {
			p.Report(Finding{Line: line.Line, Path: f.Path(),
				Text: fmt.Sprintf("the diffstat gives %q %d changed lines; the diff has %d (+%d -%d)", line.Name, line.Count, f.Added+f.Deleted, f.Added, f.Deleted)})
		}
	},
}
