package lint

import (
	"strings"

	"patchpilot/trailers"
)

// An empty line, or prose, tears the block of trailers apart.
//
// Git takes the last paragraph for the trailers. What stands above the gap is text to it: a Fixes there is
// read by no script, a sign-off there does not count.
//
// Keep all trailers in one block at the end of the log.
//
//	bad:  Fixes: 54a4f0239f2e ("MIPS: KVM: Add missing gfn range check")
//
//	      Signed-off-by: Ada Writer <ada@example.org>
//	good: Fixes: 54a4f0239f2e ("MIPS: KVM: Add missing gfn range check")
//	      Signed-off-by: Ada Writer <ada@example.org>
//
// See git-interpret-trailers(1), and Documentation/process/submitting-patches.rst, "The canonical patch
// format".
var tagBlankInside = &Rule{
	Name:     "tag-blank-inside",
	Severity: Warning,
	Scope:    OnPatch,
	Headers:  true,
	Check: func(p *Pass) {
		if t, ok := stranded(p); ok {
			p.Report(Finding{Line: t.n, Fix: t.text + " (in the block at the end)", Edit: toBlock(p, t),
				Text: quote(t.text) + " stands outside the block of trailers, where git does not take it for one"})
			return
		}
		tags := p.Mail.Trailers
		for i := 1; i < len(tags); i++ {
			end := tags[i-1].Line + tags[i-1].Lines
			if tags[i].Line <= end || !blankBetween(p, end, tags[i].Line) {
				continue
			}
			if !worthJoining(tags[i-1]) {
				continue
			}
			p.Report(Finding{Line: end, Fix: "delete the empty line", Edit: &Edit{First: end, Last: tags[i].Line - 1},
				Text: "an empty line parts " + quote(tags[i-1].Key) + " from the trailers below it"})
			return
		}
	},
}

// worthJoining tells the trailers that scripts act on; a Link or a review above a gap does no harm.
func worthJoining(t trailers.Trailer) bool {
	return t.Is("Fixes") || t.Is("Signed-off-by") || t.Is("Cc") && isCcStable("Cc: "+t.Value)
}

// blankBetween tells whether the lines from one number up to another are empty. Lines count in the text.
func blankBetween(p *Pass, from, to int) bool {
	log, first := p.Log(), p.Mail.LogLine
	for n := max(from, first); n < to && n-first < len(log); n++ {
		if strings.TrimSpace(log[n-first].text) != "" {
			return false
		}
	}
	return true
}

// stranded finds a whole Fixes tag, or a sign-off, in the prose.
func stranded(p *Pass) (line, bool) {
	for _, l := range p.Prose() {
		if strings.HasPrefix(l.text, "Fixes: ") {
			if f := trailers.ReadFixes(l.text[len("Fixes: "):]); len(f.ID) >= 7 && f.Lead == "" && f.Title != "" {
				return l, true
			}
		}
		if strings.HasPrefix(l.text, signedOffBy) && strings.Contains(l.text, "@") {
			return l, true
		}
	}
	return line{}, false
}

// toBlock is the edit that moves a Fixes tag, whole on its line, from the prose to the top of the block.
func toBlock(p *Pass, l line) *Edit {
	value, fixes := strings.CutPrefix(l.text, "Fixes: ")
	if f := trailers.ReadFixes(value); !fixes || !f.Quoted || f.Trail != "" || len(p.Mail.Trailers) == 0 {
		return nil
	}
	return p.moved(l.n, p.Mail.Trailers[0].Line)
}
