package flow

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"patchpilot/apply"
	"patchpilot/internal/gitrepo"
	"patchpilot/series"
)

// baseReach is how many commits back a base is looked for on a ref.
const baseReach = 2000

// Base is the commit a posting seems to be made on, and how one knows.
type Base struct {
	Commit apply.Hash
	Ref    string // the ref it was found on, "" where a base-commit alone names it
	Why    string
}

// FindBase tells on which commit a revision was made: its base-commit, if the repository has it; else the
// newest commit of the refs whose tree holds the blobs that the index lines name as they were before.
func FindBase(repo *gitrepo.Repo, r *series.Revision, refs []string) (Base, error) {
	if r.BaseCommit != "" {
		if h, err := repo.Resolve(r.BaseCommit + "^{commit}"); err == nil {
			return Base{Commit: h, Why: "base-commit: " + r.BaseCommit + " is in the repository"}, nil
		}
	}
	wanted := preimages(r)
	if len(wanted) == 0 {
		return Base{}, fmt.Errorf("no base-commit that is here, and no index line names what the patches were made on")
	}
	var best candidate
	var failed error
	for _, ref := range refs {
		c, err := newestHolding(repo, ref, wanted)
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w", ref, err)) // the others may have it
			continue
		}
		if c.held > best.held || c.held == best.held && c.held > 0 && c.when.After(best.when) {
			best = c
		}
	}
	switch {
	case best.held > 0:
	case failed != nil:
		return Base{}, failed
	default:
		return Base{}, fmt.Errorf("no commit on %s holds %s as the index lines name %s", strings.Join(refs, ", "), count(len(wanted), len(wanted)), them(len(wanted)))
	}
	return Base{Commit: best.commit, Ref: best.ref, Why: fmt.Sprintf("the newest commit on %s that holds %s as the index lines name %s",
		best.ref, count(best.held, len(wanted)), them(len(wanted)))}, nil
}

// preimages are the blobs that a revision's first patch to each file was made on, by path.
func preimages(r *series.Revision) map[string]string {
	blobs := make(map[string]string)
	touched := make(map[string]bool)
	for _, p := range r.Patches {
		if p.Diff == nil {
			continue
		}
		for _, f := range p.Diff.Files {
			if id := f.OldID; id != "" && strings.Trim(id, "0") != "" && !touched[f.OldPath] {
				blobs[f.OldPath] = id
			}
			touched[f.OldPath], touched[f.NewPath] = true, true
		}
	}
	return blobs
}

// count says how many of the files.
func count(held, all int) string {
	switch {
	case all == 1:
		return "the file"
	case held == all:
		return fmt.Sprintf("the %d files", all)
	}
	return fmt.Sprintf("%d of %d files, more than any other,", held, all)
}

func them(files int) string {
	if files == 1 {
		return "it"
	}
	return "them"
}

// candidate is the commit of one ref that a posting may be made on.
type candidate struct {
	commit apply.Hash
	ref    string
	when   time.Time
	held   int // of the blobs wanted
}

// newestHolding walks back from a ref to the newest commit that holds the most of the blobs wanted.
func newestHolding(repo *gitrepo.Repo, ref string, wanted map[string]string) (candidate, error) {
	best := candidate{ref: ref}
	tip, err := repo.Resolve(ref)
	if err != nil {
		return best, err
	}
	steps := 0
	for c, err := range repo.Log(apply.Hash{}, tip) {
		if err != nil {
			return best, err
		}
		if steps++; steps > baseReach {
			break
		}
		tree, err := repo.Tree(c.Hash)
		if err != nil {
			return best, err
		}
		held, err := holding(tree, wanted)
		if err != nil {
			return best, err
		}
		if held > best.held {
			best.commit, best.when, best.held = c.Hash, c.Committer.When, held
		}
		if held == len(wanted) {
			break
		}
	}
	return best, nil
}

func holding(tree apply.Tree, wanted map[string]string) (int, error) {
	n := 0
	for path, id := range wanted {
		dir, name := "", path
		if i := strings.LastIndexByte(path, '/'); i >= 0 {
			dir, name = path[:i], path[i+1:]
		}
		entries, err := tree.Entries(dir)
		if err != nil {
			return 0, err
		}
		for _, e := range entries {
			if e.Name == name && strings.HasPrefix(e.Hash.String(), id) {
				n++
			}
		}
	}
	return n, nil
}
