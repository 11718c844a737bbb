package apply

import (
	"encoding/hex"
	"errors"
)

// Hash is a git object id, SHA-1.
type Hash [20]byte

// String is the id in hex.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// IsZero tells the id of nothing.
func (h Hash) IsZero() bool { return h == Hash{} }

// Mode is a tree entry's mode as git writes it.
type Mode uint32

// Modes git knows.
const (
	Dir        Mode = 0o040000
	Regular    Mode = 0o100644
	Executable Mode = 0o100755
	Symlink    Mode = 0o120000
	Submodule  Mode = 0o160000
)

// Entry is one name in a directory.
type Entry struct {
	Name string
	Mode Mode
	Hash Hash
}

// Tree is what patches are laid on. Implementations are safe for concurrent use.
type Tree interface {
	// Root is the tree's id.
	Root() Hash
	// Entries lists a directory in git's order ("" = the root); nil without error where there is none.
	Entries(dir string) ([]Entry, error)
	// Blob reads a blob whole.
	Blob(Hash) ([]byte, error)
	// FindBlob finds the blob an abbreviated id names; ErrNotFound or ErrAmbiguous where it cannot.
	FindBlob(prefix string) (Hash, error)
}

// What FindBlob says when it has no blob to give.
var (
	ErrNotFound  = errors.New("no such object")
	ErrAmbiguous = errors.New("ambiguous object id")
)
