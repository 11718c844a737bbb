package gitrepo

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Identity is the committer's name and address as git finds them in a folder, in a repository or not.
func Identity(folder string) (name, email string, err error) {
	dirs, err := find(folder)
	if err == nil {
		return (&Repo{dirs: dirs}).Identity()
	}
	all := config{}
	for _, file := range globalFiles() {
		if err := all.read(file, ""); err != nil {
			return "", "", err
		}
	}
	return all.committer()
}

// Identity is the committer's name and address as git finds them: GIT_COMMITTER_NAME and _EMAIL, then
// committer.* and user.* of the repository's, the user's and the system's config, EMAIL for the address.
// Nothing is guessed from the machine: where one is missing it is an error.
func (r *Repo) Identity() (name, email string, err error) {
	all, err := r.settings()
	if err != nil {
		return "", "", err
	}
	return all.committer()
}

// settings are the config as git sees it: the system's, the user's, the repository's.
func (r *Repo) settings() (config, error) {
	all := config{}
	for _, file := range append(globalFiles(), filepath.Join(r.dirs.commonDir, "config")) {
		if err := all.read(file, r.dirs.gitDir); err != nil {
			return nil, err
		}
	}
	if !all.bool("extensions.worktreeconfig", false) {
		return all, nil
	}
	return all, all.read(filepath.Join(r.dirs.gitDir, "config.worktree"), r.dirs.gitDir)
}

// Setting is the value of a variable of the config as git sees it, "" if it is not set. Section and variable
// are written in lower case: "format.subjectprefix", "branch.Topic.description".
func (r *Repo) Setting(name string) (string, error) {
	all, err := r.settings()
	if err != nil {
		return "", fmt.Errorf("%s: %w", r.path, err)
	}
	return all.get(name), nil
}

func (all config) committer() (name, email string, err error) {
	name = clean(cmp.Or(os.Getenv("GIT_COMMITTER_NAME"), all.get("committer.name"), all.get("user.name")))
	email = clean(cmp.Or(os.Getenv("GIT_COMMITTER_EMAIL"), all.get("committer.email"), all.get("user.email"), os.Getenv("EMAIL")))
	if name == "" || email == "" {
		return "", "", errors.New("no committer: set user.name and user.email with git config, or GIT_COMMITTER_NAME and GIT_COMMITTER_EMAIL")
	}
	return name, email, nil
}

// clean takes out of a name or address what would break the line it goes on, as git does: newlines and
// angle brackets anywhere, white space and punctuation at the ends.
func clean(s string) string {
	s = strings.TrimFunc(s, func(c rune) bool {
		return c <= ' ' || strings.ContainsRune(".,:;<>\"\\'", c)
	})
	return strings.Map(func(c rune) rune {
		if c == '\n' || c == '<' || c == '>' || c == 0 {
			return -1
		}
		return c
	}, s)
}

// header is the signature as it stands in a commit or a reflog.
func (s Signature) header() (string, error) {
	name, email := clean(s.Name), clean(s.Email)
	if name == "" {
		return "", fmt.Errorf("empty name (for <%s>)", email)
	}
	if s.When.Unix() < 0 {
		return "", fmt.Errorf("date %s: before 1970", s.When)
	}
	return fmt.Sprintf("%s <%s> %d %s", name, email, s.When.Unix(), s.When.Format("-0700")), nil
}
