package flow

import (
	"cmp"
	"strings"
	"time"

	"patchpilot/apply"
	"patchpilot/formatpatch"
	"patchpilot/internal/gitrepo"
	"patchpilot/mbox"
)

// Staged is a commit that is being made.
type Staged struct {
	Name    string // of the file that holds the message
	Message string // as the editor left it, comments and all
	Edited  bool   // an editor was open on it: git takes out its own comments then, unless commit.cleanup is set
	Index   string // the index file; "" is the repository's own
	Author  formatpatch.Person
	Date    time.Time
}

// StagedCommit is a commit that is being made: its message, and what is staged. It is compared with
// HEAD: of one that is to be amended, what it had already does not show.
func StagedCommit(repo *gitrepo.Repo, s Staged) (*Local, error) {
	message, err := cleanedUp(repo, s)
	if err != nil {
		return nil, err
	}
	after, err := repo.Index(s.Index)
	if err != nil {
		return nil, err
	}
	var before apply.Tree = apply.Empty
	l := &Local{Commits: 1}
	if l.Tip, err = repo.Resolve("HEAD"); err == nil { // else this is the first of all
		if before, err = repo.Tree(l.Tip); err != nil {
			return nil, err
		}
	}
	if before.Root() == after.Root() {
		l.Note = "nothing is staged against HEAD, and the message alone was judged: of a commit that is amended, what it had does not show"
	}
	o, err := outgoing(repo)
	if err != nil {
		return nil, err
	}
	o.MessageID = "staged@commit"
	l.make = append(l.make, func() (mbox.Raw, error) {
		data, err := formatpatch.Mail(formatpatch.Commit{
			Author: s.Author, Date: s.Date, Message: message, Before: before, After: after,
		}, o)
		return mbox.Raw{Source: repo.Path(), Commit: s.Name, Line: 1, Framed: true, Data: unframed(data)}, err
	})
	return l, nil
}

// cleanedUp is a message as git will take it: nothing below the scissors of `git commit -v`; without its comments where
// commit.cleanup says so, or says nothing and an editor was open on it.
func cleanedUp(repo *gitrepo.Repo, s Staged) (string, error) {
	var values [3]string
	for i, name := range [...]string{"core.commentstring", "core.commentchar", "commit.cleanup"} {
		var err error
		if values[i], err = repo.Setting(name); err != nil {
			return "", err
		}
	}
	comment, cleanup := cmp.Or(values[0], values[1]), values[2]
	if comment == "" || comment == "auto" {
		comment = "#"
	}
	strip := cleanup == "strip" || s.Edited && (cleanup == "" || cleanup == "default")
	return withoutComments(s.Message, comment, strip), nil
}

func withoutComments(text, comment string, strip bool) string {
	text, _, _ = strings.Cut(text, comment+" ------------------------ >8 ------------------------\n")
	var kept strings.Builder
	for line := range strings.Lines(text) {
		if !strip || !strings.HasPrefix(line, comment) {
			kept.WriteString(line)
		}
	}
	return strings.TrimSpace(kept.String()) + "\n"
}
