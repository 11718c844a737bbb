package gitrepo

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/go-git/go-git/v5/plumbing"

	"patchpilot/apply"
)

// store is all objects of a repository: packs and loose ones, its own and those of its alternates.
// Reads run side by side; they hold the lock shared, so that packs are closed only when nobody reads.
type store struct {
	dirs     []string // objects folders: the repository's own first
	promised bool     // a partial clone: objects may be left out
	bases    *deltaBases

	mu    sync.RWMutex
	packs []*pack // newest first
	scan  int     // how often the folders were listed
	bad   error   // the first pack index that cannot be used
}

func openStore(objects string) (*store, error) {
	s := &store{bases: newLRU[basePlace, plumbing.EncodedObject](baseBudget)}
	if err := s.addDir(objects, 0); err != nil {
		return nil, err
	}
	return s, s.rescan(0)
}

// maxAlternates is how deep alternates may nest, as in git.
const maxAlternates = 5

// addDir adds an objects folder and those it borrows from (objects/info/alternates, gitrepository-layout).
func (s *store) addDir(dir string, depth int) error {
	if resolved, err := filepath.EvalSymlinks(dir); err == nil {
		dir = resolved
	}
	if slices.Contains(s.dirs, dir) {
		return nil // a cycle, or twice the same
	}
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		err = fmt.Errorf("%s is no folder", dir)
	}
	if err != nil {
		return fmt.Errorf("objects: %w", err)
	}
	s.dirs = append(s.dirs, dir)
	list, err := os.ReadFile(filepath.Join(dir, "info", "alternates"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(list)) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		if depth == maxAlternates {
			return fmt.Errorf("%s: alternates nest too deep", dir)
		}
		if !filepath.IsAbs(line) {
			line = filepath.Join(dir, line)
		}
		if err := s.addDir(line, depth+1); err != nil {
			return fmt.Errorf("%s/info/alternates: %w", dir, err)
		}
	}
	return nil
}

// rescan lists the pack folders anew, unless somebody did so since the scan named by seen.
// Packs that are gone are closed; a broken index is kept in mind for the objects nobody else has.
func (s *store) rescan(seen int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.scan != seen {
		return nil
	}
	s.scan++
	s.bad = nil
	old := map[string]*pack{}
	for _, p := range s.packs {
		old[p.base] = p
	}
	type found struct {
		*pack
		made time.Time
	}
	var list []found
	for _, dir := range s.dirs {
		entries, err := os.ReadDir(filepath.Join(dir, "pack"))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		for _, e := range entries {
			name, ok := strings.CutSuffix(e.Name(), ".idx")
			info, err := e.Info()
			if !ok || err != nil {
				continue
			}
			base := filepath.Join(dir, "pack", name)
			p := old[base]
			delete(old, base)
			if p == nil {
				p, err = openPack(base, s.bases)
			}
			if err != nil {
				if !errors.Is(err, fs.ErrNotExist) && s.bad == nil {
					s.bad = err
				}
				continue
			}
			list = append(list, found{p, info.ModTime()})
		}
	}
	for _, p := range old {
		p.close()
	}
	slices.SortStableFunc(list, func(a, b found) int {
		return cmp.Or(b.made.Compare(a.made), strings.Compare(a.base, b.base))
	})
	s.packs = s.packs[:0:0]
	for _, f := range list {
		s.packs = append(s.packs, f.pack)
	}
	return nil
}

// close gives everything back. The store can be used again after a rescan only.
func (s *store) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.packs {
		p.close()
	}
	s.packs = nil
}

// read gives an object whole, its content checked against its id. What is not found is looked for once
// more after a look at the folders: git gc replaces packs at any time.
func (s *store) read(h plumbing.Hash) (object, error) {
	o, seen, err := s.readOnce(h)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return o, err
	}
	if err := s.rescan(seen); err != nil {
		return object{}, err
	}
	o, _, err = s.readOnce(h)
	if errors.Is(err, fs.ErrNotExist) {
		err = s.missing(h)
	}
	return o, err
}

// readOnce looks through the packs, then for a loose object; fs.ErrNotExist where there is none.
// A damaged copy is passed over when there is another one, as in git.
func (s *store) readOnce(h plumbing.Hash) (o object, scan int, err error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var broken error
	for _, p := range s.packs {
		if _, ok := p.index.find(h); !ok {
			continue
		}
		o, err := p.read(h)
		if err == nil {
			return o, s.scan, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			broken = cmp.Or(broken, err)
		}
	}
	for _, dir := range s.dirs {
		o, err := readLoose(dir, h)
		if err == nil {
			return o, s.scan, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			broken = cmp.Or(broken, err)
		}
	}
	return object{}, s.scan, cmp.Or(broken, error(fs.ErrNotExist))
}

// missing says that an object is nowhere, and of a pack index that could not be used.
func (s *store) missing(h plumbing.Hash) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.bad != nil {
		return fmt.Errorf("object %s: %w, and %w", h, apply.ErrNotFound, s.bad)
	}
	return fmt.Errorf("object %s: %w", h, apply.ErrNotFound)
}

// place orders objects as they lie on disk: by pack, then by offset; loose ones first.
func (s *store) place(h plumbing.Hash) (pack int, offset int64) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for i, p := range s.packs {
		if at, err := p.locate(h); err == nil {
			return i, at
		}
	}
	return -1, 0
}

// has tells whether the object is there, without reading it.
func (s *store) has(h plumbing.Hash) bool {
	return slices.Contains(s.expand(prefix{bits: h, n: 2 * hashSize}), h)
}

// expand lists the objects an abbreviated id may mean, sorted, maxCandidates of each pack at most.
func (s *store) expand(p prefix) []plumbing.Hash {
	found, seen := s.expandOnce(p)
	if len(found) == 0 && s.rescan(seen) == nil {
		found, _ = s.expandOnce(p)
	}
	return found
}

func (s *store) expandOnce(p prefix) (found []plumbing.Hash, scan int) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, pack := range s.packs {
		found = append(found, pack.index.prefixed(p)...)
	}
	for _, dir := range s.dirs {
		found = append(found, looseMatching(dir, p)...)
	}
	slices.SortFunc(found, func(a, b plumbing.Hash) int { return slices.Compare(a[:], b[:]) })
	return slices.Compact(found), s.scan
}
