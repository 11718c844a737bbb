// Package series turns messages into threads, and threads into series: one work through all its
// postings.
//
// In: mails in any order. Out: an [Archive]: threads, series with their revisions, patches with the
// trailers people gave them, follow-ups. The same mails give the same archive whatever their order.
//
// Its law: what a mail says of itself is believed unless the other mails of its posting contradict it,
// and every tie between mails says why it was made. The package knows nothing of repositories,
// rules or states.
package series

import (
	"time"

	"patchpilot/mbox"
	"patchpilot/trailers"
)

// Archive is everything made of one input.
type Archive struct {
	Threads    []*Thread // by date of their first mail
	Series     []*Series // by date of their newest revision, newest last
	Mails      int       // distinct messages
	Duplicates int       // further copies of them
	Newest     time.Time // date of the newest mail
	Problems   []mbox.Problem

	providers map[Prerequisite][]*Revision // of what mails name as needed
}

// Node is a mail in its thread. Mail is nil where it is answered but missing.
type Node struct {
	ID       string
	Mail     *Mail
	Parent   *Node
	Children []*Node // by date
}

// Thread is one tree of mails.
type Thread struct {
	Root   *Node
	Mails  int
	Series []*Series // those with a mail in this thread
	Pulls  []*Mail   // the pull requests in it, by date; they are no series
}

// Series is one work through all its postings.
type Series struct {
	ID        string // its change-id, else its oldest revision's id
	Title     string
	Author    mbox.Address // sender of the newest revision
	ChangeID  string
	Revisions []*Revision // version rising; never empty
	// BackportOf is the patch this series carries to a stable branch, where it is in the archive too.
	BackportOf *Patch
}

// Latest is the newest revision.
func (s *Series) Latest() *Revision { return s.Revisions[len(s.Revisions)-1] }

// Revision is one posting.
type Revision struct {
	ID          string // the cover's id, else that of the lowest patch received
	Series      *Series
	Version     int      // unique in the series and rising by date
	Stated      int      // what the posting says, 0 = nothing
	Expected    int      // patches the posting promises
	Cover       *Mail    // nil without one
	Patches     []*Patch // by index; those carried over by a partial reroll too
	Extra       []int    // numbers beyond the total, as in [PATCH 3/2]; their patches are in Patches
	Sender      mbox.Address
	Date        time.Time // of the earliest mail; of what waits to be sent after all mail that was
	Unsent      bool      // git made it of commits, and nobody sent it yet
	RFC, Resend bool
	Target      string
	Backport    bool // a posting to a stable branch: numbers count the whole stable series
	BaseCommit  string
	Partial     bool        // resends only some patches of Supersedes
	Supersedes  *Revision   // the revision before, nil for the first
	Tie         string      // why it belongs to this series: "change-id", "in reply to v1", "same title and sender", …
	FollowUps   []*FollowUp // every reply in its threads that belongs to this posting, by date
}

// Received counts the patches of this posting that arrived, carried-over ones aside.
func (r *Revision) Received() int {
	n := 0
	for _, p := range r.Patches {
		if !p.Carried {
			n++
		}
	}
	return n
}

// Mails of the posting itself: cover, then patches that are not carried over.
func (r *Revision) Mails() []*Mail {
	var ms []*Mail
	if r.Cover != nil {
		ms = append(ms, r.Cover)
	}
	for _, p := range r.Patches {
		if !p.Carried {
			ms = append(ms, p.Mail)
		}
	}
	return ms
}

// Patch is one patch of one revision.
type Patch struct {
	*Mail
	Index    int
	Title    string
	Rerolls  []*Mail // later mails that replace this one within its revision, oldest first
	Carried  bool    // taken over from the revision before by a partial reroll
	Previous *Patch  // the same patch in the revision before, nil if it is new there
	Next     *Patch  // and in the one after
	Reviews  []Tag   // trailers that others hold for it, in mail order; Tags has its own as well
}

// Tags are the patch's own trailers, then its Reviews.
func (p *Patch) Tags() []Tag {
	tags := make([]Tag, 0, len(p.Mail.Trailers)+len(p.Reviews))
	for _, t := range p.Mail.Trailers {
		tags = append(tags, Tag{Trailer: t, By: p.Mail, Verdict: Own, Scope: "patch"})
	}
	return append(tags, p.Reviews...)
}

// Verdict says whether a trailer counts, and why not.
type Verdict string

// Verdicts. Own, Given and OtherAddress are collected.
const (
	Own          Verdict = "own"           // in the patch's own log
	Given        Verdict = "given"         // the signer sent it
	OtherAddress Verdict = "other-address" // the signer sent it from another address
	OtherPerson  Verdict = "other-person"  // somebody else wrote it down
	Conditional  Verdict = "conditional"   // "with that fixed"
	Negated      Verdict = "negated"       // taken back or denied
	Quoted       Verdict = "quoted"        // seen only in a quote, a bot's or a stable mail
)

// Counts tells whether a tag of this verdict is collected.
func (v Verdict) Counts() bool { return v == Own || v == Given || v == OtherAddress }

// Tag is a trailer on a patch, with its origin.
type Tag struct {
	trailers.Trailer
	By          *Mail   // the mail that holds it
	SeenIn      []*Mail // further mails that repeat a quoted one
	Verdict     Verdict
	Remark      string   // why, where the verdict alone does not say: "wrote from a@b, signed with c@d"
	Scope       string   // "patch", "series", or "1-3"
	CollectedIn []*Patch // later patches of the series that carry it in their log
}

// FollowUp is a reply within a posting.
type FollowUp struct {
	Mail  *Mail
	To    *Mail // the cover or patch it is about: the nearest ancestor that is one
	Depth int   // 1 = answers To itself
	Tags  []Tag // what it gives
}
