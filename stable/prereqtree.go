package stable

import (
	"strings"

	"patchpilot/apply"
	"patchpilot/diff"
	"patchpilot/history"
)

// entry is what stands at a path of a commit; zero = nothing.
func (s *seeker) entry(p place) (apply.Entry, error) {
	tree, err := s.in.Source.Tree(s.in.Index.ID(p.commit))
	if err != nil {
		return apply.Entry{}, err
	}
	return entryOf(tree, p.path)
}

func entryOf(tree apply.Tree, path string) (apply.Entry, error) {
	dir, name := "", path
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		dir, name = path[:i], path[i+1:]
	}
	entries, err := tree.Entries(dir)
	for _, e := range entries {
		if e.Name == name && e.Mode != apply.Dir {
			return e, err
		}
	}
	return apply.Entry{}, err
}

// lines are those of a file of a commit.
func (s *seeker) lines(commit history.N, e apply.Entry) ([]string, error) {
	if e.Mode == apply.Submodule {
		return []string{e.Hash.String()}, nil
	}
	tree, err := s.in.Source.Tree(s.in.Index.ID(commit))
	if err != nil {
		return nil, err
	}
	data, err := tree.Blob(e.Hash)
	return linesOf(data), err
}

// file are the lines at a path of a commit, none where there is no file.
func (s *seeker) file(p place) ([]string, error) {
	e, err := s.entry(p)
	if err != nil || !exists(e) {
		return nil, err
	}
	return s.lines(p.commit, e)
}

// renamed is what a file was called before a commit renamed it, "" where it did not.
func (s *seeker) renamed(n history.N, path string) (string, error) {
	p, err := s.in.Source.Patch(s.in.Index.ID(n))
	if p == nil || err != nil {
		return "", err
	}
	for _, f := range p.Files {
		if f.Status == diff.Renamed && f.NewPath == path {
			return f.OldPath, nil
		}
	}
	return "", nil
}

// renamedTo is what a commit renamed a file to, "" where it did not.
func (s *seeker) renamedTo(n history.N, path string) (string, error) {
	p, err := s.in.Source.Patch(s.in.Index.ID(n))
	if p == nil || err != nil {
		return "", err
	}
	for _, f := range p.Files {
		if f.Status == diff.Renamed && f.OldPath == path {
			return f.NewPath, nil
		}
	}
	return "", nil
}
