package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"patchpilot/apply"
	"patchpilot/internal/flow"
	"patchpilot/internal/gitrepo"
)

// branchFlags name the branch that a command writes.
type branchFlags struct {
	branch, expect string
	force          bool
	given          func(flag string) bool
}

func (f *branchFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	f.given = flags.Changed
	flags.StringVar(&f.branch, "branch", "", "write the commits, and `NAME` as the branch that holds them")
	flags.StringVar(&f.expect, "expect", "", "with --branch: the `COMMIT` the branch stands at now")
	flags.BoolVar(&f.force, "force", false, "with --branch: move it wherever it stands")
}

// check finds flags that want a branch to be written, and none is named.
func (f *branchFlags) check() error {
	f.branch = strings.TrimPrefix(f.branch, "refs/heads/")
	switch {
	case f.branch == "" && f.given("branch"):
		return errors.New("--branch: the name is empty")
	case f.branch == "" && (f.force || f.given("expect")):
		return errors.New("--force and --expect go with --branch")
	}
	return nil
}

// old is where the branch must stand for it to be moved, zero where it must not be there yet.
func (f *branchFlags) old(repo *gitrepo.Repo) (old apply.Hash, err error) {
	now, err := repo.Resolve("refs/heads/" + f.branch)
	exists := err == nil
	where := repo.CheckedOut("refs/heads/" + f.branch)
	switch {
	case where != "":
		return old, fmt.Errorf("the branch %q is checked out in %s: it is not written", f.branch, where)
	case f.given("expect") && !exists:
		return old, fmt.Errorf("there is no branch %q to move: --expect says where one stands", f.branch)
	case f.given("expect"):
		if old, err = repo.Resolve(f.expect); err != nil {
			return old, fmt.Errorf("--expect %s: %w", f.expect, err)
		}
		return old, nil
	case exists && f.force:
		return now, nil
	case exists:
		return old, fmt.Errorf("the branch %q exists, at %s: --expect %s or --force moves it", f.branch, now.String()[:12], now.String()[:12])
	}
	return old, nil
}

// committerOf is whom git takes for the committer; the time is the environment's, else the one given.
func committerOf(repo *gitrepo.Repo, when time.Time) (gitrepo.Signature, error) {
	name, email, err := repo.Identity()
	if err != nil {
		return gitrepo.Signature{}, err
	}
	if env := os.Getenv("GIT_COMMITTER_DATE"); env != "" {
		if when, err = flow.ParseCommitterDate(env); err != nil {
			return gitrepo.Signature{}, fmt.Errorf("GIT_COMMITTER_DATE: %w", err)
		}
	}
	return gitrepo.Signature{Name: name, Email: email, When: when}, nil
}
