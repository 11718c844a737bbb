package flow

import (
	"slices"

	"patchpilot/apply"
	"patchpilot/history"
	"patchpilot/internal/gitrepo"
)

// indexBatch is how many commits are held with their messages at a time.
const indexBatch = 4096

// OpenIndex is an index of all commits that the tips hold, by number in the order of their dates. cacheFolder is
// where it is kept for the next time; "" keeps it in memory only.
func OpenIndex(git *gitrepo.Repo, conv *history.Conventions, tips []apply.Hash, cacheFolder string) (*history.Index, error) {
	ids, err := git.Ancestry(tips...)
	if err != nil {
		return nil, err
	}
	x := history.New(conv)
	batch := make([]history.Commit, 0, indexBatch)
	for some := range slices.Chunk(ids, indexBatch) {
		batch = batch[:0]
		for c, err := range git.Commits(some) {
			if err != nil {
				return nil, err
			}
			batch = append(batch, asHistory(c))
		}
		x.Append(batch)
	}
	x.Seal()
	return x, nil
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
