package lint

import (
	"path"
	"strings"

	"patchpilot/diff"
)

// The patch adds a file that tools leave behind: a backup, a reject, a build product, a configuration.
//
// It was committed by accident, with `git add .` after a build or a failed merge.
//
// Take it out of the commit: `git rm --cached PATH`.
//
//	bad:  diff --git a/drivers/demo/ring.c.orig b/drivers/demo/ring.c.orig
//	      new file mode 100644
//	good: diff --git a/drivers/demo/ring.c b/drivers/demo/ring.c
//
// See Documentation/dontdiff.
var diffLeftoverFile = &Rule{
	Name:     "diff-leftover-file",
	Severity: Error,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, f := range p.Mail.Diff.Files {
			if f.Status == diff.Added && leftover(f.Path()) {
				p.Report(Finding{Line: f.Line, Path: f.Path(), Text: "the patch adds " + quote(f.Path()) + ", which looks left behind by a tool"})
			}
		}
	},
}

func leftover(name string) bool {
	dir, base := path.Split(name)
	switch path.Ext(base) {
	case ".orig", ".rej", ".swp", ".swo":
		return true
	case ".patch":
		return dir == "" && len(base) > 5 && digit(base[0]) && digit(base[3]) && base[4] == '-'
	}
	switch base {
	case ".DS_Store", "vmlinux", "vmlinux.o", ".config", ".config.old", "Module.symvers", "modules.order", "Thumbs.db":
		return true
	}
	return strings.HasSuffix(base, "~")
}
