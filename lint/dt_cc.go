package lint

import (
	"slices"
	"strings"

	"patchpilot/diff"
)

// A patch to device-tree bindings was not sent to devicetree@vger.kernel.org.
//
// Bindings are reviewed and checked by a robot there, and their maintainers work through that list's queue
// alone: what is not in it is not seen.
//
// Send bindings to the list and to their maintainers, as scripts/get_maintainer.pl names them.
//
//	bad:  Documentation/devicetree/bindings/demo/ring.yaml | 20 +++    (To: the demo list)
//	good: Cc: devicetree@vger.kernel.org
//
// See Documentation/devicetree/bindings/submitting-patches.rst, "For patch submitters".
var dtCc = &Rule{
	Name:     "dt-cc",
	Severity: Warning,
	Scope:    OnSeries,
	Headers:  true,
	Check: func(p *Pass) {
		r := p.Series.Latest()
		if r.Backport {
			return
		}
		for _, patch := range posted(r) {
			if patch.Diff == nil || !meant(patch.Mail) || isBackport(patch.Mail) || !sent(patch.Mail) || sentTo(patch.Mail, devicetree) {
				continue
			}
			i := slices.IndexFunc(patch.Diff.Files, func(f *diff.File) bool {
				return strings.HasPrefix(f.Path(), "Documentation/devicetree/bindings/")
			})
			if i >= 0 {
				path := patch.Diff.Files[i].Path()
				p.Report(Finding{Revision: r, Mail: patch.Mail, Path: path, Text: "the patch changes the binding " + quote(path) + " and was not sent to " + devicetree})
				return
			}
		}
	},
}
