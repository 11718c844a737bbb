package gitrepo

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/go-git/go-git/v5/plumbing"

	"patchpilot/apply"
)

const maxSymrefs = 5 // how often a ref may name another one, as in git

// errNoRef is what looking up a ref that is not there comes to.
var errNoRef = errors.New("no such ref")

// packedRefs is the packed-refs file as last read.
type packedRefs struct {
	mu   sync.Mutex
	made time.Time
	size int64
	refs map[string]apply.Hash
}

// all gives the packed refs, reading the file again where it has changed. The map is not to be changed.
func (p *packedRefs) all(path string) (map[string]apply.Hash, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	// A file younger than two seconds may change again within the grain of its time stamp.
	settled := time.Since(info.ModTime()) > 2*time.Second
	if p.refs != nil && info.ModTime().Equal(p.made) && info.Size() == p.size {
		return p.refs, nil
	}
	refs := map[string]apply.Hash{}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line := lines.Text()
		if line == "" || line[0] == '#' || line[0] == '^' {
			continue
		}
		id, name, _ := strings.Cut(line, " ")
		h, ok := parseHash(id)
		if !ok {
			return nil, fmt.Errorf("%s: corrupt: %q", path, line)
		}
		refs[name] = h
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	p.made, p.size, p.refs = info.ModTime(), info.Size(), nil
	if settled {
		p.refs = refs
	}
	return refs, nil
}

func (r *Repo) packedRefs() (map[string]apply.Hash, error) {
	return r.packed.all(filepath.Join(r.dirs.commonDir, "packed-refs"))
}

// refPath is the file of a loose ref: refs of a worktree's own, and names like HEAD, lie in its git folder.
func (r *Repo) refPath(name string) string {
	dir := r.dirs.gitDir
	own := strings.HasPrefix(name, "refs/bisect/") || strings.HasPrefix(name, "refs/worktree/") || strings.HasPrefix(name, "refs/rewritten/")
	if strings.HasPrefix(name, "refs/") && !own {
		dir = r.dirs.commonDir
	}
	return filepath.Join(dir, filepath.FromSlash(name))
}

// readRef reads one ref without following it: an id, or the name of the ref it stands for.
func (r *Repo) readRef(name string) (h apply.Hash, symbolic string, err error) {
	h, symbolic, err = readRefFile(r.refPath(name))
	if !errors.Is(err, errNoRef) {
		return h, symbolic, err
	}
	packed, err := r.packedRefs()
	if err != nil {
		return h, "", err
	}
	if h, ok := packed[name]; ok {
		return h, "", nil
	}
	return h, "", errNoRef
}

func readRefFile(path string) (h apply.Hash, symbolic string, err error) {
	data, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.EISDIR), errors.Is(err, syscall.ENOTDIR):
		return h, "", errNoRef
	case err != nil:
		return h, "", err
	}
	text := strings.TrimRight(string(data), " \t\r\n")
	if target, ok := strings.CutPrefix(text, "ref:"); ok {
		return h, strings.TrimSpace(target), nil
	}
	id, _, _ := strings.Cut(text, "\t") // FETCH_HEAD says more after the id
	h, ok := parseHash(id)
	if !ok {
		return h, "", fmt.Errorf("%s: corrupt ref: %q", path, text)
	}
	return h, "", nil
}

// ref is the object a ref names, symbolic refs followed; last is the ref found at the end.
func (r *Repo) ref(name string) (h apply.Hash, last string, err error) {
	for range maxSymrefs {
		if !safeRef(name) {
			return h, name, errNoRef
		}
		h, symbolic, err := r.readRef(name)
		if err != nil || symbolic == "" {
			return h, name, err
		}
		name = symbolic
	}
	return h, name, fmt.Errorf("%s: symbolic refs go round in circles", name)
}

// safeRef tells a name that can be a ref (git-check-ref-format); nothing else becomes a path.
func safeRef(name string) bool {
	if strings.HasPrefix(name, "refs/") {
		return plumbing.ReferenceName(name).Validate() == nil && filepath.IsLocal(name)
	}
	return name != "" && strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") == ""
}

// allRefs lists the names of all refs below refs/, sorted.
func (r *Repo) allRefs() ([]string, error) {
	root := filepath.Join(r.dirs.commonDir, "refs")
	var names []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // gone while we looked
		}
		if err != nil || d.IsDir() || strings.HasSuffix(path, ".lock") {
			return err
		}
		rel, err := filepath.Rel(r.dirs.commonDir, path)
		names = append(names, filepath.ToSlash(rel))
		return err
	})
	if err != nil {
		return nil, err
	}
	// After the loose ones: what is packed meanwhile is found twice, not missed.
	packed, err := r.packedRefs()
	if err != nil {
		return nil, err
	}
	for name := range packed {
		names = append(names, name)
	}
	names = slices.DeleteFunc(names, func(name string) bool { return !safeRef(name) })
	slices.Sort(names)
	return slices.Compact(names), nil
}
