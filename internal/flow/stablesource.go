package flow

import (
	"fmt"
	"strings"

	"patchpilot/apply"
	"patchpilot/diff"
	"patchpilot/formatpatch"
	"patchpilot/history"
	"patchpilot/internal/gitrepo"
)

// commitSource reads commits of a repository for those who ask about stable branches ([stable.Source]).
type commitSource struct {
	git     *gitrepo.Repo
	trees   kept[apply.Tree]
	patches kept[*diff.Patch]
	paths   kept[[]string]
	commits kept[*gitrepo.Commit]
}

// How much of each is kept; patches and paths count bytes.
const (
	mostTrees   = 1 << 16
	mostPatches = 32 << 20
	mostPaths   = 8 << 20
	mostCommits = 8 << 20
)

func newCommitSource(git *gitrepo.Repo) *commitSource {
	s := &commitSource{git: git}
	s.trees.most, s.patches.most, s.paths.most, s.commits.most = mostTrees, mostPatches, mostPaths, mostCommits
	return s
}

// Commit is one with its texts.
func (s *commitSource) Commit(id history.ID) (*gitrepo.Commit, error) {
	return s.commits.of(id, func() (*gitrepo.Commit, int, error) {
		c, err := s.git.Commit(apply.Hash(id))
		if err != nil {
			return nil, 0, err
		}
		return c, len(c.Message) + 300, nil
	})
}

// Title implements [stable.Source].
func (s *commitSource) Title(id history.ID) (string, error) {
	c, err := s.Commit(id)
	if err != nil {
		return "", err
	}
	return c.Subject(), nil
}

// Tree implements [stable.Source].
func (s *commitSource) Tree(id history.ID) (apply.Tree, error) {
	return s.trees.of(id, func() (apply.Tree, int, error) {
		t, err := s.git.Tree(apply.Hash(id))
		return t, 1, err
	})
}

// sides are the trees before and after a commit.
func (s *commitSource) sides(c *gitrepo.Commit) (before, after apply.Tree, err error) {
	if c.Cut {
		return nil, nil, fmt.Errorf("%s: %w", c.Hash, gitrepo.ErrCut)
	}
	if after, err = s.Tree(history.ID(c.Hash)); err != nil || len(c.Parents) == 0 {
		return apply.Empty, after, err
	}
	before, err = s.Tree(history.ID(c.Parents[0]))
	return before, after, err
}

// Patch implements [stable.Source].
func (s *commitSource) Patch(id history.ID) (*diff.Patch, error) {
	return s.patches.of(id, func() (*diff.Patch, int, error) {
		c, err := s.Commit(id)
		if err != nil || len(c.Parents) > 1 {
			return nil, 1, err
		}
		before, after, err := s.sides(c)
		if err != nil {
			return nil, 0, err
		}
		text, err := formatpatch.Diff(before, after, 40)
		return diff.Parse(string(text), 1), 3 * len(text), err
	})
}

// Paths implements [stable.Source].
func (s *commitSource) Paths(id history.ID) ([]string, error) {
	return s.paths.of(id, func() ([]string, int, error) {
		c, err := s.Commit(id)
		if err != nil {
			return nil, 0, err
		}
		before, after, err := s.sides(c)
		if err != nil {
			return nil, 0, err
		}
		paths, err := formatpatch.Paths(before, after)
		size := 50
		for _, p := range paths {
			size += len(p) + 16
		}
		return paths, size, err
	})
}

// touches tells whether a commit changes what is at a path, file or folder. Only the folders above it are read.
func (s *commitSource) touches(id history.ID, path string) (bool, error) {
	c, err := s.Commit(id)
	if err != nil {
		return false, err
	}
	before, after, err := s.sides(c)
	if err != nil {
		return false, err
	}
	a, err := entryAt(before, path)
	if err != nil {
		return false, err
	}
	b, err := entryAt(after, path)
	return a != b, err
}

// entryAt is what stands at a path, nothing where there is nothing.
func entryAt(t apply.Tree, path string) (found apply.Entry, err error) {
	dir, name := "", path
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		dir, name = path[:i], path[i+1:]
	}
	entries, err := t.Entries(dir)
	for _, e := range entries {
		if e.Name == name {
			found = e
		}
	}
	return found, err
}
