// Package lint says what is wrong with patch mail.
//
// In: mails with their text, one by one, and then whole series with all revisions and replies. Out:
// findings, each with its rule, its place and one sentence. A rule is a value; its doc comment is its
// manual ([Doc]); it lives in a file of its own and has a fixture of its own.
//
// Its law: a rule never guesses. It fires on what it can show, and says where it saw it.
// One cause gives one finding: where a diff is damaged, nobody counts its lines.
// The package reads no files or clocks; a repository ([Repo]) and MAINTAINERS are handed to it.
package lint

import "patchpilot/series"

// Severity of a finding.
type Severity int

// Severities, rising.
const (
	Off Severity = iota
	Info
	Warning
	Error
)

// Scope is what a rule looks at.
type Scope int

const (
	// OnPatch rules see one patch mail with its text and diff, before grouping: Pass.Mail.
	OnPatch Scope = iota
	// OnMail rules see every mail that is part of a posting (patches and covers) with its text: Pass.Mail.
	OnMail
	// OnSeries rules see a whole series, texts and hunks gone: Pass.Series.
	OnSeries
)

// Rule is one thing that can be wrong.
type Rule struct {
	Name     string // says the fault, reads well after "allow": "fixes-short-id"
	Severity Severity
	Scope    Scope
	Check    func(*Pass)
	// See is for a rule of series that needs texts: it runs on every mail, replies too, while the text is at
	// hand, and what it marks ([Pass.Mark]) is there when Check runs.
	See func(*Pass)

	// Backports: a rule of one mail also judges postings to a stable branch. Their log was judged
	// upstream, so most rules do not.
	Backports bool
	// Headers: a rule of one mail needs the mail's own headers, and is silent on what an archive stripped of them and
	// on patches of a quilt folder.
	Headers bool
	// Needs is what it asks beside the mails. Where that is missing it is skipped, and that is told: a rule
	// that cannot look has not passed.
	Needs Need

	// Mend completes what a rule of one mail found there, once a repository can be asked.
	Mend func(Repo, *Finding)

	last bool // it judges what the other rules found
}

// Need is what a rule asks beside the mails.
type Need uint8

const (
	// NeedsRepo rules of series ask a repository.
	NeedsRepo Need = 1 << iota
	// NeedsMaintainers rules ask a MAINTAINERS file.
	NeedsMaintainers
	// NeedsPrevious rules compare a posting with the one before: they are skipped where that is not among
	// the mails.
	NeedsPrevious
)

// Finding is one fault at one place.
type Finding struct {
	Rule     *Rule
	Severity Severity
	Revision *series.Revision // set by Linter.Series
	Mail     *series.Mail     // the mail it is about; set by Linter.Series
	Line     int              // of the mail's text; 0 = its headers
	Path     string           // and in the file the diff changes, where that is meant
	PathLine int
	Text     string // one sentence: what is wrong, with the evidence
	Fix      string // the right line or what to do; may be empty
	Edit     *Edit  // mends it for sure; nil where a person must decide
	Excuse   string // the reason the author gave below the `---`; "" = none
}

// Edit replaces the lines First to Last of a mail's text; with Last before First it puts lines before First.
type Edit struct {
	First, Last int
	Lines       []string // without their ends
}
