// Package flow is the whole tool in one function: sources → messages → series → findings → a sink.
//
// In: names of sources and what to keep of them. Out: calls on a [report.Sink], in an order that
// depends on the mails alone, and a [Result] the exit code is made of.
//
// Its law: the same mails give the same bytes, whatever the number of workers or the order of the
// mails in their archives; and what is held while reading is bounded, however large a message is.
package flow

import (
	"io"
	"runtime"
	"time"

	"patchpilot/internal/report"
	"patchpilot/lint"
	"patchpilot/series"
	"patchpilot/stable"
)

// Options say what one run does.
type Options struct {
	Sources []string  // files, folders, "-"
	Stdin   io.Reader // what "-" reads
	Local   *Local    // commits to take for mails; nil = none
	Linter  *lint.Linter
	Repo    *Repo // what the linter was given; then patches keep their hunks. nil = none
	// MinSeverity holds findings below it back from the sink; the summary still counts them.
	MinSeverity lint.Severity
	// Recipients asks who should get the patches: those whom the logs name, and with an Ownership the owners of
	// what they change. It needs KeepTexts.
	Recipients bool
	Ownership  *Ownership
	Own        []string    // the user's addresses, which are no recipients
	Triage     *Triage     // asks for states; nil = nobody does
	Comments   bool        // what replies say about the lines they quote; then patches keep their hunks
	Facts      bool        // what mails say of backports, in the Result
	Ours       stable.Ours // who is believed there beside those known
	KeepTexts  bool        // mails keep their texts and hunks until the end of the run
	Select     Selection
	Now        Moment // the moment ages are reckoned from; zero = the newest message's date
	Workers    int    // 0 = one a CPU
	Progress   func(read, total int64)

	bare   bool              // of mails nothing is kept but their facts
	mended map[string]string // texts to read instead of those of the mails, by mendKey
}

func (o Options) workers() int {
	if o.Workers > 0 {
		return o.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// Result is what the exit code is made of.
type Result struct {
	Summary report.Summary
	Worst   lint.Severity // the most severe finding of what was selected, Off = none
	Failed  []error       // sources that could not be read, or not wholly
	Nothing error         // says what selected nothing, nil otherwise
	Facts   []stable.Fact // what mails say of backports, whatever was selected; oldest first
}

// Run reads all sources and gives what was asked for to the sink. The error is the sink's.
func Run(o Options, sink report.Sink) (Result, error) {
	in := read(o)
	in.before(o)
	archive := series.Group(in.mails)
	now := o.Now.at(archive.Newest)
	kept, nothing := o.Select.apply(archive, now)

	res := Result{Failed: in.failed, Nothing: nothing, Facts: once(in.facts)}
	res.Summary = report.Summary{
		Now: now, Messages: archive.Mails, Duplicates: archive.Duplicates,
		Unread: archive.Mails == 0 && len(in.failed) > 0 && o.Local == nil,
	}
	if o.Local != nil {
		res.Summary.Commits, res.Summary.LeftOut, res.Summary.Cover = o.Local.Commits, o.Local.LeftOut(), o.Local.Cover
		res.Failed = append(res.Failed, o.Local.Failed...)
	}
	found := lintSeries(kept, o, now, in.seen)
	all := len(kept)
	if all == 0 { // the selection left none
		all = len(archive.Series)
	}
	kept, found = judgeSeries(kept, found, archive, o, now, in.heard)
	res.Summary.Series, res.Summary.Unwanted = len(kept), all-len(kept)
	if o.Linter != nil {
		res.Summary.Skipped = o.Linter.Skipped()
	}
	res.Failed = append(res.Failed, o.Repo.failures()...)
	for i, item := range kept {
		deal(item, found[i], o, &res)
		tally(item, &res.Summary)
		needs(item, archive)
		in.comment(item)
		if err := sink.Item(item); err != nil {
			return res, err
		}
	}
	for _, m := range o.Select.pulls(archive, now) {
		res.Summary.Pulls++
		if err := sink.Pull(m); err != nil {
			return res, err
		}
	}
	for _, p := range in.problemsOf(archive, kept, o.Select.isZero()) {
		res.Summary.Problems++
		if err := sink.Problem(p); err != nil {
			return res, err
		}
	}
	if o.Recipients {
		res.Summary.Recipients = recipientsOf(kept, o)
	}
	return res, sink.Summary(res.Summary)
}

// lintSeries runs the rules over series whole, whatever was asked for of them, on all CPUs.
func lintSeries(items []*report.Item, o Options, now time.Time, seen map[*series.Mail]*lint.Seen) [][]lint.Finding {
	all := make([][]lint.Finding, len(items))
	if o.Linter == nil {
		return all
	}
	ofMail := func(m *series.Mail) *lint.Seen { return seen[m] }
	eachItem(o.workers(), len(items), func(i int) { all[i] = o.Linter.Series(items[i].Series, now, ofMail) })
	return all
}

// deal gives the findings of a series to the postings that were asked for.
func deal(item *report.Item, all []lint.Finding, o Options, res *Result) {
	for _, p := range item.Postings {
		var mine []lint.Finding
		for _, f := range all {
			if f.Revision == p.Revision && o.Select.keepsMail(p.Revision, f.Mail) {
				mine = append(mine, f)
			}
		}
		res.Summary.Findings = res.Summary.Findings.Plus(report.Count(mine))
		for _, f := range mine {
			res.Worst = max(res.Worst, f.Severity)
			switch {
			case f.Severity == lint.Off:
				res.Summary.Excused++
			case f.Severity >= o.MinSeverity:
				p.Findings = append(p.Findings, f)
			}
		}
	}
}

func tally(item *report.Item, s *report.Summary) {
	s.Revisions += len(item.Postings)
	for _, p := range item.Postings {
		s.Patches += p.Received()
	}
}
