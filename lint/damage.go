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
	f := Finding{Line: first.Line, Path: first.Path, Text: text}
	if m := p.Mail.Message; m != nil && m.MIME.Attachment {
		f.Severity = min(p.rule.severity, Warning) // the patch came a second time, attached: msg-attachment
		f.Text += "; the attachment may hold it whole"
	}
	p.Report(f)
}
