package lint

// A patch for a stable branch names its mainline commit by less than the full id.
//
// The scripts of the stable team compare the id with mainline as it stands; they take forty digits, and
// reject what is shorter.
//
// Write the full id: `git rev-parse ID`.
//
//	bad:  commit 54a4f0239f2e upstream.
//	good: commit 54a4f0239f2e98a1c7b1f4d0a3b2c1d0e9f8a7b6 upstream.
//
// See Documentation/process/stable-kernel-rules.rst, "Option 3".
var stableUpstreamShort = &Rule{
	Name:      "stable-upstream-short",
	Severity:  Error,
	Scope:     OnPatch,
	Backports: true,
	Check: func(p *Pass) {
		if id := p.Mail.Upstream; id != "" && len(id) < 40 && isBackport(p.Mail) {
			p.Reportf(p.Mail.UpstreamLine, "the mainline commit is named by %d digits, %q; all 40 are needed", len(id), id)
		}
	},
}
