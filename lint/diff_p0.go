package lint

// The file names in the diff stand without a/ and b/.
//
// `git am` takes the first part of every name off. From `drivers/demo/ring.c` it makes `demo/ring.c`, and
// the patch does not apply.
//
// Unset `diff.noprefix`, or give `--default-prefix` to `git format-patch`; make plain diffs from the
// folder above the tree.
//
//	bad:  --- drivers/demo/ring.c
//	good: --- a/drivers/demo/ring.c
//
// See Documentation/dev-tools/checkpatch.rst, and git-am(1), -p.
var diffP0 = &Rule{
	Name:      "diff-p0",
	Severity:  Warning,
	Scope:     OnPatch,
	Backports: true,
	Check: func(p *Pass) {
		for _, f := range p.Mail.Diff.Files {
			if f.NoPrefix {
				p.Report(Finding{Line: f.Line, Path: f.Path(), Text: "the file names stand without a/ and b/, the first is " + quote(f.Path()) + "; `git am` needs -p0 for them"})
				return
			}
		}
	},
}
