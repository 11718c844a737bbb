package flow

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"patchpilot/apply"
	"patchpilot/internal/gitrepo"
	"patchpilot/lint"
	"patchpilot/trailers"
)

// Repo is a git repository as rules ask it ([lint.Repo]). What goes wrong while it is read is kept for the
// end of the run.
type Repo struct {
	git    *gitrepo.Repo
	name   string // of the commit that patches are to go on
	onto   *gitrepo.Commit
	newest time.Time

	mu      sync.Mutex
	commits map[string]lookup // by id as written
	failed  map[string]error  // by text

	imported func() bool
	releases func() ([]taggedRelease, error)
	stable   func() ([]branch, error)
	indexed  func() (*indexed, error)
}

type lookup struct {
	commit *lint.Commit
	err    error
}

// OpenRepo opens the repository at path, for patches that are to go on the commit that onto names; "" is HEAD.
func OpenRepo(path, onto string) (*Repo, error) {
	git, err := gitrepo.Open(path)
	if err != nil {
		return nil, err
	}
	r, err := NewRepo(git, onto)
	if err != nil {
		git.Close()
	}
	return r, err
}

// NewRepo is OpenRepo for a repository that is open; Close closes it.
func NewRepo(git *gitrepo.Repo, onto string) (*Repo, error) {
	r := &Repo{git: git, name: onto, commits: map[string]lookup{}, failed: map[string]error{}}
	if r.name == "" {
		r.name = "HEAD"
	}
	var err error
	if r.onto, err = r.commit(r.name); err != nil {
		if onto == "" {
			err = fmt.Errorf("%w; name a commit with --onto", err)
		}
		return nil, err
	}
	if r.name == r.onto.Hash.String() {
		r.name = r.name[:12]
	}
	r.newest = r.onto.Committer.When
	if head, err := r.commit("HEAD"); err == nil && head.Committer.When.After(r.newest) {
		r.newest = head.Committer.When
	}
	r.imported = sync.OnceValue(func() bool {
		imported, err := r.isImport()
		r.note(err)
		return imported
	})
	r.releases = sync.OnceValues(r.findReleases)
	r.stable = sync.OnceValues(r.findStable)
	r.indexed = sync.OnceValues(r.readCommits)
	return r, nil
}

// Watch has it told how far reading a long history is ([gitrepo.Repo.Watch]).
func (r *Repo) Watch(tell func(done, total int64)) {
	if r != nil {
		r.git.Watch(tell)
	}
}

// Close gives files and memory back.
func (r *Repo) Close() error { return r.git.Close() }

func (r *Repo) commit(rev string) (*gitrepo.Commit, error) {
	h, err := r.git.Resolve(rev)
	if err != nil {
		return nil, err
	}
	return r.git.Commit(h)
}

// Lookup implements lint.Repo.
func (r *Repo) Lookup(id string) (*lint.Commit, error) {
	r.mu.Lock()
	known, ok := r.commits[id]
	r.mu.Unlock()
	if ok {
		return known.commit, known.err
	}
	c, err := r.byID(id)
	switch {
	case err == nil && !strings.HasPrefix(c.Hash.String(), strings.ToLower(id)):
		known.err = &meaning{id, fmt.Errorf("%q: %w, but a tag of commit %.12s", id, gitrepo.ErrNotCommit, c.Hash), lint.ErrNotCommit}
	case err == nil:
		known.commit = asLint(c)
	case errors.Is(err, apply.ErrNotFound):
		known.err = fmt.Errorf("%q: %w", id, apply.ErrNotFound)
	case errors.Is(err, apply.ErrAmbiguous):
		known.err = &meaning{id, err, apply.ErrAmbiguous}
	case errors.Is(err, gitrepo.ErrNotCommit):
		known.err = &meaning{id, err, lint.ErrNotCommit}
	default:
		r.note(err)
		known.err = err
	}
	r.mu.Lock()
	r.commits[strings.Clone(id)] = known
	r.mu.Unlock()
	return known.commit, known.err
}

// byID finds the commit that an id names; what mail calls by another name is not looked for.
func (r *Repo) byID(id string) (*gitrepo.Commit, error) {
	if len(id) < 4 || strings.Trim(id, "0123456789abcdefABCDEF") != "" {
		return nil, apply.ErrNotFound
	}
	return r.commit(id)
}

// meaning is an error about an id that means something else than one commit.
type meaning struct {
	id   string
	err  error
	kind error
}

// Error is what the repository says, without its path.
func (m *meaning) Error() string {
	text := m.err.Error()
	if i := strings.Index(text, fmt.Sprintf("revision %q: ", m.id)); i >= 0 {
		text = text[i+len("revision "):]
	}
	return text
}

func (m *meaning) Unwrap() error { return m.kind }

func asLint(c *gitrepo.Commit) *lint.Commit {
	return &lint.Commit{
		Hash: c.Hash, Parents: c.Parents, Subject: c.Subject(),
		Name: c.Author.Name, Email: c.Author.Email, Authored: c.Author.When,
		Committer: trailers.Person{Name: c.Committer.Name, Email: c.Committer.Email}, Committed: c.Committer.When,
		Origins: trailers.Origins(logOf(c), 1),
	}
}

// logOf is a commit's message without its subject, as mail has it.
func logOf(c *gitrepo.Commit) string {
	_, log, _ := strings.Cut(strings.TrimLeft(c.Message, "\n"), "\n\n")
	return strings.TrimLeft(log, "\n")
}

// IsAncestor implements lint.Repo.
func (r *Repo) IsAncestor(a, b apply.Hash) (bool, error) {
	in, err := r.git.IsAncestor(a, b)
	r.note(err)
	return in, err
}

// Tree implements lint.Repo.
func (r *Repo) Tree(commit apply.Hash) (apply.Tree, error) {
	t, err := r.git.Tree(commit)
	if err != nil {
		r.note(err)
		return nil, err
	}
	return noting{t, r}, nil
}

// noting is a tree that tells its repository what could not be read.
type noting struct {
	apply.Tree
	repo *Repo
}

func (n noting) Entries(dir string) ([]apply.Entry, error) {
	entries, err := n.Tree.Entries(dir)
	n.repo.note(err)
	return entries, err
}

func (n noting) Blob(h apply.Hash) ([]byte, error) {
	data, err := n.Tree.Blob(h)
	n.repo.note(err)
	return data, err
}

// Onto implements lint.Repo.
func (r *Repo) Onto() (string, *lint.Commit) { return r.name, asLint(r.onto) }

// OntoDate is of when the commit is that patches are to go on.
func (r *Repo) OntoDate() time.Time { return r.onto.Committer.When }

// Shallow implements lint.Repo.
func (r *Repo) Shallow() bool { return r.git.Shallow() }

// Newest implements lint.Repo.
func (r *Repo) Newest() time.Time { return r.newest }

// Imported implements lint.Repo: it is true where there are more than ten files to a commit.
func (r *Repo) Imported() bool { return r.imported() }

const (
	longHistory    = 10_000 // commits that need no further look
	filesPerCommit = 10     // more than people add one change at a time
)

func (r *Repo) isImport() (bool, error) {
	commits := 0
	for _, err := range r.git.Log(apply.Hash{}, r.onto.Hash) {
		if err != nil {
			return false, err
		}
		if commits++; commits == longHistory {
			return false, nil
		}
	}
	t, err := r.git.Tree(r.onto.Hash)
	if err != nil {
		return false, err
	}
	most := commits * filesPerCommit
	files, err := countFiles(t, "", most+1)
	return files > most, err
}

// countFiles counts files and folders below a folder, up to most of them.
func countFiles(t apply.Tree, dir string, most int) (int, error) {
	entries, err := t.Entries(dir)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, e := range entries {
		if n >= most {
			break
		}
		if n++; e.Mode != apply.Dir {
			continue
		}
		below, err := countFiles(t, strings.TrimPrefix(dir+"/"+e.Name, "/"), most-n)
		if err != nil {
			return n, err
		}
		n += below
	}
	return n, nil
}

// note keeps an error of the repository for the end of the run; the same one once.
func (r *Repo) note(err error) {
	if err == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failed[err.Error()] = err
}

// failures are the errors noted, in a fixed order.
func (r *Repo) failures() []error {
	if r == nil {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return inOrder(r.failed)
}

// inOrder are errors by text, sorted by it.
func inOrder(errs map[string]error) (all []error) {
	for _, text := range slices.Sorted(maps.Keys(errs)) {
		all = append(all, errs[text])
	}
	return all
}
