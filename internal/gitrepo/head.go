package gitrepo

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"patchpilot/apply"
)

// Path is the path the repository was opened by.
func (r *Repo) Path() string { return r.path }

// Between are the commits of tip that none of the bases reaches.
func (r *Repo) Between(tip apply.Hash, bases []apply.Hash) (*Range, error) {
	return r.walkRange(tip, bases, 0)
}

// RemoteTips are the commits that remote-tracking branches stand at: what others have already.
func (r *Repo) RemoteTips() ([]apply.Hash, error) {
	names, err := r.allRefs()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.path, err)
	}
	var tips []apply.Hash
	for _, name := range names {
		if !strings.HasPrefix(name, "refs/remotes/") {
			continue
		}
		if tip, err := r.Resolve(name); err == nil { // one that is broken holds nothing back
			tips = append(tips, tip)
		}
	}
	return tips, nil
}

// Merging tells whether a merge is under way, whose commit is still to be made.
func (r *Repo) Merging() bool {
	_, err := os.Stat(filepath.Join(r.dirs.gitDir, "MERGE_HEAD"))
	return err == nil
}

// Ignored says what git reads history through and this package does not, one sentence each: replace refs and grafts.
func (r *Repo) Ignored() (all []string) {
	if refs, err := r.Refs("refs/replace/"); err == nil && len(refs) > 0 {
		all = append(all, fmt.Sprintf("%s: replace refs (%d) are ignored: git log may show another history", r.path, len(refs)))
	}
	if info, err := os.Stat(filepath.Join(r.dirs.commonDir, "info", "grafts")); err == nil && info.Size() > 0 {
		all = append(all, r.path+": info/grafts is ignored: git log may show another history")
	}
	return all
}
