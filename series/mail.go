package series

import (
	"time"

	"patchpilot/diff"
	"patchpilot/mbox"
	"patchpilot/trailers"
)

// Kind is what one mail is, told from the mail alone.
type Kind int

// Kinds of mail.
const (
	Discussion Kind = iota // a mail without a diff of its own
	PatchMail              // a posting with a diff, or a pure rename or mode change
	CoverMail              // [PATCH 0/n], or what looks like one
	Reply                  // answers another mail
	Suggestion             // a reply with a diff of its own ("how about this")
	Pull                   // a pull request
	Notice                 // a bot's or a stable queue's word about a patch, with the patch in it
)

// Mail is one message as series sees it: who, when, what it answers, and what was read off its text.
// Long text is let go by Light; everything a position needs stays.
type Mail struct {
	ID      string
	Source  string       // where it was read
	Line    int          // in Source
	From    mbox.Address // the sender, un-munged ("X via list" undone)
	To, Cc  []mbox.Address
	Date    time.Time
	Subject Subject
	Kind    Kind
	Parents []string // ids this mail answers, nearest first, each once
	ListID  string

	Author mbox.Address // in-body From where there is one, else From
	InBody bool         // the author comes from an in-body From
	Munged bool         // From had been rewritten by a list or relay

	// Log is the commit message, for a cover its text; empty for replies.
	Log     string
	LogLine int // number of its first line in the message's text
	// Trailers: the log's own block for a patch or cover; for a reply the unquoted trailer lines.
	Trailers []trailers.Trailer
	Quoted   []trailers.Trailer // trailer lines seen behind ">" in a reply
	// Notes is what stands between the `---` and the diff: changelog, diffstat, base-commit.
	Notes               string
	NotesLine           int
	Diff                *diff.Patch // nil without one; hunks are gone after Light
	Stat                *diff.Stat  // the diffstat stated, nil if none
	PatchID, ChangeHash string

	Upstream     string // the commit a backport names: "commit <id> upstream."; as written
	UpstreamLine int
	ChangeID     string   // b4's change-id
	BaseCommit   string   // base-commit:
	Supersedes   []string // message ids of Supersedes: lines and of lore links to an earlier version

	Dump     bool
	Mangled  int // how much a list did to this copy: footers, tags, munging; the least wins among copies
	Problems []mbox.Problem

	// Text and Message are nil after Light.
	Text    string
	Message *mbox.Message
}

// Subject is a subject line read.
type Subject struct {
	Text              string   // as decoded, whole
	Title             string   // the summary: prefixes, reply marks and list tags off, "(v2)" kept
	Prefix            string   // the bracket that holds PATCH or RFC, as written, without brackets
	Lists             []string // list tags before it: "Linaro-mm-sig"
	Words             []string // what the prefix holds beside version, numbers and flags: "net-next", "i-g-t"
	Patch             bool     // PATCH is there (or RFC alone)
	Reply             bool     // Re:, Aw:, 回复: … stands before
	Forward           bool
	Version           int  // 0 = not stated
	Minor             int  // the 1 of v5.1
	VersionInTitle    bool // read off "(v2)" or " v2" at the title's end
	Index             int  // of Index/Total; -1 = not stated
	Total             int  // 0 = not stated
	Padded            bool // Index has as many digits as Total
	RFC, Resend, Pull bool
	Target            string // the tree or branch named: "net-next", "5.10.y", "5.9", "AUTOSEL 6.6", "i-g-t"
	Stable            bool   // Target is a stable branch
}
