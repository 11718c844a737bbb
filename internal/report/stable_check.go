package report

import (
	"fmt"
	"io"
	"strings"

	"patchpilot/diff"
	"patchpilot/mbox"
	"patchpilot/rangediff"
	"patchpilot/stable"
)

// Submission is a patch posted for stable branches, with the names of what it is held against.
type Submission struct {
	stable.Submission
	On      []string // names of the branches it was laid on
	Commits []string // ids of its origins, "" where there is none
	Titles  []string // and their titles
}

// submissions are findings, and below them what each submission is of, where it applies, and how it differs.
type submissions struct{ *findings }

// NewSubmissions makes the text sink of the command that checks submissions to stable branches.
func NewSubmissions(w io.Writer, look Look) Sink {
	return &submissions{&findings{p: newPrinter(w, look)}}
}

// Problem keeps all: no rule tells here of what is wrong with a mail.
func (l *submissions) Problem(p mbox.Problem) error { return l.notes.add(p) }

func (l *submissions) Item(it *Item) error {
	for _, p := range it.Postings {
		l.posting(p)
		if len(p.Submissions) == 0 {
			continue
		}
		if len(p.Findings) == 0 {
			l.heading(p.Revision)
		}
		for i := range p.Submissions {
			l.submission(p, &p.Submissions[i])
		}
		l.p.newline()
	}
	return nil
}

var samenessWords = map[diff.Sameness]string{
	diff.SamePatch: "the same patch", diff.SameChange: "the same change, with other lines around it", diff.OtherChange: "another change",
}

// submission prints one line, and the difference from upstream's diff below it.
func (l *submissions) submission(p *Posting, s *Submission) {
	lead := ""
	if p.Revision.Expected > 1 {
		lead = fmt.Sprintf("%d/%d ", s.Patch.Index, p.Revision.Expected)
	}
	for i, o := range s.Origins {
		l.p.put(blue, lead)
		switch {
		case s.Commits[i] == "" && o.Sameness != "":
			l.p.line(plain, "of ", o.ID, ", it says, which is ", samenessWords[o.Sameness])
			continue
		case s.Commits[i] == "":
			l.p.line(plain, "of ", o.ID, ", which is not here")
			continue
		}
		text := fmt.Sprintf("of %.12s (%q)", s.Commits[i], s.Titles[i])
		if o.ByTitle {
			text += ", by its title"
		}
		if o.Sameness != "" {
			text += ": " + samenessWords[o.Sameness]
		}
		l.p.line(plain, text)
		printHunks(l.p, o.Difference)
	}
	if on := s.outcomes(); on != "" {
		l.p.put(blue, lead)
		l.p.line(plain, "on ", on)
	}
}

// outcomes says how a submission applies to each branch.
func (s *Submission) outcomes() string {
	words := make([]string, len(s.Laid))
	for i, l := range s.Laid {
		words[i] = s.On[i] + ": " + string(l.Applies)
		if l.Applies == stable.Offset {
			words[i] += fmt.Sprintf(" %+d", l.Outcome.Offset)
		}
	}
	return strings.Join(words, ", ")
}

// submissionRecord is a submission; Difference goes from upstream's diff to its own.
type submissionRecord struct {
	Type      string         `json:"type"`
	MessageID string         `json:"message_id"`
	Revision  string         `json:"revision"`
	Index     int            `json:"index"`
	Origins   []originRecord `json:"origins"`
	On        []laidRecord   `json:"on"`
	Absent    []string       `json:"absent,omitempty"`
}

type originRecord struct {
	ID         string          `json:"id,omitempty"` // as written
	Line       int             `json:"line,omitempty"`
	Commit     string          `json:"commit,omitempty"`
	Title      string          `json:"title,omitempty"`
	ByTitle    bool            `json:"by_title,omitempty"` // it is no commit that ID names
	Sameness   diff.Sameness   `json:"sameness,omitempty"`
	Difference []rangeDiffHunk `json:"difference,omitempty"`
}

type laidRecord struct {
	Branch  string         `json:"branch"`
	Applies stable.Applies `json:"applies"`
	Offset  int            `json:"offset,omitempty"`
}

func newSubmissionRecord(p *Posting, s *Submission) submissionRecord {
	r := submissionRecord{
		Type: "submission", MessageID: s.Patch.ID, Revision: p.Revision.ID, Index: s.Patch.Index,
		Origins: []originRecord{}, On: []laidRecord{}, Absent: s.Absent,
	}
	for i, o := range s.Origins {
		r.Origins = append(r.Origins, originRecord{o.ID, o.Line, s.Commits[i], s.Titles[i], o.ByTitle, o.Sameness, hunkRecords(o.Difference)})
	}
	for i, l := range s.Laid {
		r.On = append(r.On, laidRecord{s.On[i], l.Applies, l.Outcome.Offset})
	}
	return r
}

func hunkRecords(hunks []rangediff.Hunk) (all []rangeDiffHunk) {
	for _, h := range hunks {
		hunk := rangeDiffHunk{Section: h.Section}
		for _, l := range h.Lines {
			hunk.Lines = append(hunk.Lines, string(l.Mark)+l.Text)
		}
		all = append(all, hunk)
	}
	return all
}
