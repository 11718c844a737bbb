package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-git/go-git/v5"
	"github.com/rogpeppe/go-internal/testscript"

	"patchpilot/apply"
	"patchpilot/internal/gitrepo"
)

// grown makes a repository of a file that tells its history: `grown REPO FILE`. Lines are
//
//	commit NAME BRANCH [like NAME]   a commit on a branch; its message follows, indented by a tab
//	by NAME <ADDRESS>                its author, Ann Author without it
//	put PATH                         a file it holds; the text follows, indented
//	line PATH N TEXT                 line N of a file is TEXT now, with an N above the last a new one
//	tag TAG NAME, branch BRANCH NAME
//	shallow NAME                     history was cut off before this commit
//
// In messages and in the script $NAME is a commit's id, in messages $NAME12 its first digits. A commit is a day younger than the one before; one that is like
// another has its author and the author's date, and its message unless it has one of its own.
func grown(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: grown REPO FILE")
	}
	dir := ts.MkAbs(args[0])
	if _, err := git.PlainInit(dir, true); err != nil && !errors.Is(err, git.ErrRepositoryAlreadyExists) {
		ts.Check(err)
	}
	repo, err := gitrepo.Open(dir)
	ts.Check(err)
	defer repo.Close()
	g := &grower{ts: ts, dir: dir, repo: repo, commits: map[string]*growing{}, when: time.Date(2024, 1, 1, 12, 0, 0, 0, time.UTC)}
	g.read(strings.Split(strings.TrimSuffix(ts.ReadFile(args[1]), "\n"), "\n"))
}

type grower struct {
	ts      *testscript.TestScript
	dir     string
	repo    *gitrepo.Repo
	commits map[string]*growing
	when    time.Time
	now     *growing // not written yet
}

// growing is a commit.
type growing struct {
	gitrepo.NewCommit
	name, branch string
	files        map[string]string
	id           apply.Hash
}

func (g *grower) read(lines []string) {
	for len(lines) > 0 {
		line, text := lines[0], ""
		words := strings.Fields(line)
		lines = lines[1:]
		for len(lines) > 0 && (strings.HasPrefix(lines[0], "\t") || lines[0] == "" && strings.HasPrefix(strings.Join(lines, ""), "\t")) {
			text += strings.TrimPrefix(lines[0], "\t") + "\n"
			lines = lines[1:]
		}
		if len(words) > 0 {
			g.do(words, line, text)
		}
	}
	g.write()
}

func (g *grower) do(words []string, line, text string) {
	switch words[0] {
	case "commit":
		g.write()
		g.begin(words, text)
	case "by":
		g.now.Author.Name, g.now.Author.Email = strings.Join(words[1:len(words)-1], " "), strings.Trim(words[len(words)-1], "<>")
	case "put":
		g.now.files[words[1]] = text
	case "line":
		n, err := strconv.Atoi(words[2])
		g.ts.Check(err)
		lines := strings.SplitAfter(g.now.files[words[1]], "\n")
		if n == len(lines) {
			lines = append(lines, "")
		}
		lines[n-1] = strings.SplitN(line, " ", 4)[3] + "\n"
		g.now.files[words[1]] = strings.Join(lines, "")
	case "tag":
		g.write()
		g.ref("tags/"+words[1], g.ts.Getenv(words[2]))
	case "branch":
		g.write()
		g.ref("heads/"+words[1], g.ts.Getenv(words[2]))
	case "shallow":
		g.ts.Check(os.WriteFile(filepath.Join(g.dir, "shallow"), []byte(g.ts.Getenv(words[1])+"\n"), 0o666))
	default:
		g.ts.Fatalf("grown: %q", words)
	}
}

func (g *grower) begin(words []string, message string) {
	g.when = g.when.AddDate(0, 0, 1)
	who := gitrepo.Signature{Name: "Ann Author", Email: "ann@example.org", When: g.when}
	g.now = &growing{name: words[1], branch: words[2], files: map[string]string{}}
	g.now.Author, g.now.Committer = who, gitrepo.Signature{Name: "Kay Keeper", Email: "kay@example.org", When: g.when}
	if len(words) > 4 {
		like := g.commits[words[4]]
		g.now.Author, g.now.Message = like.Author, like.Message
	}
	if message != "" {
		g.now.Message = os.Expand(message, g.named)
	}
	if tip, err := g.repo.Resolve("refs/heads/" + g.now.branch); err == nil {
		g.now.Parents = []apply.Hash{tip}
		for _, c := range g.commits {
			if c.id == tip {
				for path, text := range c.files {
					g.now.files[path] = text
				}
			}
		}
	}
}

// named is the id of a commit, or its first digits.
func (g *grower) named(name string) string {
	if short, ok := strings.CutSuffix(name, "12"); ok {
		return g.ts.Getenv(short)[:12]
	}
	return g.ts.Getenv(name)
}

// write writes the commit begun.
func (g *grower) write() {
	c := g.now
	if c == nil {
		return
	}
	g.now = nil
	tree := apply.NewOverlay(apply.Empty)
	for path, text := range c.files {
		g.ts.Check(tree.Put(path, apply.Regular, []byte(text)))
	}
	c.Tree = tree.Root()
	commit, err := c.NewCommit.Object()
	g.ts.Check(err)
	objects := []gitrepo.Object{commit}
	for o := range tree.Objects() {
		objects = append(objects, gitrepo.Object{Type: o.Kind, Data: o.Data})
	}
	g.ts.Check(g.repo.Write(slices.Values(objects)))
	c.id = commit.Hash()
	g.commits[c.name] = c
	g.ref("heads/"+c.branch, c.id.String())
	g.ts.Setenv(c.name, c.id.String())
}

func (g *grower) ref(name, id string) {
	path := filepath.Join(g.dir, "refs", filepath.FromSlash(name))
	g.ts.Check(os.MkdirAll(filepath.Dir(path), 0o777))
	g.ts.Check(os.WriteFile(path, []byte(fmt.Sprintln(id)), 0o666))
}
