package diff

import "strings"

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

// Light returns a copy that knows which files change by how much, and the damage, but no hunks, modes,
// blob ids or binary data: for large archives. Nothing of the text is pinned. Take the ids before.
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
	g := &File{
		OldPath: strings.Clone(f.OldPath), Status: f.Status, Similarity: f.Similarity,
		Added: f.Added, Deleted: f.Deleted, Line: f.Line, Git: f.Git, NoPrefix: f.NoPrefix,
	}
	if g.NewPath = g.OldPath; f.NewPath != f.OldPath {
		g.NewPath = strings.Clone(f.NewPath)
	}
	if f.Binary != nil {
		g.Binary = &Binary{}
	}
	return g
}
