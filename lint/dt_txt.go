package lint

import (
	"strings"

	"patchpilot/diff"
)

// A new device-tree binding is written as free text.
//
// Bindings are DT schema files today: only from YAML can `make dt_binding_check` and `dtbs_check` see that
// the device trees keep to them.
//
// Write it as a schema; Documentation/devicetree/bindings/writing-schema.rst says how.
//
//	bad:  Documentation/devicetree/bindings/demo/ring.txt
//	good: Documentation/devicetree/bindings/demo/vendor,ring.yaml
//
// See Documentation/devicetree/bindings/submitting-patches.rst, "For patch submitters".
var dtTxt = &Rule{
	Name:     "dt-txt",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, f := range p.Mail.Diff.Files {
			name := f.Path()
			if f.Status == diff.Added && strings.HasPrefix(name, "Documentation/devicetree/bindings/") && strings.HasSuffix(name, ".txt") {
				p.Report(Finding{Line: f.Line, Path: name, Text: "the new binding " + quote(name) + " is free text; bindings are DT schema files (.yaml)"})
			}
		}
	},
}
