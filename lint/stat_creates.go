package lint

import (
	"strings"

	"patchpilot/diff"
)

// The lines under the diffstat create or delete other files than the diff.
//
// "create mode" and "delete mode" are made by `git format-patch` with the diff. Where they differ, a file was
// put into the mail, or taken out of it, by hand.
//
// Make the mail again with `git format-patch`.
//
//	bad:   create mode 100644 drivers/demo/queue.c    (over a diff that has no such file)
//	good:  create mode 100644 drivers/demo/ring.c
//
// See git-diff(1), --summary.
var statCreates = &Rule{
	Name:     "stat-creates",
	Severity: Info,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		s, d, ok := stated(p)
		if !ok {
			return
		}
		if line, file := sameFiles(s, d); line != nil || file != nil {
			return // stat-file-list
		}
		for _, l := range s.Summary {
			name, status := created(l)
			if name == "" || strings.Contains(name, "...") {
				continue
			}
			if has(d, name, status) {
				continue
			}
			p.Report(Finding{Line: s.TotalLine, Text: "under the diffstat stands " + quote(l) + ", and the diff does not do that"})
			return
		}
	},
}

// created reads " create mode 100644 NAME" and its opposite.
func created(l string) (name string, status diff.Status) {
	rest, found := strings.CutPrefix(l, "create mode ")
	status = diff.Added
	if !found {
		rest, found = strings.CutPrefix(l, "delete mode ")
		status = diff.Deleted
	}
	if !found || len(rest) < 8 || rest[6] != ' ' || rest[7] == '"' {
		return "", status
	}
	return rest[7:], status
}

func has(d *diff.Patch, name string, status diff.Status) bool {
	for _, f := range d.Files {
		if f.Path() == name && f.Status == status {
			return true
		}
	}
	return false
}
