package stable_test

import (
	"crypto/sha1"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"patchpilot/apply"
	"patchpilot/diff"
	"patchpilot/formatpatch"
	"patchpilot/history"
	"patchpilot/stable"
)

// repo is a repository in memory: commits are made by writing files.
type repo struct {
	t       testing.TB
	commits []history.Commit
	trees   map[history.ID]files
	blobs   map[apply.Hash][]byte
	made    map[history.ID]apply.Tree
	patches map[history.ID]*diff.Patch
}

// files are those of a tree, by path.
type files map[string]string

func newRepo(t testing.TB) *repo {
	return &repo{t: t, trees: map[history.ID]files{}, blobs: map[apply.Hash][]byte{}, made: map[history.ID]apply.Tree{}, patches: map[history.ID]*diff.Patch{}}
}

// commit makes one that changes files; an empty text takes a file away.
func (r *repo) commit(message string, change files, parents ...history.ID) history.ID {
	tree := files{}
	if len(parents) > 0 {
		tree = maps.Clone(r.trees[parents[0]])
	}
	for path, text := range change {
		if tree[path] = text; text == "" {
			delete(tree, path)
		}
	}
	id := history.ID(sha1.Sum(fmt.Appendf(nil, "%d %s", len(r.commits), message)))
	who := history.Person{Name: "Ada Writer", Email: "ada@example.org", When: time.Unix(int64(1_600_000_000+len(r.commits)), 0)}
	r.commits = append(r.commits, history.Commit{ID: id, Parents: parents, Author: who, Committer: who, Message: message})
	r.trees[id] = tree
	return id
}

// chain makes commits one after another and returns the last.
func (r *repo) chain(from history.ID, changes ...files) history.ID {
	for i, change := range changes {
		from = r.commit(fmt.Sprintf("Change %d", i), change, from)
	}
	return from
}

// index numbers all commits.
func (r *repo) index() *history.Index {
	x := history.New(history.Kernel)
	x.Extend(r.commits)
	return x
}

// keeper looks at one branch.
func (r *repo) keeper(upstream, base, tip history.ID) *stable.Keeper {
	x := r.index()
	return stable.New(stable.Input{
		Index: x, Upstream: x.Find(upstream), Source: r,
		Branches: []stable.Branch{{Name: "linux-5.9.y", Version: "5.9", Tip: x.Find(tip), Base: x.Find(base)}},
	})
}

// Tree implements stable.Source. All blobs are in one store, as in a repository.
func (r *repo) Tree(id history.ID) (apply.Tree, error) {
	if t, ok := r.made[id]; ok {
		return t, nil
	}
	all, ok := r.trees[id]
	if !ok {
		return nil, fmt.Errorf("commit %s: %w", id, apply.ErrNotFound)
	}
	o := apply.NewOverlay(apply.Empty)
	for _, path := range slices.Sorted(maps.Keys(all)) {
		if err := o.Put(path, apply.Regular, []byte(all[path])); err != nil {
			return nil, err
		}
	}
	for object := range o.Objects() {
		if object.Kind == "blob" {
			r.blobs[object.Hash] = object.Data
		}
	}
	r.made[id] = store{o, r}
	return r.made[id], nil
}

type store struct {
	apply.Tree
	repo *repo
}

func (s store) FindBlob(prefix string) (apply.Hash, error) {
	for h := range s.repo.blobs {
		if strings.HasPrefix(h.String(), prefix) {
			return h, nil
		}
	}
	return apply.Hash{}, apply.ErrNotFound
}

func (s store) Blob(h apply.Hash) ([]byte, error) {
	if data, ok := s.repo.blobs[h]; ok {
		return data, nil
	}
	return nil, apply.ErrNotFound
}

// Patch implements stable.Source.
func (r *repo) Patch(id history.ID) (*diff.Patch, error) {
	if p, ok := r.patches[id]; ok {
		return p, nil
	}
	c, err := r.find(id)
	if err != nil || len(c.Parents) > 1 {
		return nil, err
	}
	before := apply.Tree(apply.Empty)
	if len(c.Parents) == 1 {
		if before, err = r.Tree(c.Parents[0]); err != nil {
			return nil, err
		}
	}
	after, err := r.Tree(id)
	if err != nil {
		return nil, err
	}
	mail, err := formatpatch.Mail(formatpatch.Commit{ID: apply.Hash(id), Message: c.Message, Before: before, After: after}, formatpatch.Options{Abbrev: 40})
	if err != nil {
		return nil, err
	}
	_, text, _ := strings.Cut(string(mail), "\n---\n")
	r.patches[id] = diff.Parse(text, 1)
	return r.patches[id], nil
}

func (r *repo) find(id history.ID) (*history.Commit, error) {
	i := slices.IndexFunc(r.commits, func(c history.Commit) bool { return c.ID == id })
	if i < 0 {
		return nil, errors.New("no such commit")
	}
	return &r.commits[i], nil
}

// Paths implements stable.Source.
func (r *repo) Paths(id history.ID) (paths []string, err error) {
	p, err := r.Patch(id)
	if p != nil {
		for _, f := range p.Files {
			paths = append(paths, f.Path())
		}
	}
	return paths, err
}

// Title implements stable.Source.
func (r *repo) Title(id history.ID) (string, error) {
	c, err := r.find(id)
	if err != nil {
		return "", err
	}
	title, _, _ := strings.Cut(c.Message, "\n")
	return title, nil
}
