// Package apply lays patches on a tree, in memory, with `git am`'s verdict.
//
// In: a [Tree] and a revision's diffs. Out: an [Outcome] for every patch, and the objects a commit of
// it needs. Nothing is written; the tree is never changed, changes lie in an [Overlay] over it.
//
// Its law: never clean where git would refuse. A conflict is a result, not an error: it names path,
// hunk and line, the text wanted and the text found. Errors are the tree's own.
// The package knows nothing of repositories, refs or commits.
package apply

// Status is what laying one patch came to.
type Status string

// As in the JSON records.
const (
	Clean    Status = "clean"
	Offset   Status = "offset"
	Fuzz     Status = "fuzz"
	ThreeWay Status = "three-way"
	Already  Status = "already"
	Conflict Status = "conflict"
	Skipped  Status = "skipped"
)

// Reason says why something does not apply.
type Reason string

// As in the JSON records.
const (
	Context     Reason = "context"      // the lines wanted are not there
	MissingFile Reason = "missing-file" // the file is not there
	Exists      Reason = "exists"       // the file to create is there
	BinaryBase  Reason = "binary-base"  // a binary patch against another blob
	BadMode     Reason = "mode"
	Corrupt     Reason = "corrupt"     // the diff itself is damaged
	UnsafePath  Reason = "unsafe-path" // "../x", ".git/config", a path through a symlink
	InSubmodule Reason = "submodule"
	BadMail     Reason = "mail" // no diff in it, no author, no date: Path is its Message-ID, Got says what
)

// Clash is one place that does not apply.
type Clash struct {
	Path   string
	Hunk   int // from 1, 0 = the file itself
	Line   int // of the file in the tree, from 1, where the hunk was looked for; 0 = the file itself
	Reason Reason
	Want   string // the lines wanted
	Got    string // the lines found there
	There  bool   // what the hunk makes is there already
}

// Outcome of laying one patch.
type Outcome struct {
	Status  Status
	Offset  int  // the largest distance a hunk was found off its place, signed
	Fuzz    int  // the most context lines left out
	Tree    Hash // the tree after this patch, zero where it did not apply
	Clashes []Clash
}

// Options change how hard it is tried.
type Options struct {
	Fuzz     int  // context lines that may be left out at each end of a hunk; git am has 0
	ThreeWay bool // fall back on merging over the blobs the index lines name
	Strip    int  // leading path components to drop; git am has 1
}
