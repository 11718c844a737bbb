package flow

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"patchpilot/apply"
	"patchpilot/formatpatch"
	"patchpilot/internal/gitrepo"
	"patchpilot/mbox"
)

// Local are commits that were not sent yet, as the mails they would be sent as.
type Local struct {
	Commits int
	Merges  int // left out, as `git format-patch` does
	Empty   int // left out as well: they change nothing
	Tip     apply.Hash
	Failed  []error // what could not be judged
	Cover   string  // where the text of the cover letter was found; "" = there is none
	Note    string  // what a person should know of them; may be empty

	make  []func() (mbox.Raw, error)
	mails []mbox.Raw // once they are made
}

// LocalOptions say how commits are made into mails.
type LocalOptions struct {
	Range   string // as gitrepo.Range takes it; "" is what the upstream lacks
	Version int    // of the posting; 0 is what b4 keeps of it, else the first
}

// LocalCommits finds the commits of a range; Make makes mails of them.
func LocalCommits(repo *gitrepo.Repo, o LocalOptions) (*Local, error) {
	found, err := repo.Range(o.Range)
	if err != nil {
		return nil, err
	}
	return localCommits(repo, found, o)
}

func localCommits(repo *gitrepo.Repo, found *gitrepo.Range, o LocalOptions) (*Local, error) {
	l := &Local{Merges: len(found.Merges), Tip: found.Tip}
	cover, commits, err := findCover(repo, found)
	if err != nil {
		return nil, err
	}
	if commits, err = l.changing(repo, commits); err != nil {
		return nil, err
	}
	l.Commits = len(commits)
	out, err := outgoing(repo)
	if err != nil {
		return nil, err
	}
	out.Version = max(o.Version, cover.version)
	if len(commits) > 1 {
		out.Total = len(commits)
	}
	first := ""
	if l.Cover = cover.from; l.Cover != "" && len(commits) > 1 {
		first = coverID(found.Tip)
		l.make = append(l.make, func() (mbox.Raw, error) { return coverMail(repo, found, commits, cover, out) })
	}
	if len(commits) == 1 && cover.tracked {
		commits[0] = cover.below(commits[0])
	}
	for i, c := range commits {
		o := out
		o.N, o.MessageID, o.InReplyTo = i+1, commitID(c.Hash), first
		l.make = append(l.make, func() (mbox.Raw, error) { return commitMail(repo, c, o) })
		if first == "" {
			first = o.MessageID
		}
	}
	return l, nil
}

// changing are the commits that git format-patch makes patches of: those of which one knows what they change, and which
// change something.
func (l *Local) changing(repo *gitrepo.Repo, commits []*gitrepo.Commit) (kept []*gitrepo.Commit, err error) {
	for _, c := range commits {
		if c.Cut {
			l.Failed = append(l.Failed, fmt.Errorf("commit %.12s is not judged: %w", c.Hash, gitrepo.ErrCut))
			continue
		}
		before, after, err := repo.Trees(c)
		if err != nil {
			return nil, err
		}
		if before.Root() == after.Root() {
			l.Empty++
			continue
		}
		kept = append(kept, c)
	}
	return kept, nil
}

// LeftOut says which commits are not among those judged, "" for none.
func (l *Local) LeftOut() string {
	var words []string
	for _, w := range []struct {
		n         int
		one, more string
	}{{l.Merges, "merge", "merges"}, {l.Empty, "empty commit", "empty commits"}} {
		switch {
		case w.n == 1:
			words = append(words, "1 "+w.one+" left out")
		case w.n > 1:
			words = append(words, fmt.Sprintf("%d %s left out", w.n, w.more))
		}
	}
	return strings.Join(words, ", ")
}

// Make makes the mails, on all CPUs.
func (l *Local) Make() error {
	mails, errs := make([]mbox.Raw, len(l.make)), make([]error, len(l.make))
	inParallel(len(l.make), func(i int) { mails[i], errs[i] = l.make[i]() })
	l.mails = mails
	return errors.Join(errs...)
}

// Mails that were not sent are told apart by the ids of their commits.
func commitID(h apply.Hash) string { return h.String() + "@commit" }
func coverID(h apply.Hash) string  { return h.String() + "@cover" }

// outgoing is how the user's mails begin: who sends them, and what stands in their subjects' brackets.
func outgoing(repo *gitrepo.Repo) (formatpatch.Options, error) {
	o := formatpatch.Options{Declare: true}
	name, email, err := repo.Identity()
	if err == nil { // without it the authors send their patches themselves
		o.Sender = formatpatch.Person{Name: name, Email: email}
	}
	o.Prefix, err = repo.Setting("format.subjectprefix")
	return o, err
}

func commitMail(repo *gitrepo.Repo, c *gitrepo.Commit, o formatpatch.Options) (mbox.Raw, error) {
	before, after, err := repo.Trees(c)
	if err != nil {
		return mbox.Raw{}, err
	}
	data, err := formatpatch.Mail(formatpatch.Commit{
		ID: c.Hash, Author: formatpatch.Person{Name: c.Author.Name, Email: c.Author.Email}, Date: c.Author.When,
		Message: c.Message, Before: before, After: after,
	}, o)
	return mbox.Raw{Source: repo.Path(), Commit: c.Hash.String(), Line: 1, Framed: true, Data: unframed(data)}, err
}

// unframed takes the From_ line off a mail.
func unframed(data []byte) []byte {
	if _, rest, ok := strings.Cut(string(data[:min(len(data), 100)]), "\n"); ok && strings.HasPrefix(string(data), "From ") {
		return data[min(len(data), 100)-len(rest):]
	}
	return data
}

// cover is what the author has written to stand before a series.
type cover struct {
	from    string // a commit's id, or the name of the setting it is kept in; "" = there is none
	subject string
	text    string
	version int
	tracked bool // b4 keeps it
}

// b4Marker parts what b4 prep keeps for itself from the text of a cover letter.
const b4Marker = "--- b4-submit-tracking ---"

// findCover looks for a cover letter where b4 and git keep them: in a commit of the range that changes nothing
// and holds b4's tracking data, or in the description of the branch checked out. It returns the other commits.
func findCover(repo *gitrepo.Repo, found *gitrepo.Range) (cover, []*gitrepo.Commit, error) {
	commits := found.Commits
	isCover := func(c *gitrepo.Commit) bool { return strings.Contains(c.Message, b4Marker) }
	if i := slices.IndexFunc(commits, isCover); i >= 0 {
		c := newCover(commits[i].Hash.String(), commits[i].Message)
		return c, slices.Delete(slices.Clone(commits), i, i+1), nil
	}
	branch := repo.Branch()
	if branch == "" {
		return cover{}, commits, nil
	}
	if tip, err := repo.Resolve("HEAD"); err != nil || tip != found.Tip {
		return cover{}, commits, err
	}
	name := "branch." + branch + ".description"
	text, err := repo.Setting(name)
	if err != nil || strings.TrimSpace(text) == "" {
		return cover{}, commits, err
	}
	tracking, err := repo.Setting("branch." + branch + ".b4-tracking")
	if tracking != "" {
		text += b4Marker + tracking
	}
	return newCover(name, text), commits, err
}

// newCover reads a cover letter: its subject, an empty line, its text, and b4's data below a marker.
func newCover(from, text string) cover {
	text, tracking, tracked := strings.Cut(text, b4Marker)
	if tracked {
		text = b4Comment.ReplaceAllString(text, "")
	}
	subject, body, _ := strings.Cut(strings.TrimLeft(text, "\n"), "\n")
	c := cover{from: from, tracked: tracked, subject: strings.TrimSpace(subject), text: strings.Trim(body, "\n")}
	if i := strings.IndexByte(tracking, '{'); i >= 0 {
		var kept struct {
			Series struct {
				Revision int `json:"revision"`
			} `json:"series"`
		}
		if json.NewDecoder(strings.NewReader(tracking[i:])).Decode(&kept) == nil {
			c.version = kept.Series.Revision
		}
	}
	return c
}

// b4Comment is what b4 takes out of a cover letter.
var b4Comment = regexp.MustCompile(`(?m)^#.*\n?`)

// below puts the text of a cover letter below the --- of the one patch, as b4 does: but what the log says already, and
// to whom it goes.
func (c cover) below(commit *gitrepo.Commit) *gitrepo.Commit {
	var kept []string
	for line := range strings.SplitSeq(c.text, "\n") {
		signed := strings.Contains(line, "-by: ") && strings.Contains(commit.Message, line)
		if !signed && !strings.HasPrefix(line, "To: ") && !strings.HasPrefix(line, "Cc: ") {
			kept = append(kept, line)
		}
	}
	with := *commit
	with.Message = strings.TrimRight(commit.Message, "\n") + "\n---\n" + strings.TrimSpace(strings.Join(kept, "\n")) + "\n"
	return &with
}

func coverMail(repo *gitrepo.Repo, found *gitrepo.Range, commits []*gitrepo.Commit, c cover, o formatpatch.Options) (mbox.Raw, error) {
	letter := formatpatch.Cover{Tip: found.Tip, Sender: o.Sender, Subject: c.subject, Text: c.text, Date: time.Unix(0, 0)}
	for _, p := range commits {
		letter.Commits = append(letter.Commits, formatpatch.Commit{
			Author: formatpatch.Person{Name: p.Author.Name, Email: p.Author.Email}, Message: p.Message})
		if p.Author.When.After(letter.Date) {
			letter.Date = p.Author.When
		}
	}
	if letter.Sender == (formatpatch.Person{}) {
		letter.Sender = letter.Commits[0].Author
	}
	var err error
	if letter.Before, _, err = repo.Trees(commits[0]); err != nil {
		return mbox.Raw{}, err
	}
	if letter.After, err = repo.Tree(found.Tip); err != nil {
		return mbox.Raw{}, err
	}
	o.MessageID = coverID(found.Tip)
	data, err := letter.Mail(o)
	if err != nil {
		return mbox.Raw{}, fmt.Errorf("cover letter in %s: %w", c.from, err)
	}
	return mbox.Raw{Source: repo.Path(), Commit: c.from, Line: 1, Framed: true, Data: unframed(data)}, nil
}
