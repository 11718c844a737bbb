package flow

import (
	"fmt"
	"strings"

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
	best, bestHeld := Base{}, 0
	for _, ref := range refs {
		tip, err := repo.Resolve(ref)
		if err != nil {
			return Base{}, err
		}
		h, held, err := newestHolding(repo, tip, wanted)
		if err != nil {
			return Base{}, err
		}
		if held > bestHeld {
			best, bestHeld = Base{Commit: h, Ref: ref}, held
		}
	}
	if bestHeld == 0 {
		return Base{}, fmt.Errorf("none of %s holds any of the %d files as the patches name them", strings.Join(refs, ", "), len(wanted))
	}
	best.Why = fmt.Sprintf("%s on %s holds %d of the %d files as the index lines name them", best.Commit.String()[:12], best.Ref, bestHeld, len(wanted))
	return best, nil
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

// newestHolding walks back from a tip to the newest commit that holds the most of the blobs wanted.
func newestHolding(repo *gitrepo.Repo, tip apply.Hash, wanted map[string]string) (best apply.Hash, most int, err error) {
	best = tip
	steps := 0
	for c, err := range repo.Log(apply.Hash{}, tip) {
		if err != nil {
			return best, most, err
		}
		if steps++; steps > baseReach {
			break
		}
		tree, err := repo.Tree(c.Hash)
		if err != nil {
			return best, most, err
		}
		held, err := holding(tree, wanted)
		if err != nil {
			return best, most, err
		}
		if held > most {
			best, most = c.Hash, held
		}
		if most == len(wanted) {
			break
		}
	}
	return best, most, nil
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
