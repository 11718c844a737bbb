package lint

import (
	"strings"

	"patchpilot/trailers"
)

// A Fixes tag does not put the commit's subject between (" and "), one blank after the id, with nothing
// behind it.
//
// Scripts find the subject by those marks. Typographic quotes, missing brackets or a date behind them
// make the tag unreadable to the tools of linux-next and of the stable trees.
//
// Let git write the line: `git log -1 --abbrev=12 --format='Fixes: %h ("%s")' ID`. A remark may follow
// behind " # ". Quotes inside the subject stay as they are.
//
//	bad:  Fixes: 54a4f0239f2e (MIPS: KVM: Add missing gfn range check)
//	good: Fixes: 54a4f0239f2e ("MIPS: KVM: Add missing gfn range check")
//
// See Documentation/process/submitting-patches.rst, "Describe your changes".
var fixesQuote = &Rule{
	Name:     "fixes-quote",
	Severity: Error,
	Scope:    OnPatch,
	Mend:     mendFixes,
	Check: func(p *Pass) {
		eachFix(p, func(t trailers.Trailer, f trailers.Fixes) {
			if f.ID == "" || f.Lead != "" {
				return
			}
			if fault := quoteFault(f); fault != "" {
				p.Report(Finding{Line: t.Line, Fix: goodFix(t, f), Edit: mendedFix(t, f), Text: fault + ": " + quote(t.Value)})
			}
		})
	},
}

func quoteFault(f trailers.Fixes) string {
	switch {
	case f.Title == "" && !strings.ContainsAny(f.Trail, `"'“(`):
		return "" // fixes-no-subject
	case !f.Quoted:
		return `the Fixes tag's subject does not stand between (" and ")`
	case !f.Spaced:
		return "the Fixes tag needs one blank between id and subject"
	case f.Trail != "" && f.Trail[0] != '#':
		return "the Fixes tag goes on after the subject"
	}
	return ""
}
