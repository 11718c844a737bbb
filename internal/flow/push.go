package flow

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"patchpilot/apply"
	"patchpilot/internal/gitrepo"
)

// Pushed finds what a push would bring: lines as git gives them to a pre-push hook on standard input,
// "LOCAL-REF LOCAL-ID REMOTE-REF REMOTE-ID" (githooks(5)). Of a branch that is new to the remote these are the
// commits that no remote-tracking branch holds. Deletions bring nothing.
func Pushed(repo *gitrepo.Repo, lines io.Reader) (*Local, error) {
	all := &Local{}
	pushing := map[apply.Hash]bool{}
	for in := bufio.NewScanner(lines); in.Scan(); {
		words := strings.Fields(in.Text())
		if len(words) != 4 {
			return nil, fmt.Errorf("%q is no line of a pre-push hook: LOCAL-REF LOCAL-ID REMOTE-REF REMOTE-ID", in.Text())
		}
		if isZero(words[1]) {
			continue
		}
		found, err := pushed(repo, words[1], words[3])
		if err != nil {
			return nil, fmt.Errorf("push of %s: %w", words[0], err)
		}
		// What goes under another name as well is judged once.
		twice := func(c *gitrepo.Commit) bool { was := pushing[c.Hash]; pushing[c.Hash] = true; return was }
		found.Commits, found.Merges = slices.DeleteFunc(found.Commits, twice), slices.DeleteFunc(found.Merges, twice)
		l, err := localCommits(repo, found, LocalOptions{})
		if err != nil {
			return nil, err
		}
		all.join(l)
	}
	return all, nil
}

func pushed(repo *gitrepo.Repo, local, remote string) (*gitrepo.Range, error) {
	tip, err := repo.Resolve(local)
	if errors.Is(err, gitrepo.ErrNotCommit) { // a tag of a key, or of a tree
		return &gitrepo.Range{}, nil
	}
	if err != nil {
		return nil, err
	}
	var bases []apply.Hash
	if base, err := repo.Resolve(remote); err == nil && !isZero(remote) {
		bases = append(bases, base)
	} else if bases, err = repo.RemoteTips(); err != nil {
		return nil, err
	}
	return repo.Between(tip, bases)
}

func isZero(id string) bool { return strings.Trim(id, "0") == "" }

// join takes another branch's commits in. What brings none, a tag or a branch that is there already, says nothing of
// where the others stand.
func (l *Local) join(more *Local) {
	l.make = append(l.make, more.make...)
	l.Commits, l.Merges, l.Empty = l.Commits+more.Commits, l.Merges+more.Merges, l.Empty+more.Empty
	l.Failed = append(l.Failed, more.Failed...)
	if more.Commits > 0 {
		l.Tip = more.Tip
	}
	if more.Cover != "" {
		l.Cover = more.Cover
	}
}
