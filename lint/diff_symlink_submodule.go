package lint

import (
	"strings"

	"patchpilot/diff"
)

// The patch adds a symbolic link or a submodule.
//
// Neither is usual in the kernel's tree. Links break on some file systems and in tarballs; a submodule is
// almost always a repository that lay in the tree when `git add` was called.
//
// Take it out, or say in the log why it must be so.
//
//	bad:  new file mode 160000
//	good: new file mode 100644
//
// See git-diff(1), "Generating patch text with -p".
var diffSymlinkSubmodule = &Rule{
	Name:     "diff-symlink-submodule",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, f := range p.Mail.Diff.Files {
			if f.Status != diff.Added || strings.HasPrefix(f.Path(), "tools/testing/") {
				continue
			}
			switch f.NewMode {
			case "120000":
				if strings.HasPrefix(f.Path(), "scripts/dtc/include-prefixes/") {
					continue // the one place where links are the rule
				}
				p.Report(Finding{Line: f.Line, Path: f.Path(), Text: "the patch adds a symbolic link, " + quote(f.Path())})
			case "160000":
				p.Report(Finding{Line: f.Line, Path: f.Path(), Text: "the patch adds a submodule, " + quote(f.Path())})
			}
		}
	},
}
