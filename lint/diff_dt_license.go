package lint

import (
	"strings"

	"patchpilot/diff"
)

// A new device-tree binding is not under both licences, GPL-2.0-only and BSD-2-Clause.
//
// Bindings are used outside of Linux: by boot loaders, other systems, certification. Under the GPL alone
// they cannot be.
//
// Begin the file with `# SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)`, where its text is yours
// to license.
//
//	bad:  +# SPDX-License-Identifier: GPL-2.0
//	good: +# SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
//
// See Documentation/devicetree/bindings/submitting-patches.rst, "For patch submitters".
var diffDTLicense = &Rule{
	Name:     "diff-dt-license",
	Severity: Info,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, f := range p.Mail.Diff.Files {
			name := f.Path()
			if f.Status != diff.Added || len(f.Hunks) != 1 || !strings.HasPrefix(name, "Documentation/devicetree/bindings/") || !strings.HasSuffix(name, ".yaml") {
				continue
			}
			first, _ := cutLine(f.Hunks[0].Body)
			_, licence, found := strings.Cut(string(first), "SPDX-License-Identifier:")
			if found && (!strings.Contains(licence, "GPL-2.0") || !strings.Contains(licence, "BSD")) {
				p.Report(Finding{Line: f.HunkLines[0] + 1, Path: name, PathLine: 1, Fix: "# SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)",
					Text: "the new binding " + quote(name) + " is under " + quote(strings.TrimSpace(licence)) + "; bindings are to be under both GPL-2.0-only and BSD-2-Clause"})
			}
		}
	},
}
