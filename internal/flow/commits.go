package flow

import (
	"crypto/sha1"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"patchpilot/apply"
	"patchpilot/history"
	"patchpilot/internal/gitrepo"
)

// CacheFolder is where indexes are kept from run to run; "" if the machine has no such place.
func CacheFolder() string {
	cache, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(cache, "patchpilot")
}

// OpenIndex is an index of all commits that the tips hold; of more, where others were asked for before. cacheFolder is
// where it is kept for the next time, which then reads what is new; "" keeps it in memory only.
func OpenIndex(git *gitrepo.Repo, conv *history.Conventions, tips []apply.Hash, cacheFolder string) (*history.Index, error) {
	return openIndex(git, conv, tips, cacheFolder, worthKeeping)
}

// worthKeeping is how many commits an index must have to be kept: a tenth of a second of work.
const worthKeeping = 2000

func openIndex(git *gitrepo.Repo, conv *history.Conventions, tips []apply.Hash, cacheFolder string, worth int) (*history.Index, error) {
	if cacheFolder == "" {
		x, _, err := extend(git, history.New(conv), tips)
		return x, err
	}
	name := fmt.Sprintf("commits-%x-%s.index", sha1.Sum([]byte(git.Folder())), conv.Name)
	path := filepath.Join(cacheFolder, name)
	x, grown, err := extend(git, readIndexFile(git, conv, path), tips)
	if err == nil && grown && x.Len() >= worth {
		writeIndexFile(x, path)
	}
	return x, err
}

// extend brings an index up to the tips, and tells whether there was anything to do.
func extend(git *gitrepo.Repo, x *history.Index, tips []apply.Hash) (*history.Index, bool, error) {
	known := func(h apply.Hash) bool { return x.Find(history.ID(h)) != history.None }
	if !slices.ContainsFunc(tips, func(h apply.Hash) bool { return !known(h) }) {
		return x, false, nil
	}
	var ids []apply.Hash
	var err error
	anew := x.Len() == 0
	if anew {
		ids, err = git.Ancestry(tips...)
	} else {
		ids, err = git.Beyond(known, tips...)
	}
	if err != nil {
		return nil, false, err
	}
	if err := appendCommits(git, x, ids); err != nil {
		return nil, false, err
	}
	if anew {
		return x, true, nil
	}
	x, err = tidied(git, x, tips)
	return x, true, err
}

// indexBatch is how many commits are held with their messages at a time.
const indexBatch = 4096

func appendCommits(git *gitrepo.Repo, x *history.Index, ids []apply.Hash) error {
	batch := make([]history.Commit, 0, min(indexBatch, len(ids)))
	for c, err := range git.Commits(ids) {
		if err != nil {
			return err
		}
		if batch = append(batch, asHistory(c)); len(batch) == indexBatch {
			x.Append(batch)
			batch = batch[:0]
		}
	}
	x.Append(batch)
	x.Seal()
	return nil
}

func asHistory(c *gitrepo.Commit) history.Commit {
	one := history.Commit{
		ID: history.ID(c.Hash), Cut: c.Cut, Message: c.Message,
		Author: history.Person(c.Author), Committer: history.Person(c.Committer),
	}
	for _, p := range c.Parents {
		one.Parents = append(one.Parents, history.ID(p))
	}
	return one
}

// mostStale is the part of an index that may be of no branch any more: branches are rewound.
const mostStale = 4

// tidied is an index that grew, in order of dates, without what is on no branch if that is much.
func tidied(git *gitrepo.Repo, x *history.Index, tips []apply.Hash) (*history.Index, error) {
	var held []history.N
	for _, h := range tips {
		held = append(held, x.Find(history.ID(h)))
	}
	for _, prefix := range []string{"refs/heads/", "refs/remotes/"} {
		refs, err := git.Refs(prefix)
		if err != nil {
			return nil, err
		}
		for _, ref := range refs {
			if h, err := git.Resolve(ref); err == nil {
				held = append(held, x.Find(history.ID(h)))
			}
		}
	}
	reached := x.Reach(held...)
	switch stale := x.Len() - reached.Len(); {
	case stale > x.Len()/mostStale:
		return x.Keep(reached), nil
	case !x.InOrder():
		return x.Keep(x.All()), nil
	}
	return x, nil
}

// readIndexFile gives the index that was kept, an empty one if there is none of use.
func readIndexFile(git *gitrepo.Repo, conv *history.Conventions, path string) *history.Index {
	data, err := os.ReadFile(path)
	if err != nil {
		return history.New(conv)
	}
	x, err := history.Decode(conv, data)
	if err != nil || !endsAs(x, git) {
		return history.New(conv)
	}
	return x
}

// endsAs tells whether an index is cut off where the clone is now: one that grew deeper has more to read, and one that
// was made shallower holds what is not there any more.
func endsAs(x *history.Index, git *gitrepo.Repo) bool {
	var edges []history.N
	for h := range git.Edges() {
		if n := x.Find(history.ID(h)); n != history.None {
			edges = append(edges, n)
		}
	}
	slices.Sort(edges)
	return slices.Equal(edges, x.Cuts())
}

// writeIndexFile keeps an index. Where that fails the next run is slow again, no more.
func writeIndexFile(x *history.Index, path string) {
	if os.MkdirAll(filepath.Dir(path), 0o777) != nil {
		return
	}
	f, err := os.CreateTemp(filepath.Dir(path), "tmp-*.index")
	if err != nil {
		return
	}
	if err := errors.Join(x.Encode(f), f.Close()); err != nil || os.Rename(f.Name(), path) != nil {
		os.Remove(f.Name())
	}
}
