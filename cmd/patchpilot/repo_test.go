package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/go-git/go-git/v5"
	"github.com/rogpeppe/go-internal/testscript"

	"patchpilot/apply"
	"patchpilot/internal/gitrepo"
	"patchpilot/trailers"
)

// committed puts the files of a folder as a commit on a branch, made with go-git where there is no
// repository yet: `committed REPO BRANCH FOLDER SUBJECT`. A subject "@FILE" is the whole message in a file. The id stands in $REV, its first digits in $ABBREV.
// Commits are of the day that $DAY names, all of one day without; who signed last committed them.
func committed(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: committed REPO BRANCH FOLDER SUBJECT")
	}
	dir, branch := ts.MkAbs(args[0]), args[1]
	if _, err := git.PlainInit(dir, true); err != nil && !errors.Is(err, git.ErrRepositoryAlreadyExists) {
		ts.Check(err)
	}
	r, err := gitrepo.Open(dir)
	ts.Check(err)
	defer r.Close()
	tree := treeOf(ts, ts.MkAbs(args[2]))
	day := time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC)
	if text := ts.Getenv("DAY"); text != "" {
		var err error
		day, err = time.Parse(time.DateOnly, text)
		ts.Check(err)
	}
	who := gitrepo.Signature{Name: "Ann Author", Email: "ann@example.org", When: day}
	message := args[3] + "\n"
	if file, ok := strings.CutPrefix(args[3], "@"); ok {
		message = ts.ReadFile(file)
	}
	next := gitrepo.NewCommit{Tree: tree.Root(), Author: who, Committer: who, Message: message}
	for _, t := range trailers.Parse(message, 1).Trailers {
		if signer, ok := t.Person(); ok && t.Is("Signed-off-by") {
			next.Committer.Name, next.Committer.Email = signer.Name, signer.Email
		}
	}
	if tip, err := r.Resolve(branch); err == nil {
		next.Parents = []apply.Hash{tip}
	}
	c, err := next.Object()
	ts.Check(err)
	objects := []gitrepo.Object{c}
	for o := range tree.Objects() {
		objects = append(objects, gitrepo.Object{Type: o.Kind, Data: o.Data})
	}
	ts.Check(r.Write(slices.Values(objects)))
	id := c.Hash().String()
	ts.Check(os.WriteFile(filepath.Join(dir, "refs", "heads", branch), []byte(id+"\n"), 0o644))
	ts.Setenv("REV", id)
	ts.Setenv("ABBREV", id[:12])
}

// treeOf reads a folder.
func treeOf(ts *testscript.TestScript, folder string) *apply.Overlay {
	tree := apply.NewOverlay(apply.Empty)
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name := filepath.ToSlash(strings.TrimPrefix(path, folder+string(filepath.Separator)))
		if d.Type() == fs.ModeSymlink {
			to, err := os.Readlink(path)
			return errors.Join(err, tree.Put(name, apply.Symlink, []byte(to)))
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return tree.Put(name, apply.Regular, data)
	})
	ts.Check(err)
	return tree
}
