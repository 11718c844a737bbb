package report

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"patchpilot/history"
	"patchpilot/stable"
)

type branchRecord struct {
	Type     string `json:"type"`
	Name     string `json:"name"`
	Version  string `json:"version,omitempty"`
	Tip      string `json:"tip"`
	Base     string `json:"base,omitempty"`
	Released string `json:"released,omitempty"` // its newest release
}

type backportRecord struct {
	Type      string         `json:"type"`
	Fix       string         `json:"fix"`
	Title     string         `json:"title"`
	Branch    string         `json:"branch"`
	Status    stable.Status  `json:"status"`
	Needed    bool           `json:"needed"`
	Reason    string         `json:"reason"`
	Commit    string         `json:"commit,omitempty"`
	Release   string         `json:"release,omitempty"`
	Evidence  []placeRecord  `json:"evidence,omitempty"`
	Conflicts []placeRecord  `json:"contradictions,omitempty"`
	Maybe     []string       `json:"maybe,omitempty"` // commits of the branch that may be it: look
	Notes     []placeRecord  `json:"notes,omitempty"`
	Copies    []copyRecord   `json:"copies,omitempty"`
	Targets   []targetRecord `json:"targets,omitempty"`
	Floor     string         `json:"floor,omitempty"`
	Asked     bool           `json:"asked,omitempty"`
	FollowUps []string       `json:"followups,omitempty"`
	Against   string         `json:"reverted_upstream,omitempty"`
	*trialRecord
}

// placeRecord is a line of a commit's message or of a mail.
type placeRecord struct {
	Commit    string `json:"commit,omitempty"`
	MessageID string `json:"message_id,omitempty"`
	Line      int    `json:"line,omitempty"`
	Text      string `json:"text"`
}

type copyRecord struct {
	Commit   string `json:"commit"`
	Known    string `json:"by"`
	Line     int    `json:"line,omitempty"`
	TakenOut string `json:"reverted,omitempty"`
}

type targetRecord struct {
	ID     string `json:"id"` // as written
	Commit string `json:"commit,omitempty"`
	Line   int    `json:"line"`
	How    string `json:"how"`
	There  bool   `json:"there"`
	Copy   string `json:"copy,omitempty"`
}

type trialRecord struct {
	Applies       stable.Applies       `json:"applies"`
	Offset        int                  `json:"offset,omitempty"`
	Prerequisites []prerequisiteRecord `json:"prerequisites,omitempty"`
	More          bool                 `json:"more_prerequisites,omitempty"`
	Context       int                  `json:"context_lines,omitempty"`
	ThreeWay      bool                 `json:"three_way,omitempty"`
	Merged        []string             `json:"merged,omitempty"`       // of the prerequisites and the fix, those that only a merge lays there
	Blocked       string               `json:"blocked,omitempty"`      // the commit that does not apply whatever is taken
	BlockedBy     []string             `json:"blocked_by,omitempty"`   // the branch's own commits that it conflicts with
	Moved         []moveRecord         `json:"moved,omitempty"`        // files that it changes and the branch has renamed
	HistoryEnds   []string             `json:"history_ends,omitempty"` // commits before which the reason may lie: they are not here
	Clashes       []clashRecord        `json:"conflicts,omitempty"`
}

type moveRecord struct {
	From   string `json:"from"`
	To     string `json:"to"`
	Commit string `json:"commit"`
}

type prerequisiteRecord struct {
	Commit string `json:"commit"`
	Title  string `json:"title"`
	For    string `json:"for,omitempty"`
	Hard   bool   `json:"hard"`
	Why    string `json:"why"`
	But    string `json:"but,omitempty"` // what speaks against it
}

type backportsRecord struct {
	Type        string                   `json:"type"`
	Upstream    string                   `json:"upstream"`
	From        string                   `json:"from,omitempty"`
	Conventions string                   `json:"conventions"`
	Fixes       int                      `json:"fixes"`
	Branches    map[string]branchSummary `json:"branches"`
	Astray      int                      `json:"astray,omitempty"` // tags that name no commit here, or may mean several
	Problems    int                      `json:"problems"`
}

type branchSummary map[stable.Status]int

// JSONBackports writes a record a branch, one a cell that was asked for, what went wrong, and a summary.
func JSONBackports(w io.Writer, b *Backports) error {
	j := &JSON{w: bufio.NewWriterSize(w, 64<<10)}
	if err := b.begin(j); err != nil {
		return err
	}
	sum := backportsRecord{
		Type: "summary", Upstream: b.Upstream, From: b.From, Conventions: b.Conventions, Fixes: b.Fixes,
		Branches: map[string]branchSummary{}, Problems: len(b.Failed), Astray: len(b.Astray),
	}
	for i, counts := range b.Counts {
		sum.Branches[b.Branches[i].Name] = counts
	}
	for _, row := range b.Rows {
		for i := range row.Cells {
			if !row.Cells[i].Shown {
				continue
			}
			if err := j.record(b.newRecord(&row.Cells[i])); err != nil {
				return err
			}
		}
	}
	if err := b.end(j); err != nil {
		return err
	}
	if err := j.record(sum); err != nil {
		return err
	}
	return j.w.Flush()
}

// begin writes the branches.
func (b *Backports) begin(j *JSON) error {
	for _, branch := range b.Branches {
		r := branchRecord{Type: "branch", Name: branch.Name, Version: branch.Version, Tip: b.id(branch.Tip), Base: b.id(branch.Base)}
		if n := len(branch.Releases); n > 0 {
			r.Released = branch.Releases[n-1].Name
		}
		if err := j.record(r); err != nil {
			return err
		}
	}
	return nil
}

// end writes what a reader should know, and what went wrong.
func (b *Backports) end(j *JSON) error {
	for _, n := range b.Notes {
		if err := j.record(remarkRecord{Type: "remark", Text: n}); err != nil {
			return err
		}
	}
	for _, err := range b.Failed {
		if err := j.record(problemRecord{Type: "problem", Text: err.Error()}); err != nil {
			return err
		}
	}
	return nil
}

// id is a whole one, "" for none.
func (b *Backports) id(n history.N) string {
	if n == history.None {
		return ""
	}
	return b.ID(n).String()
}

func (b *Backports) ids(ns []history.N) (all []string) {
	for _, n := range ns {
		all = append(all, b.id(n))
	}
	return all
}

func (b *Backports) newRecord(c *Backport) backportRecord {
	r := backportRecord{
		Type: "backport", Fix: b.id(c.Fix), Title: b.Commit(c.Fix).Title, Branch: b.Branches[c.Branch].Name,
		Status: c.Status, Needed: c.Needed, Reason: c.Reason, Commit: b.id(c.Cell.Commit), Release: c.Release,
		Evidence: b.places(c.Evidence), Conflicts: b.places(c.Conflicts), Maybe: b.ids(c.Maybe), Notes: b.places(c.Notes), Floor: c.Floor, Asked: c.Asked,
		FollowUps: b.ids(c.FollowUps), Against: b.id(c.Against), trialRecord: b.newTrialRecord(c.Trial),
	}
	for _, x := range c.Copies {
		copy := copyRecord{b.id(x.Commit), x.Rank.String(), 0, b.id(x.TakenOut)}
		if x.By == x.Commit {
			copy.Line = x.Line
		}
		r.Copies = append(r.Copies, copy)
	}
	for _, t := range c.Targets {
		r.Targets = append(r.Targets, targetRecord{t.ID, b.id(t.Commit), t.Line, t.How.String(), t.There, b.id(t.Copy)})
	}
	return r
}

func (b *Backports) places(all []stable.Evidence) (rs []placeRecord) {
	for _, e := range all {
		rs = append(rs, placeRecord{b.id(e.Commit), e.Mail, e.Line, e.Text})
	}
	return rs
}

func (b *Backports) newTrialRecord(t *stable.Trial) *trialRecord {
	if t == nil {
		return nil
	}
	r := &trialRecord{Applies: t.Applies, Offset: t.Outcome.Offset, More: t.More, Context: t.Context, ThreeWay: t.ThreeWay}
	r.Merged = b.ids(t.Merged)
	for _, n := range t.Prerequisites {
		r.Prerequisites = append(r.Prerequisites, prerequisiteRecord{b.id(n.Commit), b.Commit(n.Commit).Title, b.id(n.For), n.Hard, n.Why, n.But})
	}
	clashes := t.Outcome.Clashes
	if t.Blocked != nil {
		r.Blocked, clashes = b.id(t.Blocked.Commit), t.Blocked.Clashes
		for _, by := range t.Blocked.By {
			r.BlockedBy = append(r.BlockedBy, b.id(by))
		}
	}
	for _, m := range t.Moved {
		r.Moved = append(r.Moved, moveRecord{m.From, m.To, b.id(m.By)})
	}
	for _, n := range t.Ends {
		r.HistoryEnds = append(r.HistoryEnds, b.id(n))
	}
	for _, c := range clashes {
		r.Clashes = append(r.Clashes, clashRecord(c))
	}
	return r
}

var csvHead = []string{
	"fix", "title", "branch", "status", "needed", "commit", "release", "applies", "prerequisites", "followups", "reason", "notes", "blocked",
}

// CSVBackports writes a line a cell that was asked for, below a line of names. Ids in one field are parted by blanks.
func CSVBackports(w io.Writer, b *Backports) error {
	c := csv.NewWriter(w)
	if err := c.Write(csvHead); err != nil {
		return err
	}
	for _, row := range b.Rows {
		for i := range row.Cells {
			if !row.Cells[i].Shown {
				continue
			}
			if err := c.Write(b.csvLine(&row.Cells[i])); err != nil {
				return fmt.Errorf("csv: %w", err)
			}
		}
	}
	c.Flush()
	return c.Error()
}

func (b *Backports) csvLine(c *Backport) []string {
	r := b.newRecord(c)
	applies, blocked, needs := "", "", []string(nil)
	if r.trialRecord != nil {
		applies, blocked = string(r.Applies), r.Blocked
		for _, n := range r.Prerequisites {
			needs = append(needs, n.Commit)
		}
	}
	var notes []string
	for _, n := range r.Notes {
		notes = append(notes, n.Text)
	}
	line := []string{
		r.Fix, r.Title, r.Branch, string(r.Status), strconv.FormatBool(r.Needed), r.Commit, r.Release, applies,
		strings.Join(needs, " "), strings.Join(r.FollowUps, " "), r.Reason,
		strings.Join(notes, "; "), blocked,
	}
	for i := range line {
		line[i] = Clean(line[i])
	}
	return line
}
