package lint

import (
	"fmt"
	"patchpilot/trailers"
)

// A Fixes tag names its commit by fewer than twelve digits of its id.
//
// Short ids stop being unique as the tree grows: what names one commit today names three in some
// years, and the scripts that carry fixes to the stable trees then pick none, or the wrong one.
//
// Write the first twelve digits or more: `git log -1 --abbrev=12 --format='Fixes: %h ("%s")' ID`
// prints the whole line.
//
//	bad:  Fixes: 54a4f02 ("MIPS: KVM: Add missing gfn range check")
//	good: Fixes: 54a4f0239f2e ("MIPS: KVM: Add missing gfn range check")
//
// See Documentation/process/submitting-patches.rst, "Describe your changes".
var fixesShortID = &Rule{
	Name:     "fixes-short-id",
	Severity: Error,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, t := range p.Mail.Trailers {
			if !t.Is("Fixes") {
				continue
			}
			if f := trailers.ReadFixes(t.Value); f.ID != "" && len(f.ID) < 12 {
				p.Report(Finding{Line: t.Line, Text: fmt.Sprintf("%q names its commit by %d digits; twelve or more are needed", t.Raw, len(f.ID))})
			}
		}
	},
}
