package lint

import "strings"

// A patch of nothing but device-tree bindings does not say so in its summary.
//
// The binding maintainers find their patches by "dt-bindings" in the subject.
//
// Start with `dt-bindings: <area>:`. Some subsystems want their own name first, as in
// `ASoC: dt-bindings: …`; that is fine.
//
//	bad:  Subject: [PATCH 1/2] demo: add the ring
//	good: Subject: [PATCH 1/2] dt-bindings: demo: add the ring
//
// See Documentation/devicetree/bindings/submitting-patches.rst, "For patch submitters".
var subjDTPrefix = &Rule{
	Name:     "subj-dt-prefix",
	Severity: Warning,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		s := p.Mail.Subject
		title := strings.ToLower(s.Title)
		if !s.Patch || strings.Contains(title, "binding") || strings.Contains(title, "dt:") || strings.HasPrefix(title, "revert ") {
			return
		}
		bindings := false
		for _, f := range p.Mail.Diff.Files {
			name := f.Path()
			if !strings.HasPrefix(name, "Documentation/devicetree/bindings/") && !strings.HasPrefix(name, "include/dt-bindings/") && name != "MAINTAINERS" {
				return
			}
			bindings = bindings || strings.HasPrefix(name, "Documentation/devicetree/bindings/")
		}
		if bindings {
			p.Report(Finding{Text: "the patch changes bindings alone, and its summary does not say \"dt-bindings\": " + quote(s.Title), Fix: "dt-bindings: " + s.Title})
		}
	},
}
