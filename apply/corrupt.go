package apply

import (
	"fmt"

	"patchpilot/diff"
)

// corruption gives the damage for which git refuses a patch whole. What it passes over in silence, text
// that looks like a diff of another kind, lines behind a hunk whose counts are used up, is not in it.
func corruption(p *diff.Patch, strip int) []Clash {
	var out []Clash
	for _, d := range p.Damage {
		if !harmless(p, d, strip) {
			out = append(out, Clash{Path: d.Path, Hunk: d.Hunk, Reason: Corrupt, Want: d.Want, Got: d.Got})
		}
	}
	return out
}

func harmless(p *diff.Patch, d diff.Damage, strip int) bool {
	switch d.Kind {
	case diff.Combined, diff.NotUnified:
		return true
	case diff.EmptyFile:
		f := fileAt(p, d.Line)
		if d.Hunk != 0 || f == nil {
			return false
		}
		_, passed, _ := changeOf(f, strip)
		return passed
	case diff.Long:
		f := fileAt(p, d.Line)
		if f == nil || d.Hunk != len(f.Hunks) || d.Hunk == 0 {
			return false
		}
		h := f.Hunks[d.Hunk-1]
		return d.Want == fmt.Sprintf("-%d +%d", h.OrigLines, h.NewLines)
	}
	return false
}

// fileAt is the file that a line of the text belongs to.
func fileAt(p *diff.Patch, line int) *diff.File {
	var at *diff.File
	for _, f := range p.Files {
		if f.Line > line {
			break
		}
		at = f
	}
	return at
}
