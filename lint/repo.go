package lint

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"patchpilot/apply"
	"patchpilot/trailers"
)

// Repo is the repository that some rules ask. It is safe for concurrent use, and gives the same answer
// each time. An error that its methods do not name is about the repository itself: rules are silent then,
// and whoever gave the Repo tells of it.
type Repo interface {
	// Lookup finds the commit that an id names, whole or abbreviated. It fails with apply.ErrNotFound,
	// apply.ErrAmbiguous or ErrNotCommit, whose text says what the id may mean.
	Lookup(id string) (*Commit, error)
	// IsAncestor tells whether b's history holds a.
	IsAncestor(a, b apply.Hash) (bool, error)
	// Tree is a commit's tree.
	Tree(commit apply.Hash) (apply.Tree, error)
	// Onto is the commit that patches are to go on, and its name as the user knows it.
	Onto() (name string, c *Commit)
	// Shallow tells whether history was cut off when the repository was cloned.
	Shallow() bool
	// Imported tells whether history begins with the import of a tree that has more of it elsewhere.
	Imported() bool
	// Newest is when its newest commit was made, as far as known.
	Newest() time.Time

	// FirstRelease is the first release whose history holds a commit; its Name is "" where none does.
	FirstRelease(c apply.Hash) (Release, error)
	// Titled finds the commits of mainline that have a title, letter case aside: the newest first.
	Titled(title string) ([]*Commit, error)
	// FixedBy finds the commits of mainline whose Fixes tags name one.
	FixedBy(c apply.Hash) ([]*Commit, error)
	// Stable lists the stable branches by release. Mainline is what patches go on, unless that is one of them.
	Stable() ([]Branch, error)
	// Carried is what a stable branch has of a commit of mainline: itself or a copy, not reverted; nil for neither.
	Carried(b Branch, c apply.Hash) (*Commit, error)
}

// Commit is what rules want to know of one.
type Commit struct {
	Hash      apply.Hash
	Parents   []apply.Hash
	Subject   string
	Name      string // the author's
	Email     string
	Authored  time.Time
	Committer trailers.Person
	Committed time.Time
	Origins   []trailers.Origin // the commits that its log says it was taken from
}

// Release is a tag of a whole release: v6.12, no candidate and no stable update.
type Release struct {
	Name string
	When time.Time // of its commit
	// First tells that the release before it is tagged as well: else an older one may hold the commit.
	First bool
}

// Branch is a stable branch.
type Branch struct {
	Name    string // as the user knows it: "origin/linux-6.6.y"
	Release string // that it begins with: "6.6"
	Newest  time.Time
}

// ErrNotCommit is what Lookup says of an id that names something else.
var ErrNotCommit = errors.New("not a commit")

// short is a commit's id as Fixes tags have it.
func (c *Commit) short() string { return c.Hash.String()[:12] }

// Skipped are rules that did not run, or not everywhere, and why. What they look for may be there.
type Skipped struct {
	Rules []string
	Why   string
}

// Why rules are skipped.
const (
	noRepo        = "no repository; give --repo"
	noMaintainers = "no MAINTAINERS file: name one with --maintainers, or a repository that has one with --repo"
	noPrevious    = "the version before is not among the mails of every series"
	noHistory     = "the repository's history does not reach back"
	noText        = "the texts of the patches were not kept"
	noStable      = "no stable branch linux-X.Y.y in the repository"
)

// skips gathers from all goroutines of a linter what was skipped.
type skips struct {
	mu    sync.Mutex
	rules map[string]map[string]bool // by reason
}

func (s *skips) add(rule, why string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.rules == nil {
		s.rules = map[string]map[string]bool{}
	}
	if s.rules[why] == nil {
		s.rules[why] = map[string]bool{}
	}
	s.rules[why][rule] = true
}

// list gives each reason once, with its rules by name.
func (s *skips) list() []Skipped {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []Skipped
	for why, rules := range s.rules {
		one := Skipped{Why: why}
		for r := range rules {
			one.Rules = append(one.Rules, r)
		}
		slices.Sort(one.Rules)
		all = append(all, one)
	}
	slices.SortFunc(all, func(a, b Skipped) int {
		return cmp.Or(cmp.Compare(a.Why, b.Why), strings.Compare(a.Rules[0], b.Rules[0]))
	})
	return all
}
