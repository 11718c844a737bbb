package diff

// Parse reads every diff in text. firstLine is the number of its first line.
// Hunks are bytes of text, not copies; Light lets go of them.
func Parse(text string, firstLine int) *Patch { panic("stub") }

// ParseStat reads the first diffstat in text; nil if there is none.
func ParseStat(text string, firstLine int) *Stat { panic("stub") }

// Matches tells whether a stat line's name can mean the file: elision and renames understood.
func (s StatFile) Matches(f *File) bool { panic("stub") }

// Looks tells whether text can hold a diff at all, cheaply.
func Looks(text string) bool { panic("stub") }

// PatchID is `git patch-id --stable`'s, in hex; "" without files. A plain ---/+++ diff is
// treated as if `diff --git` stood there.
func (p *Patch) PatchID() string { panic("stub") }

// PatchworkHash is patchwork's hasher.py over the diff text, in hex.
func (p *Patch) PatchworkHash() string { panic("stub") }

// ChangeHash covers file names and +/- lines alone, without blanks: the same for a patch and its
// backport where only context moved. SHA-1 of, in order, `---a/PATH`, `+++b/PATH` and every +/- line
// with all white space removed, each ended by LF; in hex.
func (p *Patch) ChangeHash() string { panic("stub") }

// Light returns a copy without hunk bodies and binary data, nothing of the text pinned: for large
// archives. Take the ids before.
func (p *Patch) Light() *Patch { panic("stub") }
