package series

import (
	"slices"
	"strings"
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
// Light lets its long texts go; everything a position needs stays.
type Mail struct {
	ID     string
	Source string // where it was read
	Line   int    // in Source
	// TextLine is the line in Source of the text's first line; 0 where its lines do not stand there.
	TextLine int
	Quilt    mbox.Place   // in a quilt series; zero for mail
	Commit   string       // the id of the commit it was made of; "" for mail that was sent
	Unsent   bool         // git made it of a commit, and nobody sent it yet
	From     mbox.Address // the sender, un-munged ("X via list" undone)
	To, Cc   []mbox.Address
	Date     time.Time
	Subject  Subject
	Kind     Kind
	Parents  []string // ids this mail answers, nearest first, each once
	ListID   string

	Author mbox.Address // in-body From where there is one, else From
	InBody bool         // the author comes from an in-body From
	Munged bool         // From had been rewritten by a list or relay

	// Log is the commit message, for a cover its text; empty for replies.
	Log     string
	LogLine int // number of its first line in the message's text
	// Trailers is the log's own block. Given are the trailer lines of a reply, Quoted those behind ">".
	Trailers []trailers.Trailer
	Given    []GivenTrailer
	Quoted   []trailers.Trailer
	// Notes is what stands between the `---` and the diff: changelog, diffstat, base-commit.
	Notes     string
	NotesLine int
	Diff      *diff.Patch // nil without one; its hunks are gone after Light
	Stat      *diff.Stat  // the diffstat stated, nil if none
	diff.Identity

	Upstream     string // the commit a backport names, as written
	UpstreamLine int
	ChangeID     string   // b4's change-id
	BaseCommit   string   // base-commit:
	Supersedes   []string // message ids of Supersedes: lines and of links to an earlier version
	// Prerequisites are what must be there before, in the order named.
	Prerequisites []Prerequisite

	Signatures []string // those a posting carries, not verified: "DKIM example.org"

	Pull *PullRequest // what a pull request asks for; nil for other mail

	Dump     bool
	Flowed   bool   // format=flowed: a line that was folded on its way is counted as one
	Mangled  int    // how much a list did to this copy: footers, tags, munging; the least wins among copies
	Digest   uint64 // of sender, subject and text: tells copies apart whatever their place
	Problems []mbox.Problem

	// Text and Message are gone after Light, and so are To and Cc but of postings.
	Text    string
	Message *mbox.Message
}

// GivenTrailer is a trailer line of a reply with the words around it that bear on its meaning.
type GivenTrailer struct {
	trailers.Trailer
	Condition string // "With that fixed,": the words that make it conditional
	Denial    string // "please drop my": the words that take it back
	Scope     string // "series", or "1-3"; "" = the mail answered
}

// IsPosting tells whether the mail is part of a posting by itself: a patch or a cover.
func (m *Mail) IsPosting() bool { return m.Kind == PatchMail || m.Kind == CoverMail }

// Light returns a copy without texts and hunks, pinning nothing of the message.
func (m *Mail) Light() *Mail {
	l := *m
	l.Text, l.Message = "", nil
	l.ID, l.Subject = strings.Clone(m.ID), ParseSubject(strings.Clone(m.Subject.Text))
	l.numberByQuilt()
	l.Parents = lightStrings(m.Parents)
	l.Problems = slices.Clone(m.Problems)
	for i := range l.Problems {
		l.Problems[i].MessageID, l.Problems[i].Text = l.ID, strings.Clone(l.Problems[i].Text)
	}
	l.From, l.Author = lightAddress(m.From), lightAddress(m.Author)
	l.To, l.Cc = nil, nil
	if m.IsPosting() {
		l.To, l.Cc = lightAddresses(m.To), lightAddresses(m.Cc)
	}
	l.ListID = strings.Clone(m.ListID)
	l.Log, l.Notes = strings.Clone(m.Log), strings.Clone(m.notesWithoutStat())
	l.Trailers, l.Quoted = lightTrailers(m.Trailers), lightTrailers(m.Quoted)
	if len(m.Given) > 0 {
		l.Given = make([]GivenTrailer, len(m.Given))
		for i, g := range m.Given {
			l.Given[i] = GivenTrailer{lightTrailer(g.Trailer), strings.Clone(g.Condition), strings.Clone(g.Denial), g.Scope}
		}
	}
	if m.Diff != nil {
		l.Diff = m.Diff.Light()
	}
	if m.Stat != nil {
		l.Stat = lightStat(m.Stat)
	}
	l.Upstream, l.ChangeID, l.BaseCommit = strings.Clone(m.Upstream), strings.Clone(m.ChangeID), strings.Clone(m.BaseCommit)
	l.Supersedes = lightStrings(m.Supersedes)
	l.Signatures = lightStrings(m.Signatures)
	l.Prerequisites = slices.Clone(m.Prerequisites)
	for i := range l.Prerequisites {
		l.Prerequisites[i].Value = strings.Clone(l.Prerequisites[i].Value)
	}
	return &l
}

// notesWithoutStat are the notes of a patch without its diffstat, which is most of them and was read; a
// cover keeps its own.
func (m *Mail) notesWithoutStat() string {
	if m.Kind != PatchMail || m.Stat == nil || m.Stat.Line < m.NotesLine || m.Stat.TotalLine == 0 {
		return m.Notes
	}
	from, to := lineOffset(m.Notes, m.Stat.Line-m.NotesLine), lineOffset(m.Notes, m.Stat.TotalLine+1-m.NotesLine)
	return m.Notes[:from] + m.Notes[to:]
}

func lightStrings(ss []string) []string {
	if len(ss) == 0 {
		return nil
	}
	out := make([]string, len(ss))
	for i, s := range ss {
		out[i] = strings.Clone(s)
	}
	return out
}

func lightAddresses(as []mbox.Address) []mbox.Address {
	if len(as) == 0 {
		return nil
	}
	out := make([]mbox.Address, len(as))
	for i, a := range as {
		out[i] = lightAddress(a)
	}
	return out
}

func lightAddress(a mbox.Address) mbox.Address {
	return mbox.Address{Name: strings.Clone(a.Name), Email: strings.Clone(a.Email)}
}

// Pool keeps one copy of the words that thousands of mails repeat: addresses, ids and list names.
type Pool map[string]string

// Share lets a light mail use the pool's copies. The mail must not be in use elsewhere yet.
func (p Pool) Share(m *Mail) {
	one := func(s *string) {
		if *s == "" {
			return
		}
		if have, ok := p[*s]; ok {
			*s = have
		} else {
			p[*s] = *s
		}
	}
	one(&m.ID)
	one(&m.ListID)
	for i := range m.Parents {
		one(&m.Parents[i])
	}
	person := func(a *mbox.Address) {
		one(&a.Name)
		one(&a.Email)
	}
	person(&m.From)
	person(&m.Author)
	for _, all := range [...][]mbox.Address{m.To, m.Cc} {
		for i := range all {
			person(&all[i])
		}
	}
}

func lightTrailers(ts []trailers.Trailer) []trailers.Trailer {
	if len(ts) == 0 {
		return nil
	}
	out := make([]trailers.Trailer, len(ts))
	for i, t := range ts {
		out[i] = lightTrailer(t)
	}
	return out
}

// lightTrailer keeps one copy of the trailer's text and cuts key and value out of it.
func lightTrailer(t trailers.Trailer) trailers.Trailer {
	t.Raw = strings.Clone(t.Raw)
	t.Key = within(t.Raw, t.Key)
	t.Value = within(t.Raw, t.Value)
	t.Comment = within(t.Raw, t.Comment)
	for i, n := range t.Notes {
		if i == 0 {
			t.Notes = append([]string(nil), t.Notes...)
		}
		t.Notes[i] = within(t.Raw, n)
	}
	return t
}

func within(whole, part string) string {
	if i := strings.Index(whole, part); i >= 0 {
		return whole[i : i+len(part)]
	}
	return strings.Clone(part)
}

// lightStat keeps the totals; the lines of a diffstat matter only beside the text.
func lightStat(s *diff.Stat) *diff.Stat {
	l := *s
	l.Files, l.Summary = nil, nil
	return &l
}
