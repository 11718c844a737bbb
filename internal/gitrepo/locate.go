package gitrepo

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// places are the folders of a repository (gitrepository-layout): gitDir holds HEAD; commonDir the rest,
// and is another one in a linked worktree.
type places struct {
	gitDir, commonDir string
}

// ErrNoRepository is what Open says where there is none.
var ErrNoRepository = errors.New("not a git repository")

// find looks for the repository path names: a git folder, a work tree, or a folder below one.
func find(path string) (places, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return places{}, fmt.Errorf("%s: there is no such folder", path)
	} else if err != nil {
		return places{}, err
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return places{}, err
	}
	for dir := abs; ; dir = filepath.Dir(dir) {
		p, ok, err := at(dir)
		if ok || err != nil {
			return p, err
		}
		if dir == filepath.Dir(dir) {
			return places{}, fmt.Errorf("%s: %w", path, ErrNoRepository)
		}
	}
}

// at tells whether dir itself is a repository: a git folder, or a work tree with its .git.
func at(dir string) (p places, ok bool, err error) {
	dot := filepath.Join(dir, ".git")
	switch info, err := os.Stat(dot); {
	case err == nil && info.IsDir():
		p, ok, err := gitFolder(dot)
		if ok || err != nil {
			return p, ok, err
		}
	case err == nil:
		target, err := gitFile(dot)
		if err != nil {
			return p, false, err
		}
		p, ok, err := gitFolder(target)
		if err == nil && !ok {
			err = fmt.Errorf("%s names %s, which is not a git folder", dot, target)
		}
		return p, ok, err
	}
	return gitFolder(dir)
}

// gitFile reads a .git file of a linked worktree or a submodule.
func gitFile(path string) (target string, err error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	target, ok := strings.CutPrefix(string(data), "gitdir: ")
	if !ok {
		return "", fmt.Errorf("%s: no \"gitdir:\" in it", path)
	}
	target = strings.TrimRight(target, "\r\n")
	if !filepath.IsAbs(target) {
		target = filepath.Join(filepath.Dir(path), target)
	}
	return target, nil
}

// gitFolder knows a git folder by what git asks for: HEAD, and objects and refs there or in the common folder.
func gitFolder(dir string) (p places, ok bool, err error) {
	if _, err := os.Lstat(filepath.Join(dir, "HEAD")); err != nil {
		return p, false, nil
	}
	p = places{dir, dir}
	common, err := os.ReadFile(filepath.Join(dir, "commondir"))
	switch {
	case err == nil:
		p.commonDir = strings.TrimRight(string(common), "\r\n")
		if !filepath.IsAbs(p.commonDir) {
			p.commonDir = filepath.Join(dir, p.commonDir)
		}
	case !errors.Is(err, fs.ErrNotExist):
		return p, false, err
	}
	for _, name := range []string{"objects", "refs"} {
		if info, err := os.Stat(filepath.Join(p.commonDir, name)); err != nil || !info.IsDir() {
			return p, false, nil
		}
	}
	return p, true, nil
}
