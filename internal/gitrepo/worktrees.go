package gitrepo

import (
	"os"
	"path/filepath"
	"strings"
)

// CheckedOut tells which work tree has the branch checked out, or is rebasing or bisecting it; "" if none.
func (r *Repo) CheckedOut(name string) string {
	common := r.dirs.commonDir
	if !r.config.bool("core.bare", false) && uses(common, name) {
		return filepath.Dir(common)
	}
	linked, err := os.ReadDir(filepath.Join(common, "worktrees"))
	if err != nil {
		return ""
	}
	for _, e := range linked {
		dir := filepath.Join(common, "worktrees", e.Name())
		if !uses(dir, name) {
			continue
		}
		if where, err := os.ReadFile(filepath.Join(dir, "gitdir")); err == nil {
			return filepath.Dir(strings.TrimSpace(string(where)))
		}
		return dir
	}
	return ""
}

// uses tells whether the work tree of a git folder stands on the branch.
func uses(gitDir, name string) bool {
	if _, symbolic, err := readRefFile(filepath.Join(gitDir, "HEAD")); err == nil && symbolic == name {
		return true
	}
	short := strings.TrimPrefix(name, "refs/heads/")
	for _, file := range []string{"rebase-merge/head-name", "rebase-apply/head-name", "BISECT_START"} {
		data, err := os.ReadFile(filepath.Join(gitDir, filepath.FromSlash(file)))
		if text := strings.TrimSpace(string(data)); err == nil && (text == name || text == short) {
			return true
		}
	}
	return false
}
