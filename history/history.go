// Package history knows how commits are tied to each other: by parentage, and by what their messages say.
//
// In: commits, parents before children. Out: an [Index] of dense numbers in which a parent's is below its child's,
// so that all a branch holds is one pass down and a bit a commit ([Index.Reach]); what each message says of other
// commits ([Mention]), both ways; commits of one title, or made by one person in one second.
//
// Its law: what a message names is resolved the same way everywhere, and what cannot be is kept, with the reason. The
// index grows by appending; everything in it can be thrown away and read again, and written down meanwhile
// ([Index.Encode], [Decode]). It reads no repository and keeps no text of a message but the Ccs of the stable list.
package history

import (
	"encoding/hex"
	"time"

	"patchpilot/trailers"
)

// ID is a commit's, SHA-1.
type ID [20]byte

// String is the id in hex.
func (id ID) String() string { return hex.EncodeToString(id[:]) }

// IsZero tells the id of nothing.
func (id ID) IsZero() bool { return id == ID{} }

// Person made a commit, at a time.
type Person struct {
	Name, Email string
	When        time.Time
}

// Commit is one to be indexed.
type Commit struct {
	ID        ID
	Parents   []ID
	Cut       bool // history was cut off here: parents are left out
	Author    Person
	Committer Person
	Message   string
}

// N is the number of a commit in an index, from 0; parents have lower numbers than children.
type N int32

// None is the number of no commit.
const None N = -1

// Kind of a mention.
type Kind uint8

// What a message says of another commit.
const (
	Fixes      Kind = iota // Fixes: X ("title"), a link to X, or a title alone
	Reverts                // This reverts commit X; Reverts: X; a title Revert "…", where no line names an id
	BackportOf             // it was taken from X, in one of the forms of the conventions
	DepOf                  // Stable-dep-of: X
	Prereq                 // Cc: stable … # 5.10: X: title: to be taken before this one
	Mentions               // commit X ("title"), in prose; what is taken back in part, or not for sure
	kinds
)

var kindNames = [kinds]string{"fixes", "reverts", "backport of", "stable-dep-of", "prerequisite", "mentions"}

// String names the kind.
func (k Kind) String() string { return kindNames[k] }

// Mention is a place where a commit's message speaks of another.
type Mention struct {
	Kind Kind
	By   N             // whose message it is
	Of   N             // None where it could not be told
	ID   string        // as written, lower case; "" where only a title is given
	Line int           // of the message, from 1
	Form trailers.Form // of a BackportOf
	How  Resolution
}

// Resolution says how what a mention names was found, or why not.
type Resolution uint8

// Resolutions.
const (
	ByID         Resolution = iota // its id is that of one commit
	ByIDAndTitle                   // one of several that the id may mean has the title
	ByTitle                        // no commit has the id, or none is given; one before it has the title
	OtherTitle                     // its id is that of one commit, which has another title, and so has no other commit
	WrongID                        // its id is that of one commit, but the title is that of another one before it: Of is that
	Unknown                        // no commit here has the id, nor the title
	Ambiguous                      // several do
)

var resolutionNames = [...]string{
	"by id", "by id and title", "by title", "by id, under another title", "by title, the id is another commit's",
	"not here", "several commits",
}

// String says it in words.
func (r Resolution) String() string { return resolutionNames[r] }

// StableTag is a Cc of the stable list in a commit's message.
type StableTag struct {
	By   N
	Line int
	trailers.Stable
}
