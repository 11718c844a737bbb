package gitrepo

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"patchpilot/apply"
)

// openReflog opens the log of a ref for one more line: where it has a log already, or where git would
// begin one (core.logAllRefUpdates). nil if the move is not logged.
func (r *Repo) openReflog(name string) (*os.File, error) {
	path := filepath.Join(r.dirs.commonDir, "logs", filepath.FromSlash(name))
	flags := os.O_WRONLY | os.O_APPEND
	if r.logs(name) {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return nil, err
		}
		removeEmptyDirs(path)
		flags |= os.O_CREATE
	}
	f, err := os.OpenFile(path, flags, 0o666)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return f, err
}

// logs tells whether git keeps a log of such a ref.
func (r *Repo) logs(name string) bool {
	if strings.EqualFold(r.config.get("core.logallrefupdates"), "always") {
		return true
	}
	if !r.config.bool("core.logallrefupdates", !r.config.bool("core.bare", false)) {
		return false
	}
	for _, space := range []string{"refs/heads/", "refs/remotes/", "refs/notes/"} {
		if strings.HasPrefix(name, space) {
			return true
		}
	}
	return false
}

// Rewound are the commits that a branch, by its short name, was moved away from otherwise than by commits on top, newest
// first, as far as its log goes back: by git reset, or by a fetch that was forced. What is amended was mostly never shown.
func (r *Repo) Rewound(branch string) (all []apply.Hash) {
	for _, space := range []string{"refs/heads/", "refs/remotes/"} {
		log, err := os.ReadFile(filepath.Join(r.dirs.commonDir, "logs", filepath.FromSlash(space+branch)))
		if err != nil {
			continue
		}
		for line := range strings.Lines(string(log)) {
			ids, why, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			words := strings.Fields(ids)
			if len(words) < 2 || words[0] == words[1] || !setBack.MatchString(why) {
				continue
			}
			if old, ok := parseHash(words[0]); ok && !old.IsZero() {
				all = append(all, old)
			}
		}
	}
	slices.Reverse(all)
	return all
}

// setBack is what git writes of a move that may be backwards.
var setBack = regexp.MustCompile(`^(?:reset: moving to|branch: Reset to) |: forced-update$`)

// writeReflog adds the line of a move, at one stroke.
func writeReflog(f *os.File, u RefUpdate) error {
	if f == nil {
		return nil
	}
	who, err := u.By.header()
	if err != nil {
		who = fmt.Sprintf("unknown <unknown> %d +0000", max(u.By.When.Unix(), 0))
	}
	line := u.Old.String() + " " + u.New.String() + " " + who
	if reason := strings.Join(strings.Fields(u.Reason), " "); reason != "" {
		line += "\t" + reason
	}
	_, err = f.WriteString(line + "\n")
	return err
}
