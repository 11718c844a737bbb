// Package gitrepo reads and writes git repositories, large ones quickly.
//
// In: the path of a repository. Out: commits, trees to lay patches on ([apply.Tree]), answers about
// history, new objects and refs, and the messages of public-inbox archives. Objects, packs and
// their formats are go-git's; what is done here is what it costs too much there: the pack index is mapped,
// not loaded; alternates are opened once; history is read from the commit-graph file where there is one.
//
// Laws: every object read is checked against its id. Reads are safe for many goroutines and beside a running
// `git gc`. A ref moves only from the value the caller expected, under git's own lock, after everything it
// reaches is on disk: a crash leaves the repository as it was, at worst with unreachable objects and a lock.
//
// Not supported, and said so: SHA-256 repositories, refs in reftables. Ignored: replace refs, grafts and
// multi-pack indexes. Nothing here runs a command or a hook.
package gitrepo

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"

	"patchpilot/apply"
)

const (
	treeBudget = 64 << 20 // bytes of parsed trees kept
	blobBudget = 64 << 20 // bytes of blobs kept
)

// Repo is an open repository. It is safe for concurrent use.
type Repo struct {
	path    string // as given
	dirs    places
	config  config
	objects *store
	shallow map[apply.Hash]bool // commits whose parents were left out
	notes   []string
	tell    func(done, total int64) // how far reading history is; nil = nobody wants to know

	trees *lru[apply.Hash, []apply.Entry]
	blobs *lru[apply.Hash, []byte]

	packed    packedRefs
	graphOnce sync.Once
	graph     *history

	layersOnce sync.Once
	layers     []*graphLayer // of the commit-graph
	glances    atomic.Int32
}

// Open opens the repository at path: a git folder (bare or not), a work tree (linked ones too), or a
// folder below one. Only the layout is looked at; the first read opens what it needs.
func Open(path string) (*Repo, error) {
	dirs, err := find(path)
	if err != nil {
		return nil, err
	}
	return openAt(path, dirs)
}

func openAt(path string, dirs places) (*Repo, error) {
	r := &Repo{
		path:   path,
		dirs:   dirs,
		config: config{},
		trees:  newLRU[apply.Hash, []apply.Entry](treeBudget),
		blobs:  newLRU[apply.Hash, []byte](blobBudget),
	}
	if err := r.readConfig(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var err error
	if r.shallow, err = readShallow(filepath.Join(dirs.commonDir, "shallow")); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if r.objects, err = openStore(filepath.Join(dirs.commonDir, "objects")); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	r.objects.promised = r.partial()
	if len(r.shallow) > 0 {
		ends := "1 commit"
		if n := len(r.shallow); n > 1 {
			ends = fmt.Sprintf("%d commits", n)
		}
		r.notes = append(r.notes, fmt.Sprintf("%s: shallow clone: history ends at %s whose parents are not here", path, ends))
	}
	return r, nil
}

// Close gives files and memory back; nobody may be using r.
func (r *Repo) Close() error {
	r.objects.close()
	closeGraph(r.layers)
	return nil
}

// Notes are what a reader of results should know about the repository: that it is shallow, say.
func (r *Repo) Notes() []string { return r.notes }

// Watch has tell called, by whichever goroutine reads, with how many commits of a long history were read, and of how
// many: 0 while nobody knows. It is for who opened the repository to call, before others use it.
func (r *Repo) Watch(tell func(done, total int64)) { r.tell = tell }

// tellEvery is how many commits are read between two tellings.
const tellEvery = 1024

func (r *Repo) told(done, total int) {
	if r.tell != nil {
		r.tell(int64(done), int64(total))
	}
}

// Shallow tells whether history was cut off when the repository was cloned.
func (r *Repo) Shallow() bool { return len(r.shallow) > 0 }

// readConfig reads the repository's own config and refuses what cannot be read at all.
func (r *Repo) readConfig() error {
	if err := r.config.read(filepath.Join(r.dirs.commonDir, "config"), r.dirs.gitDir); err != nil {
		return err
	}
	if r.config.bool("extensions.worktreeconfig", false) {
		if err := r.config.read(filepath.Join(r.dirs.gitDir, "config.worktree"), r.dirs.gitDir); err != nil {
			return err
		}
	}
	version := r.config.get("core.repositoryformatversion")
	if version != "" && version != "0" && version != "1" {
		return fmt.Errorf("not supported yet: repository format version %q", version)
	}
	if format := r.config.get("extensions.objectformat"); format != "" && format != "sha1" {
		return fmt.Errorf("not supported yet: a repository with %s object ids", format)
	}
	if storage := r.config.get("extensions.refstorage"); storage != "" && storage != "files" {
		return fmt.Errorf("not supported yet: refs kept as %s", storage)
	}
	if version != "1" {
		return nil
	}
	// A version 1 repository may only be touched by those who know all its extensions.
	for key := range r.config {
		name, ok := strings.CutPrefix(key, "extensions.")
		if !ok {
			continue
		}
		switch name {
		case "objectformat", "refstorage", "worktreeconfig", "partialclone", "noop", "preciousobjects", "relativeworktrees", "compatobjectformat":
		default:
			return fmt.Errorf("not supported yet: repository extension %q", name)
		}
	}
	return nil
}

// partial tells a partial clone, where objects may be left out.
func (r *Repo) partial() bool {
	if r.config.get("extensions.partialclone") != "" {
		return true
	}
	for key := range r.config {
		if strings.HasPrefix(key, "remote.") && strings.HasSuffix(key, ".promisor") && r.config.bool(key, false) {
			return true
		}
	}
	return false
}

// readShallow reads the commits at which history ends (gitformat, shallow).
func readShallow(path string) (map[apply.Hash]bool, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	shallow := map[apply.Hash]bool{}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		h, ok := parseHash(strings.TrimSpace(lines.Text()))
		if !ok {
			return nil, fmt.Errorf("%s: %q is no commit id", path, lines.Text())
		}
		shallow[h] = true
	}
	return shallow, lines.Err()
}
