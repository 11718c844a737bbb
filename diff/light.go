package diff

import (
	"slices"
	"strings"

	godiff "github.com/sourcegraph/go-diff/diff"
)

// Looks tells whether text can hold a diff at all, cheaply: a few searches for the beginnings of lines.
// False means that Parse finds nothing.
func Looks(text string) bool {
	for _, mark := range [...]string{"\n@@", "\ndiff -", "\n*** ", "\n< ", "\nBinary files "} {
		if strings.HasPrefix(text, mark[1:]) || strings.Contains(text, mark) {
			return true
		}
	}
	return false
}

// Light returns a copy without hunk bodies and binary data, nothing of the text pinned: for large
// archives. Take the ids before.
func (p *Patch) Light() *Patch {
	q := &Patch{Line: p.Line, End: p.End, light: true}
	for _, f := range p.Files {
		q.Files = append(q.Files, f.light())
	}
	for _, d := range p.Damage {
		d.Path, d.Want, d.Got = strings.Clone(d.Path), strings.Clone(d.Want), strings.Clone(d.Got)
		d.Text = strings.Clone(d.Text)
		q.Damage = append(q.Damage, d)
	}
	return q
}

func (f *File) light() *File {
	g := *f
	g.head, g.bodies = "", nil
	same := f.OldPath == f.NewPath
	if g.OldPath = strings.Clone(f.OldPath); same {
		g.NewPath = g.OldPath
	} else {
		g.NewPath = strings.Clone(f.NewPath)
	}
	g.OldMode, g.NewMode = strings.Clone(f.OldMode), strings.Clone(f.NewMode)
	g.OldID, g.NewID = strings.Clone(f.OldID), strings.Clone(f.NewID)
	g.HunkLines = slices.Clone(f.HunkLines)
	g.Hunks = make([]*godiff.Hunk, len(f.Hunks))
	for i, h := range f.Hunks {
		bare := *h
		bare.Body, bare.Section = nil, strings.Clone(h.Section)
		g.Hunks[i] = &bare
	}
	if b := f.Binary; b != nil {
		g.Binary = &Binary{Forward: b.Forward.light(), Reverse: b.Reverse.light()}
	}
	return &g
}

func (b *BinaryHunk) light() *BinaryHunk {
	if b == nil {
		return nil
	}
	return &BinaryHunk{Delta: b.Delta, Size: b.Size}
}
