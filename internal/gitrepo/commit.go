package gitrepo

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
	gitobject "github.com/go-git/go-git/v5/plumbing/object"
	"golang.org/x/text/encoding/htmlindex"

	"patchpilot/apply"
)

// Signature is who and when, in the time zone written.
type Signature struct {
	Name, Email string
	When        time.Time
}

// Commit is a commit; its texts are UTF-8.
type Commit struct {
	Hash, Tree        apply.Hash
	Parents           []apply.Hash
	Cut               bool // its parents were left out: the edge of a shallow clone
	Author, Committer Signature
	Message           string
}

// Subject is the first paragraph of the message on one line, as git shows it.
func (c *Commit) Subject() string {
	subject, _ := c.Split()
	return subject
}

// Split parts the message at the first line that is blank below its first paragraph: that on one line, and the rest.
func (c *Commit) Split() (subject, body string) {
	rest := strings.TrimLeft(c.Message, " \t\r\n\v\f")
	var words []string
	for rest != "" {
		line, after, _ := strings.Cut(rest, "\n")
		more := strings.Fields(line)
		if len(more) == 0 {
			break
		}
		words, rest = append(words, more...), after
	}
	return strings.Join(words, " "), rest
}

// ErrCut is what is said of a commit at the edge of a shallow clone.
var ErrCut = errors.New("history was cut off before it, as a shallow clone's is, and what it changes is not known: git fetch --deepen=1 fetches more")

// Commit reads one commit. In a shallow clone the commits at its edge have no parents.
func (r *Repo) Commit(h apply.Hash) (*Commit, error) {
	data, err := r.read(h, plumbing.CommitObject)
	if err != nil {
		return nil, err
	}
	return r.parseCommit(h, data)
}

func (r *Repo) parseCommit(h apply.Hash, data []byte) (*Commit, error) {
	var c gitobject.Commit
	if err := c.Decode(object{plumbing.CommitObject, data}.encoded(h)); err != nil {
		return nil, fmt.Errorf("%s: commit %s: %w", r.path, h, err)
	}
	commit := &Commit{
		Hash:      h,
		Tree:      apply.Hash(c.TreeHash),
		Author:    Signature(c.Author),
		Committer: Signature(c.Committer),
		Message:   c.Message,
	}
	if commit.Cut = r.shallow[h]; !commit.Cut {
		commit.Parents = make([]apply.Hash, len(c.ParentHashes))
		for i, p := range c.ParentHashes {
			commit.Parents[i] = apply.Hash(p)
		}
	}
	if name := string(c.Encoding); name != "" && !strings.EqualFold(name, "utf-8") {
		recode(commit, name)
	}
	return commit, nil
}

// recode brings the texts of a commit written in another charset to UTF-8; an unknown one is left alone.
func recode(c *Commit, charset string) {
	enc, err := htmlindex.Get(charset)
	if err != nil {
		return
	}
	for _, text := range []*string{&c.Message, &c.Author.Name, &c.Author.Email, &c.Committer.Name, &c.Committer.Email} {
		if s, err := enc.NewDecoder().String(*text); err == nil {
			*text = s
		}
	}
}
