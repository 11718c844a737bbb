package lint

import (
	"slices"

	"patchpilot/diff"
)

// reportDamage reports the diff's damage of some kinds, each hunk once. What an archive did that lost its
// mails' headers is not the author's; what reflowing did is msg-flowed's.
func reportDamage(p *Pass, kinds ...diff.DamageKind) {
	if p.Mail.Dump || flowed(p) {
		return
	}
	type place struct {
		path string
		hunk int
	}
	seen := map[place]bool{}
	for _, d := range p.Mail.Diff.Damage {
		at := place{d.Path, d.Hunk}
		if !slices.Contains(kinds, d.Kind) || seen[at] {
			continue
		}
		seen[at] = true
		p.Report(Finding{Line: d.Line, Path: d.Path, Text: d.Text})
	}
}
