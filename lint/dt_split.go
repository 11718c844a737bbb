package lint

import (
	"strings"

	"patchpilot/diff"
)

// One patch changes device-tree bindings and code.
//
// Bindings describe hardware, for more systems than Linux; their maintainers review them alone, and they
// are exported to a tree of their own.
//
// Make the binding a patch of its own, before the driver's.
//
//	bad:  Documentation/devicetree/bindings/demo/ring.yaml | 20 +++
//	      drivers/demo/ring.c                              |  9 ++
//	good: Documentation/devicetree/bindings/demo/ring.yaml | 20 +++
//
// See Documentation/devicetree/bindings/submitting-patches.rst, "For patch submitters".
var dtSplit = &Rule{
	Name:     "dt-split",
	Severity: Error,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		if title := p.Mail.Subject.Title; strings.HasPrefix(title, "Revert ") || hasPrefixFold(title, "treewide:") || hasPrefixFold(title, "tree-wide:") {
			return // undoes or sweeps; the split is not its own
		}
		var binding, header, code *diff.File
		for _, f := range p.Mail.Diff.Files {
			switch name := f.Path(); {
			case strings.HasPrefix(name, "Documentation/devicetree/bindings/"):
				binding = f
			case strings.HasPrefix(name, "include/dt-bindings/"):
				header = f
			case name == "MAINTAINERS", strings.HasPrefix(name, "Documentation/"):
			default:
				code = f
			}
		}
		switch {
		case code == nil:
		case binding != nil:
			p.Report(Finding{Severity: softened(p.Mail, p.rule.severity), Line: binding.Line, Path: binding.Path(),
				Text: "one patch changes the binding " + quote(binding.Path()) + " and the code " + quote(code.Path())})
		case header != nil:
			p.Report(Finding{Severity: Warning, Line: header.Line, Path: header.Path(),
				Text: "one patch changes the binding header " + quote(header.Path()) + " and the code " + quote(code.Path())})
		}
	},
}
