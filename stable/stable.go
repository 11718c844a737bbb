// Package stable tells for every fix and every stable branch: needed, there, clean, or blocked and by what.
//
// In: a [history.Index] and the branches; what mails say of backports ([ReadFacts]); trees and diffs where it is to be tried
// ([Source]). Out: a [Cell] for a fix on a branch, with the evidence it rests on; a [Plan] to take fixes with.
//
// Its law: what is said of a branch can be pointed at: a commit, a line of its message, a mail. Where two pieces of
// evidence contradict each other both are told, and none is believed in silence. Whether something applies is tried, not
// guessed. The package knows no repository.
package stable

import (
	"time"

	"patchpilot/apply"
	"patchpilot/diff"
	"patchpilot/history"
	"patchpilot/trailers"
)

// Status of a fix on a branch, as in the JSON records.
type Status string

// The statuses.
const (
	InBase      Status = "in-base"      // the branch began with it
	Done        Status = "done"         // the branch has a copy of it
	NotAffected Status = "not-affected" // the branch has nothing of what it fixes, or it changes nothing
	Missing     Status = "missing"      // it is needed and not there
	Reverted    Status = "reverted"     // it was there and was taken back
	OptOut      Status = "opt-out"      // needed, but its maintainers do not want it picked
	BelowFloor  Status = "below-floor"  // its Cc of stable names later releases only, and nothing says otherwise
	NotBefore   Status = "not-before"   // its Cc of stable asks to wait
	Queued      Status = "queued"       // mail says that it is in the queue of the branch
	Pending     Status = "pending"      // mail has it posted for the branch
	Failed      Status = "failed"       // mail says that it did not apply
	Dropped     Status = "dropped"      // mail says that it was taken out of the queue, or not wanted
	Unknown     Status = "unknown"      // nothing says what it fixes, or whether the branch has that
)

// Rank is how a copy of a commit was known, the surest first.
type Rank int

// The ladder of identity.
const (
	Ancestor      Rank = iota // it is an ancestor of the branch
	ByID                      // a line of the copy's message names it
	ByPatchID                 // they have one patch-id
	ByChange                  // they change the same lines, whatever surrounds them
	ByMaking                  // one author, one second
	ByAuthorTitle             // one author, one title
	ByReapply                 // it takes back a revert of it, and neither came before
)

var rankNames = [...]string{"ancestor", "id", "patch-id", "change hash", "author and time", "author and title", "reapply"}

// String names the rank.
func (r Rank) String() string { return rankNames[r] }

// Branch is a stable branch.
type Branch struct {
	Name     string    // as the user knows it: "linux-6.6.y"
	Version  string    // "6.6", "" where its name has none
	Tip      history.N // its newest commit
	Base     history.N // the newest commit that it shares with upstream, or its release's tag; history.None = it shares none
	Releases []Release // tags on it after its base, oldest first
}

// Release is a tag of one.
type Release struct {
	Name   string
	Commit history.N
}

// Evidence is one thing that a cell rests on.
type Evidence struct {
	Commit history.N // it stands in; history.None for a mail
	Mail   string    // Message-ID
	Line   int       // of the commit's message or the mail's text; 0 = not in a line
	Text   string    // a sentence: what it says
}

// Copy is a commit on a branch that is a copy of one of upstream.
type Copy struct {
	Commit   history.N
	Rank     Rank
	By       history.N     // whose message tells, for ByID: its own, or that of the commit it was taken as
	Line     int           // of that message
	Form     trailers.Form // of that line
	Named    history.N     // what the line names: the commit, or another copy of it
	TakenOut history.N     // the commit that reverted it and stands; history.None = it is in force
}

// Target is what a fix is about: a commit with the fault.
type Target struct {
	Commit history.N    // history.None = not in this history
	Kind   history.Kind // history.Fixes or history.Reverts
	ID     string       // as written
	Line   int          // of the fix's message
	How    history.Resolution
	There  bool      // the branch has it, in force
	Copy   history.N // on the branch; itself where it is an ancestor
}

// Cell is what is known of a fix on a branch.
type Cell struct {
	Fix       history.N
	Branch    int // in the order given
	Status    Status
	Reason    string    // one sentence
	Copies    []Copy    // all instances found on the branch, oldest first
	Commit    history.N // the copy in force, or the revert; history.None without one
	Release   string    // the first release of the branch with what brought it in last, or took it out; "" = not released yet
	Targets   []Target
	Floor     string      // the lowest version its Cc of stable names, where it is not there; "" = none
	Asked     bool        // it is not there, and a Cc of stable asks for it
	FollowUps []history.N // upstream's later fixes and reverts of it, that the branch lacks
	Against   history.N   // what took it back upstream and stands there, the branch without it: take neither, or both
	Evidence  []Evidence
	Conflicts []Evidence  // what contradicts: ranks that name different commits, a floor above the fault, a wrong id
	Maybe     []history.N // commits of the branch that may be it, and nothing tells: notes say why
	Notes     []Evidence  // what only people can judge: those, what its Ccs of stable say, prerequisites named there that are not taken here
	Trial     *Trial      // nil = not tried, but for what is known to change nothing
}

// Applies is what a trial came to, as in the JSON records.
type Applies string

// What laying a fix on a branch can come to.
const (
	Clean    Applies = "clean"
	Offset   Applies = "offset"
	Already  Applies = "already"
	Conflict Applies = "conflict"
	Empty    Applies = "empty"     // it changes nothing
	Merges   Applies = "three-way" // git cherry-pick merges it; only of a step of a plan
)

// Trial is a fix laid on a branch's tree in memory.
type Trial struct {
	Applies Applies
	Outcome apply.Outcome
	// Prerequisites make it apply: found by mapping the lines that conflict back through history, and tried. Those that
	// its message names are among them even where it applies without. In the order to take them.
	Prerequisites []Prerequisite
	Blocked       *Block // nil = with the prerequisites it applies, or merges
	More          bool   // there may be more prerequisites than were looked at
	// Ends are commits at which history was cut off, as a shallow clone's is. What was before them may be why the fix does
	// not apply.
	Ends []history.N
	// Context is how many lines around the fix differ, where nothing that it changes does: it can be taken by hand without
	// its prerequisites. 0 = it applies, or lines that it changes differ.
	Context int
	// ThreeWay tells that a merge over the files the fix was made on surely goes through, as git cherry-pick makes it;
	// only where Applies is Conflict.
	ThreeWay bool
	// Merged are those of the prerequisites and the fix that nothing but such a merge lays on the branch. It is asked for
	// where there is no other way.
	Merged []history.N
	Moved  []Move // files that the fix changes and the branch has renamed, where it does not apply
}

// Block is why a commit does not apply, whatever is taken before it.
type Block struct {
	Commit  history.N // the fix, or a prerequisite of it
	Clashes []apply.Clash
	By      []history.N // the branch's own commits that made what it conflicts with, oldest first
}

// Move is a file that a commit renamed.
type Move struct {
	From, To string
	By       history.N
}

// Prerequisite is a commit to take before a fix.
type Prerequisite struct {
	Commit history.N
	For    history.N // what needs it: the fix, or another prerequisite; history.None for a patch that is no commit
	Hard   bool      // it made lines that For changes; else it made only what surrounds them
	Why    string    // one sentence, with path and lines
	But    string    // what speaks against taking it; "" = nothing
}

// FactKind is what a mail says of a backport.
type FactKind string

// Kinds of facts.
const (
	FactQueued  FactKind = "queued"
	FactPosted  FactKind = "posted"
	FactFailed  FactKind = "failed"
	FactDropped FactKind = "dropped"
	FactAsked   FactKind = "asked" // a patch for mainline has a Cc of stable; it is about no branch yet
)

// Fact is what a mail says of a commit and a stable branch.
type Fact struct {
	Kind      FactKind
	Upstream  string // the commit's id as written, "" where only the title is given
	Title     string
	Version   string // of the branch: "6.6"; a range, "5.4-6.17"; of FactAsked the floor, "" = none. [Fact.IsFor] compares
	Branch    string // its name, where that is more than a version: "rpi-6.6.y"
	Elsewhere bool   // where it gives but a version it means the kernel's or DPDK's own branch
	MessageID string
	Line      int
	Date      time.Time
	Text      string // the words
}

// Source reads commits where the index does not reach. It is safe for concurrent use, and asked for the same commits and
// directories again and again: what it keeps of them decides how fast all this is.
type Source interface {
	// Tree is a commit's. The commits that touch a file are found by listing its directory in one tree after another,
	// thousands at worst.
	Tree(history.ID) (apply.Tree, error)
	// Patch is what a commit changes against its first parent, with whole ids in its index lines; nil for a merge.
	Patch(history.ID) (*diff.Patch, error)
	// Paths are the files that a commit changes against its first parent.
	Paths(history.ID) ([]string, error)
	// Title is the first line of a commit's message.
	Title(history.ID) (string, error)
}

// Input is what fixes are judged by.
type Input struct {
	Index    *history.Index
	Upstream history.N
	Mainline []Release // tags of upstream, oldest first: which version a fault came with
	Branches []Branch
	Facts    []Fact
	Ours     Ours
	Now      time.Time
	Source   Source // nil = nothing is tried, and no diffs are compared
}
