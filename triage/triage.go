// Package triage says in which state each posting of a series is, whose turn it is, what is missing, and how it
// knows.
//
// In: series; what was heard in their mails ([Read], while the texts are at hand); what rules found; who looks after
// what; which commits hold the patches; what people decided. Out: a [State] for every revision, with all the evidence
// it rests on, and what was seen and not believed.
//
// Its law: a state is computed from evidence by fixed rules and never stored; every piece of evidence has its place,
// its words and its actor; the same mails give the same states, in whatever order they came. A claim counts for as
// much as whoever makes it: a word of somebody who may not say it moves nothing by itself, and is shown all the same.
package triage

import (
	"slices"
	"time"

	"patchpilot/lint"
	"patchpilot/maintainers"
	"patchpilot/mbox"
	"patchpilot/series"
)

// Name of a state.
type Name string

// The states, as in the JSON records. RFC is a flag of a revision, not a state.
const (
	New              Name = "new"
	UnderReview      Name = "under-review"
	ChangesRequested Name = "changes-requested"
	AwaitingPrereq   Name = "awaiting-prereq"
	AwaitingUpstream Name = "awaiting-upstream"
	Ready            Name = "ready"
	PartiallyApplied Name = "partially-applied"
	Applied          Name = "applied"
	Merged           Name = "merged"
	Superseded       Name = "superseded"
	Rejected         Name = "rejected"
	Withdrawn        Name = "withdrawn"
	Stalled          Name = "stalled"
	NotForUs         Name = "not-for-us"
)

// Names are the words for all states.
func Names() []string {
	var words []string
	for _, name := range []Name{
		New, UnderReview, ChangesRequested, AwaitingPrereq, AwaitingUpstream, Ready, PartiallyApplied, Applied, Merged,
		Superseded, Rejected, Withdrawn, Stalled, NotForUs,
	} {
		words = append(words, string(name))
	}
	return words
}

// Turn says who is to move.
type Turn string

// Whose turn it can be.
const (
	Author     Turn = "author"
	Reviewer   Turn = "reviewer"
	Maintainer Turn = "maintainer"
	Nobody     Turn = "nobody"
)

// Strength of a piece of evidence.
type Strength string

// From a commit in a tree or a robot that names commits, over the word of somebody who may say it, to a word that
// moves nothing by itself.
const (
	Strong Strength = "strong"
	Medium Strength = "medium"
	Weak   Strength = "weak"
)

// Role of whoever says something, towards the series.
type Role string

// Roles.
const (
	ByAuthor     Role = "author"
	ByMaintainer Role = "maintainer" // MAINTAINERS names them for a file of the series, or they commit to its tree
	ByReviewer   Role = "reviewer"
	ByBot        Role = "bot"
	ByOther      Role = "other"
	ByUser       Role = "user" // of this program: a decision
)

// Evidence is one fact that bears on a state.
type Evidence struct {
	Kind     string       // "applied", "merged", "review", "changes-requested", "objection", "question", "answer", …
	Mail     *series.Mail // where it stands; nil for a commit or a decision
	Line     int          // of the mail's text; 0 = its headers
	Commit   string       // the commit named or found
	Tree     string       // the tree it is said or found to be in, by its name in full; "" = not said
	Taker    mbox.Address // who put it there, where that is known
	Text     string       // the words, 200 letters at most
	Actor    mbox.Address
	Role     Role
	Auth     string // "dkim" where the mail says that its signature held, "" where nothing is known
	Date     time.Time
	Strength Strength
	Rule     string // of this package: what read it
	Patches  []int  // numbers of the patches it is about; nil = all of the posting
	Used     bool   // it moved the state, or would have
	Why      string // why it was not believed; or what it means
}

// About tells whether it is about the patch with a number.
func (e *Evidence) About(patch int) bool {
	return e.Patches == nil || slices.Contains(e.Patches, patch)
}

// Item is something that is missing, or was.
type Item struct {
	Kind    string     // one of ItemKinds
	Text    string     // one sentence
	Rule    string     // the lint rule that asks for it, "" = people do
	Asked   []Evidence // who asks for it
	Beside  []Evidence // what bears on it and does not bring it: a promise, a link given before it was asked for
	Cleared *Evidence  // what brought it; nil = it is missing
}

// PatchState is what is known of one patch of a revision.
type PatchState struct {
	Patch   *series.Patch
	Reviews []series.Tag // counted: by somebody else, not conditional, not taken back
	Applied *Evidence    // nil = not known to be
}

// State is what one revision has come to.
type State struct {
	Revision *series.Revision
	Name     Name
	Rule     string    // what decided: "applied-notice", "no-word-for-weeks"
	Deciding *Evidence // nil where nobody's word decided
	Reason   string    // one sentence for a person
	Next     Turn
	Waits    []mbox.Address // who is to move, where that is known
	Patches  []PatchState
	Missing  []Item     // open ones first
	Evidence []Evidence // by date: all that was seen, used or not
	// Questions are those that nobody answered, by date; of an older posting none.
	Questions []Evidence
}

// Open are the missing items that nothing has cleared.
func (s *State) Open() []Item {
	var open []Item
	for _, it := range s.Missing {
		if it.Cleared == nil {
			open = append(open, it)
		}
	}
	return open
}

// Found is a commit that holds a patch, and how that was found.
type Found struct {
	Commit string // its id
	Tree   string // the branch or ref it is on
	By     string // "message-id", "patch-id", "change hash", "author, date and files", "author and subject"
	Date   time.Time
	Taker  mbox.Address // its committer
	Merged bool         // it is in the tree that all others flow into
}

// Commits finds patches in trees. The triage package declares what it asks; it is safe for concurrent use.
type Commits interface {
	Find(p *series.Patch) []Found
	// Grown are the trees in which something was committed since.
	Grown(since time.Time) []string
}

// Decision is what a person decided, and until when it holds.
type Decision struct {
	MessageID string // of the revision, or any of its mails
	State     Name
	Reason    string
	By        string
	Date      time.Time
	Until     time.Time // zero = for good
}

// Input is what all series are judged by.
type Input struct {
	Archive   *series.Archive
	Heard     func(*series.Mail) *Heard // what Read returned for a mail
	Findings  func(*series.Revision) []lint.Finding
	Now       time.Time         // ages are reckoned from it
	Owners    *maintainers.File // nil = unknown
	Mailmap   *maintainers.Mailmap
	Commits   Commits           // nil = no repository
	Trees     map[string]string // what trees are called here, and their names in full
	Decisions []Decision
}
