package lint

import (
	"slices"

	"patchpilot/diff"
)

// reportDamage reports the diff's damage of some kinds: the first place, and how many more there are. What
// reflowing did is msg-flowed's to say.
func reportDamage(p *Pass, kinds ...diff.DamageKind) {
	if flowed(p) {
		return
	}
	var first *diff.Damage
	n := 0
	for i, d := range p.Mail.Diff.Damage {
		if slices.Contains(kinds, d.Kind) {
			if n++; n == 1 {
				first = &p.Mail.Diff.Damage[i]
			}
		}
	}
	if n == 0 {
		return
	}
	text := first.Text
	if n > 1 {
		text += "; " + plural(n-1, "more place") + " like it"
	}
	p.Report(Finding{Line: first.Line, Path: first.Path, Text: text})
}
