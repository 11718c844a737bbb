// Package diff reads the diffs in a mail: files, hunks, what is damaged, and what was promised.
//
// In: the decoded text below a mail's log. Out: every file change with its hunks (as
// sourcegraph/go-diff types them), the diffstat stated and the one counted, the damage with its line,
// and identities that survive mailing (`git patch-id --stable`, patchwork's hash, the change hash).
//
// Its one law: counts drive the scanner. A hunk takes exactly the lines its @@ header promises, so that
// a signature, a "-- foo" line or a second mail is never taken for a change; what does not fit is damage
// reported at its line, never less silently. It follows git's apply.c and diff.c; where git passes over
// lines in silence (after the counts are used up), this does not.
//
// It does not know mail, trees, or where a hunk belongs in a file.
package diff

import godiff "github.com/sourcegraph/go-diff/diff"

// Hunk is one hunk, as sourcegraph/go-diff types it.
type Hunk = godiff.Hunk

// Status is what happens to a file.
type Status string

// As in the JSON records.
const (
	Modified Status = "modified"
	Added    Status = "added"
	Deleted  Status = "deleted"
	Renamed  Status = "renamed"
	Copied   Status = "copied"
	ModeOnly Status = "mode"
)

// File is one file's change.
type File struct {
	OldPath, NewPath string // without a/ and b/; equal unless renamed or copied; both set for added and deleted files
	Status           Status
	OldMode, NewMode string // octal as written, "" if not stated
	OldID, NewID     string // blob ids of the index line, as written
	Similarity       int    // percent, -1 if not stated
	Added, Deleted   int    // lines counted
	Binary           *Binary
	Hunks            []*Hunk // as go-diff carries them, CR kept; an empty line is a blank context line; damaged ones mended
	Line             int     // line of the header's first line
	HunkLines        []int   // line of each hunk's @@ line
	Git              bool    // has a `diff --git` line
	NoPrefix         bool    // names without a/ and b/

	head   string   // the text of the header, for the ids
	bodies []string // the text of the hunks, in runs
	broken bool     // the last hunk read is damaged: what follows may be the rest of this file
}

// Path is the file's name after the change (before it, for a deleted file).
func (f *File) Path() string {
	if f.Status == Deleted || f.NewPath == "" {
		return f.OldPath
	}
	return f.NewPath
}

// Source is the change as it stands in the text, nothing mended: the header, and the hunks in the runs they
// were found in. Without text (Light) both are empty.
func (f *File) Source() (header string, hunks []string) { return f.head, f.bodies }

// Binary is a binary change: with its data (GIT binary patch), or only announced.
type Binary struct {
	Forward, Reverse *BinaryHunk // nil when only "Binary files a/x and b/x differ" was said
}

// BinaryHunk is one half of a GIT binary patch.
type BinaryHunk struct {
	Delta bool
	Size  int    // of Data, as stated
	Data  []byte // inflated literal, or the delta itself
}

// DamageKind names what mail did to a diff.
type DamageKind string

// Kinds of damage.
const (
	Wrapped     DamageKind = "wrapped"          // a long line was folded
	Short       DamageKind = "short"            // the hunk ends before its counts are used up
	Long        DamageKind = "long"             // changed lines go on after the counts are used up
	LostBlank   DamageKind = "lost-blank"       // context lines lack their leading blank
	BadCount    DamageKind = "bad-count"        // counts that cannot be read or are absurd
	Combined    DamageKind = "combined"         // an @@@ combined diff
	BadBinary   DamageKind = "bad-binary"       // a GIT binary patch that does not decode
	NotUnified  DamageKind = "not-unified"      // a context or normal diff
	EmptyFile   DamageKind = "empty"            // a header without hunk, mode or rename
	BadHeader   DamageKind = "bad-header"       // an extended header that makes no sense
	LostNewline DamageKind = "lost-empty-lines" // empty context lines are gone
)

// Damage is one thing broken in a diff.
type Damage struct {
	Kind      DamageKind
	Line      int // in the message's text: where it shows; the @@ line for lines that are gone
	Path      string
	Hunk      int    // from 1, 0 = the header
	Want, Got string // the counts or the line, for the message
	Text      string // one sentence for a person
}

// Patch is everything read from one text.
type Patch struct {
	Files  []*File
	Damage []Damage
	Line   int // first line of the first file's header, 0 = no diff
	End    int // last line that belongs to the diff

	light bool // without text: no ids
}

// Added and Deleted lines over all files.
func (p *Patch) Totals() (added, deleted int) {
	for _, f := range p.Files {
		added, deleted = added+f.Added, deleted+f.Deleted
	}
	return
}

// Stat is a stated diffstat: " file | 8 ++--" lines and the totals under them.
type Stat struct {
	Files []StatFile
	Line  int // of its first line

	// The "N files changed, X insertions(+), Y deletions(-)" line; TotalLine 0 = there is none.
	TotalLine               int
	Changed, Added, Deleted int
	Summary                 []string // " create mode 100644 x", " rename a => b (90%)", " delete mode …", as written, blanks cut
}

// StatFile is one line of a stated diffstat.
type StatFile struct {
	Name   string // as written: may be elided (".../drm/x.c") or "{a => b}"
	Count  int    // the number; -1 for Bin
	Line   int
	Elided bool
}
