// Package report prints what a run found: text for people, JSON for programs.
//
// In: series narrowed to what was asked for, problems, and a summary at the end, handed to a [Sink] in
// the order they are to appear. Out: bytes on an io.Writer, the same for the same calls.
//
// Its law: nothing a mail holds reaches a terminal raw. Every piece of text goes through [Clean], and
// JSON strings write control and bidi characters as \u escapes.
package report

import (
	"time"

	"patchpilot/lint"
	"patchpilot/mbox"
	"patchpilot/review"
	"patchpilot/series"
	"patchpilot/triage"
)

// Sink takes the results of one run: every item, every pull request, every problem, then the summary.
type Sink interface {
	Item(*Item) error
	Pull(*series.Mail) error
	Problem(mbox.Problem) error
	Summary(Summary) error
}

// Item is one series, with the postings that were asked for.
type Item struct {
	Series   *series.Series
	Postings []*Posting // version rising; never empty
}

// Latest is the newest of its postings.
func (it *Item) Latest() *Posting { return it.Postings[len(it.Postings)-1] }

// Posting is one revision, with those of its patches that were asked for and what was found in them.
type Posting struct {
	Revision    *series.Revision
	Cover       *series.Mail // nil where there is none or it was not asked for
	Patches     []*series.Patch
	FollowUps   []*series.FollowUp
	Findings    []lint.Finding
	Comments    map[*series.Mail][]review.Comment // of follow-ups; nil where nobody asked for them
	State       *triage.State                     // nil where nobody asked for it
	Needs       []Need                            // what the posting says must be there before it, in its order
	Submissions []Submission                      // patches held against stable branches; nil where nobody asked

	asked map[*series.Mail][]int // lines of open questions, made when asked for
	// First are the revisions to lay before it, with what they need themselves; Lost is what was named and not read.
	First []*series.Revision
	Lost  []series.Prerequisite
}

// Received counts the posting's own patches, those carried over from the revision before aside.
func (p *Posting) Received() int {
	n := 0
	for _, patch := range p.Patches {
		if !patch.Carried {
			n++
		}
	}
	return n
}

// Counts are findings by severity.
type Counts struct {
	Error   int `json:"error"`
	Warning int `json:"warning"`
	Info    int `json:"info"`
}

// Count adds findings up.
func Count(findings []lint.Finding) Counts {
	var c Counts
	for i := range findings {
		switch findings[i].Severity {
		case lint.Error:
			c.Error++
		case lint.Warning:
			c.Warning++
		case lint.Info:
			c.Info++
		}
	}
	return c
}

// Plus is the sum of two counts.
func (c Counts) Plus(d Counts) Counts {
	return Counts{c.Error + d.Error, c.Warning + d.Warning, c.Info + d.Info}
}

// Summary is what a run came to.
type Summary struct {
	Now        time.Time // the moment ages are reckoned from
	Messages   int       // distinct messages read
	Unread     bool      // there was no source to read them from: what is said of them in text is left out
	Duplicates int       // further copies of them
	Series     int       // this and the next two: those asked for
	Unwanted   int       // series that were left out for their states
	Revisions  int
	Patches    int // received, carried-over ones aside
	Pulls      int // pull requests
	Findings   Counts
	Commits    int         // that were not sent, judged as if they had been
	LeftOut    string      // which of them were left out, in words
	Cover      string      // where the text of their cover letter was found
	Recipients []Recipient // who should get the patches, where that was asked
	Excused    int         // findings that their authors excuse, where that is honoured
	Problems   int
	Skipped    []lint.Skipped // rules that did not run everywhere
}
