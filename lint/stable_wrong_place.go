package lint

// A Cc of the stable list stands where it does not reach the commit: below the `---`, or in the middle
// of the prose.
//
// Option 1 works by the tag in the commit: the stable scripts read it there when the patch lands. What
// stands below the `---` is thrown away by `git am`; the mail's own Cc header asks for nothing.
//
// Put the line among the trailers, above the `---`.
//
//	bad:  ---
//	      Cc: stable@vger.kernel.org
//	good: Cc: stable@vger.kernel.org
//	      Signed-off-by: Ada Writer <ada@example.org>
//	      ---
//
// See Documentation/process/stable-kernel-rules.rst, "Option 1".
var stableWrongPlace = &Rule{
	Name:     "stable-wrong-place",
	Severity: Error,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, t := range p.Tags("Cc") {
			if isCcStable("Cc: " + t.Value) {
				return
			}
		}
		for _, l := range p.Notes() {
			if isCcStable(l.text) {
				p.Report(Finding{Line: l.n, Fix: l.text + " (above the ---)", Edit: toTags(p, l),
					Text: quote(l.text) + " stands below the --- and is lost when the patch is applied"})
				return
			}
		}
		for _, l := range p.Prose() {
			if isCcStable(l.text) {
				p.Report(Finding{Line: l.n, Fix: l.text + " (among the trailers)", Edit: toTags(p, l),
					Text: quote(l.text) + " stands in the prose, outside the block of trailers"})
				return
			}
		}
	},
}

// toTags is the edit that moves the line among the trailers; nil where more of its kind stand around: they have
// an order.
func toTags(p *Pass, l line) *Edit {
	n := 0
	for _, ls := range [...][]line{p.Notes(), p.Prose()} {
		for _, l := range ls {
			if isCcStable(l.text) {
				n++
			}
		}
	}
	place := p.tagPlace()
	if n > 1 || place == 0 {
		return nil
	}
	return p.moved(l.n, place)
}
