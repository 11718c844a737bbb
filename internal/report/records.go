package report

import (
	"slices"
	"time"

	"patchpilot/diff"
	"patchpilot/lint"
	"patchpilot/mbox"
	"patchpilot/series"
	"patchpilot/trailers"
	"patchpilot/triage"
)

type person struct {
	Name  string `json:"name,omitempty"`
	Email string `json:"email,omitempty"`
}

type seriesRecord struct {
	Type     string      `json:"type"`
	ID       string      `json:"id"`
	Title    string      `json:"title"`
	Author   person      `json:"author"`
	Versions []int       `json:"versions"`
	Latest   int         `json:"latest"`
	ChangeID string      `json:"change_id,omitempty"`
	Backport string      `json:"backport_of,omitempty"` // the patch it carries to a stable branch
	Findings *Counts     `json:"findings,omitempty"`    // of the newest posting printed
	State    triage.Name `json:"state,omitempty"`       // of it too
}

type revisionRecord struct {
	Type          string     `json:"type"`
	ID            string     `json:"id"`
	Series        string     `json:"series"`
	Version       int        `json:"version"`
	Expected      int        `json:"expected"`
	Received      int        `json:"received"`
	Missing       []int      `json:"missing"`
	Extra         []int      `json:"extra"`
	Cover         string     `json:"cover,omitempty"`
	StatedVersion int        `json:"stated_version,omitempty"`
	RFC           bool       `json:"rfc"`
	Resend        bool       `json:"resend"`
	Partial       bool       `json:"partial,omitempty"`
	Target        string     `json:"target,omitempty"`
	BaseCommit    string     `json:"base_commit,omitempty"`
	Date          *time.Time `json:"date,omitempty"`
	Supersedes    string     `json:"supersedes,omitempty"`
	Tie           string     `json:"tie,omitempty"`

	Prerequisites []needRecord `json:"prerequisites,omitempty"`
	Signatures    []string     `json:"signatures,omitempty"` // that any of its mails carries, not verified
}

type patchRecord struct {
	Type      string          `json:"type"`
	MessageID string          `json:"message_id"`
	Revision  string          `json:"revision"`
	Index     int             `json:"index"`
	Title     string          `json:"title"`
	Author    person          `json:"author"`
	Date      *time.Time      `json:"date,omitempty"`
	Carried   bool            `json:"carried,omitempty"`
	Added     int             `json:"added"`
	Deleted   int             `json:"deleted"`
	PatchID   string          `json:"patch_id,omitempty"`
	Upstream  string          `json:"upstream,omitempty"` // the commit a backport names
	Fixes     []fixRecord     `json:"fixes,omitempty"`
	Stable    []stableRecord  `json:"stable,omitempty"`
	Rerolls   []string        `json:"rerolls,omitempty"` // mails that replace this one, oldest first
	Damage    []damageRecord  `json:"damage,omitempty"`
	Files     []fileRecord    `json:"files"`
	Trailers  []trailerRecord `json:"trailers"`
}

// fixRecord is a Fixes trailer read.
type fixRecord struct {
	ID    string `json:"id"`
	Title string `json:"title,omitempty"`
}

// stableRecord is a Cc: stable trailer read: the release it asks for, and whether all later ones too.
type stableRecord struct {
	Floor  string   `json:"floor,omitempty"`
	Open   bool     `json:"open"`
	Prereq []string `json:"prerequisites,omitempty"`
}

type damageRecord struct {
	Kind diff.DamageKind `json:"kind"`
	Line int             `json:"line"`
	Path string          `json:"path,omitempty"`
	Text string          `json:"text"`
}

type fileRecord struct {
	Path    string      `json:"path"`
	OldPath string      `json:"old_path,omitempty"`
	Status  diff.Status `json:"status"`
	Added   int         `json:"added"`
	Deleted int         `json:"deleted"`
	Binary  bool        `json:"binary"`
}

type trailerRecord struct {
	Key         string         `json:"key"`
	Value       string         `json:"value"`
	Comment     string         `json:"comment,omitempty"`
	Line        int            `json:"line"`
	GivenBy     string         `json:"given_by,omitempty"`
	Verdict     series.Verdict `json:"verdict,omitempty"`
	Remark      string         `json:"remark,omitempty"`
	Scope       string         `json:"scope,omitempty"`
	SeenIn      []string       `json:"seen_in,omitempty"` // further mails that repeat it
	CollectedIn []string       `json:"collected_in"`
}

type followUpRecord struct {
	Type      string          `json:"type"`
	MessageID string          `json:"message_id"`
	InReplyTo string          `json:"in_reply_to,omitempty"`
	To        string          `json:"to,omitempty"`
	From      person          `json:"from"`
	Date      *time.Time      `json:"date,omitempty"`
	Suggests  bool            `json:"suggestion,omitempty"` // it carries a diff of its own
	Trailers  []trailerRecord `json:"trailers"`
	Comments  []commentRecord `json:"comments,omitempty"`
}

type findingRecord struct {
	Type      string `json:"type"`
	Rule      string `json:"rule"`
	Severity  string `json:"severity"`
	Series    string `json:"series"`
	Revision  string `json:"revision"`
	MessageID string `json:"message_id,omitempty"`
	Index     *int   `json:"index,omitempty"` // 0 = the cover; of a reply, what it answers
	Line      int    `json:"line"`
	Path      string `json:"path,omitempty"`
	PathLine  int    `json:"path_line,omitempty"`
	Text      string `json:"text"`
	Fix       string `json:"fix,omitempty"`
	Commit    string `json:"commit,omitempty"`
	Excuse    string `json:"excuse,omitempty"`
}

type problemRecord struct {
	Type      string `json:"type"`
	Source    string `json:"source,omitempty"`
	MessageID string `json:"message_id,omitempty"`
	Line      int    `json:"line"`
	Text      string `json:"text"`
}

// skippedRecord tells rules that could not look: they have not passed.
type skippedRecord struct {
	Type  string   `json:"type"`
	Rules []string `json:"rules"`
	Why   string   `json:"why"`
}

type summaryRecord struct {
	Type       string     `json:"type"`
	Now        *time.Time `json:"now,omitempty"`
	Messages   int        `json:"messages"`
	Duplicates int        `json:"duplicates"`
	Series     int        `json:"series"`
	Revisions  int        `json:"revisions"`
	Patches    int        `json:"patches"`
	Pulls      int        `json:"pulls,omitempty"`
	Findings   *Counts    `json:"findings,omitempty"` // absent where no rule was asked
	Excused    int        `json:"excused,omitempty"`
	Problems   int        `json:"problems"`
}

func newSeriesRecord(it *Item, detail Detail) seriesRecord {
	s := it.Series
	r := seriesRecord{
		Type: "series", ID: s.ID, Title: s.Title, Author: person(s.Author),
		Versions: []int{}, Latest: s.Latest().Version, ChangeID: s.ChangeID, State: stateOf(it.Latest()),
	}
	for _, rev := range s.Revisions {
		r.Versions = append(r.Versions, rev.Version)
	}
	if s.BackportOf != nil {
		r.Backport = s.BackportOf.ID
	}
	if detail != Patches {
		c := Count(it.Latest().Findings)
		r.Findings = &c
	}
	return r
}

func newRevisionRecord(p *Posting) revisionRecord {
	rev := p.Revision
	r := revisionRecord{
		Type: "revision", ID: rev.ID, Series: rev.Series.ID, Version: rev.Version,
		Expected: rev.Expected, Received: rev.Received(), Missing: []int{}, Extra: []int{},
		StatedVersion: rev.Stated, RFC: rev.RFC, Resend: rev.Resend, Partial: rev.Partial,
		Target: rev.Target, BaseCommit: rev.BaseCommit, Date: moment(rev.Date), Tie: rev.Tie,
		Prerequisites: needRecords(p.Needs), Signatures: signatures(rev.Mails()),
	}
	r.Missing = append(r.Missing, rev.Missing()...)
	r.Extra = append(r.Extra, rev.Extra...)
	if rev.Cover != nil {
		r.Cover = rev.Cover.ID
	}
	if rev.Supersedes != nil {
		r.Supersedes = rev.Supersedes.ID
	}
	return r
}

func newPatchRecord(p *Posting, patch *series.Patch) patchRecord {
	r := patchRecord{
		Type: "patch", MessageID: patch.ID, Revision: p.Revision.ID, Index: patch.Index,
		Title: patch.Title, Author: person(patch.Author), Date: moment(patch.Date),
		Carried: patch.Carried, PatchID: patch.PatchID, Upstream: patch.Upstream,
		Files: []fileRecord{}, Trailers: trailerRecords(patch.Tags()),
	}
	for _, t := range patch.Mail.Trailers {
		if t.Is("Fixes") {
			f := trailers.ReadFixes(t.Value)
			r.Fixes = append(r.Fixes, fixRecord{f.ID, f.Title})
		} else if s, ok := trailers.ReadStable(t); ok {
			r.Stable = append(r.Stable, stableRecord{s.Floor, s.Open, s.Prereq})
		}
	}
	for _, m := range patch.Rerolls {
		r.Rerolls = append(r.Rerolls, m.ID)
	}
	if patch.Diff == nil {
		return r
	}
	for _, d := range patch.Diff.Damage {
		r.Damage = append(r.Damage, damageRecord{d.Kind, d.Line, d.Path, d.Text})
	}
	r.Added, r.Deleted = patch.Diff.Totals()
	for _, f := range patch.Diff.Files {
		r.Files = append(r.Files, newFileRecord(f))
	}
	return r
}

func newFileRecord(f *diff.File) fileRecord {
	r := fileRecord{
		Path: f.Path(), Status: f.Status, Added: f.Added, Deleted: f.Deleted, Binary: f.Binary != nil,
	}
	if f.OldPath != r.Path {
		r.OldPath = f.OldPath
	}
	return r
}

func trailerRecords(tags []series.Tag) []trailerRecord {
	rs := make([]trailerRecord, 0, len(tags))
	for i := range tags {
		t := &tags[i]
		r := trailerRecord{
			Key: t.Key, Value: t.Value, Comment: t.Comment, Line: t.Line,
			Verdict: t.Verdict, Remark: t.Remark, Scope: t.Scope, CollectedIn: []string{},
		}
		if t.By != nil {
			r.GivenBy = t.By.ID
		}
		for _, m := range t.SeenIn {
			r.SeenIn = append(r.SeenIn, m.ID)
		}
		for _, p := range t.CollectedIn {
			r.CollectedIn = append(r.CollectedIn, p.ID)
		}
		rs = append(rs, r)
	}
	return rs
}

func newFollowUpRecord(p *Posting, f *series.FollowUp) followUpRecord {
	r := followUpRecord{
		Type: "followup", MessageID: f.Mail.ID, From: person(f.Mail.From), Date: moment(f.Mail.Date),
		Suggests: f.Mail.Kind == series.Suggestion, Trailers: trailerRecords(f.Tags),
		Comments: commentRecords(p, f),
	}
	if len(f.Mail.Parents) > 0 {
		r.InReplyTo = f.Mail.Parents[0]
	}
	if f.To != nil {
		r.To = f.To.ID
	}
	return r
}

func newFindingRecord(p *Posting, f *lint.Finding) findingRecord {
	r := findingRecord{
		Type: "finding", Rule: f.Rule.Name, Severity: f.Severity.String(),
		Series: p.Revision.Series.ID, Revision: p.Revision.ID,
		Line: f.Line, Path: f.Path, PathLine: f.PathLine, Text: f.Text, Fix: f.Fix, Excuse: f.Excuse,
	}
	if f.Mail == nil {
		return r
	}
	r.MessageID = f.Mail.ID
	if isCommitID(f.Mail.Commit) {
		r.Commit = f.Mail.Commit
	}
	if f.Mail.Commit != "" {
		r.Line = recordLine(f)
	}
	if index, ok := IndexOf(p.Revision, f.Mail); ok {
		r.Index = &index
	}
	return r
}

// IndexOf is the number in a posting of a mail, or of the one a reply answers: 0 for the cover; false
// where it has nothing to do with one.
func IndexOf(rev *series.Revision, m *series.Mail) (int, bool) {
	if index, ok := numberOf(rev, m); ok {
		return index, ok
	}
	for _, f := range rev.FollowUps {
		if f.Mail == m {
			return numberOf(rev, f.To)
		}
	}
	return 0, false
}

// numberOf is the number of a mail of the posting itself, or of one that replaces a patch of it.
func numberOf(rev *series.Revision, m *series.Mail) (int, bool) {
	if m == nil {
		return 0, false
	}
	if m == rev.Cover {
		return 0, true
	}
	for _, p := range rev.Patches {
		if p.Mail == m || slices.Contains(p.Rerolls, m) {
			return p.Index, true
		}
	}
	return 0, false
}

// moment is a date as records hold it, in UTC; nil where it is unknown.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

// The two address types have the same fields on purpose.
var _ = person(mbox.Address{})
