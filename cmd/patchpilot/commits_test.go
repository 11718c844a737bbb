package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/go-git/go-git/v5"
	"github.com/rogpeppe/go-internal/testscript"

	"patchpilot/internal/gitrepo"
)

// showCommits prints commits, and those before them until another one, to standard output:
// `commits r main..topic`.
func showCommits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: commits REPO BASE..TIP")
	}
	repo, err := gitrepo.Open(ts.MkAbs(args[0]))
	ts.Check(err)
	defer repo.Close()
	from, to, _ := strings.Cut(args[1], "..")
	base, err := repo.Resolve(from)
	ts.Check(err)
	tip, err := repo.Resolve(to)
	ts.Check(err)
	for c, err := range repo.Log(base, tip) {
		ts.Check(err)
		fmt.Fprintf(ts.Stdout(), "commit %s\ntree %s\n", c.Hash, c.Tree)
		for _, p := range c.Parents {
			fmt.Fprintf(ts.Stdout(), "parent %s\n", p)
		}
		for _, s := range []gitrepo.Signature{c.Author, c.Committer} {
			fmt.Fprintf(ts.Stdout(), "%s <%s> %s\n", s.Name, s.Email, s.When.Format(time.RFC3339))
		}
		fmt.Fprintf(ts.Stdout(), "\n%s\n", c.Message)
	}
}

// empty makes a repository without a commit: `empty REPO`.
func empty(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: empty REPO")
	}
	_, err := git.PlainInit(ts.MkAbs(args[0]), true)
	ts.Check(err)
}

// pushing writes the file "pushed", lines as git gives them to its pre-push hook, of names and commits that are new to
// the remote: `pushing main $REV`.
func pushing(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 || len(args)%2 != 0 {
		ts.Fatalf("usage: pushing NAME COMMIT...")
	}
	var lines strings.Builder
	for pair := range slices.Chunk(args, 2) {
		fmt.Fprintf(&lines, "refs/%[1]s %[2]s refs/%[1]s %[3]s\n", pair[0], pair[1], strings.Repeat("0", 40))
	}
	ts.Check(os.WriteFile(ts.MkAbs("pushed"), []byte(lines.String()), 0o666))
}

// damage spoils the object that holds a branch's tree: `damage r broken`.
func damage(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: damage REPO BRANCH")
	}
	repo, err := gitrepo.Open(ts.MkAbs(args[0]))
	ts.Check(err)
	defer repo.Close()
	tip, err := repo.Resolve("refs/heads/" + args[1])
	ts.Check(err)
	c, err := repo.Commit(tip)
	ts.Check(err)
	id := c.Tree.String()
	path := filepath.Join(ts.MkAbs(args[0]), "objects", id[:2], id[2:])
	ts.Check(os.Remove(path))
	ts.Check(os.WriteFile(path, []byte("no object"), 0o644))
}
