package gitrepo

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"

	"patchpilot/apply"
	"patchpilot/mbox"
)

// inboxBatch is how many messages are read at a time.
const inboxBatch = 1024

// IsInbox tells whether path is a public-inbox archive: a v2 inbox (a folder with git/N.git), one epoch of
// it, or a v1 repository (public-inbox-v2-format, public-inbox-v1-format). No other folder is looked at.
func IsInbox(path string) bool {
	if len(epochs(path)) > 0 {
		return true
	}
	r, err := openExactly(path)
	if err != nil {
		return false
	}
	defer r.Close()
	entries, err := r.headEntries()
	return err == nil && (isEpoch(entries) || isV1(entries))
}

// ScanInbox hands every message of a public-inbox archive to yield, oldest commit first (v1: in the order of
// the ids of its folders). Messages deleted later are left out, and given again if they came again. What cannot
// be read is told at the end, and costs only itself; an error of yield ends the scan. The source of a message
// is its repository, and behind a colon commit and path.
func ScanInbox(path string, yield func(mbox.Raw) error) error {
	dirs := epochs(path)
	if len(dirs) == 0 {
		dirs = []string{path}
	}
	repos := make([]*Repo, len(dirs))
	lists := make([][]mail, len(dirs))
	deleted := map[apply.Hash]int{}
	var broken faults
	for i, dir := range slices.Backward(dirs) { // newest first: a deletion may be about an older epoch
		r, err := openExactly(dir)
		if err != nil {
			broken.add(err)
			continue
		}
		defer r.Close()
		repos[i] = r
		if lists[i], err = r.mails(deleted); err != nil {
			broken.add(err)
		}
	}
	for i, r := range repos {
		if r == nil {
			continue
		}
		failed, err := r.readMails(lists[i], yield)
		if err != nil {
			return err
		}
		broken.add(failed)
	}
	return broken.err()
}

// maxFaults is how many things that cannot be read are told of; the rest is counted.
const maxFaults = 20

// faults gathers errors that stop nothing.
type faults struct {
	list []error
	more int
}

func (f *faults) add(err error) {
	if err != nil && len(f.list) < maxFaults {
		f.list = append(f.list, err)
	} else if err != nil {
		f.more++
	}
}

func (f *faults) err() error {
	if f.more > 0 {
		return errors.Join(append(f.list, fmt.Errorf("and %d more of the kind", f.more))...)
	}
	return errors.Join(f.list...)
}

// epochs lists git/0.git, git/1.git and so on, oldest first.
func epochs(path string) (dirs []string) {
	entries, err := os.ReadDir(filepath.Join(path, "git"))
	if err != nil {
		return nil
	}
	var numbers []int
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), ".git")
		n, err := strconv.Atoi(name)
		if ok && err == nil && n >= 0 && strconv.Itoa(n) == name {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	for _, n := range numbers {
		dir := filepath.Join(path, "git", strconv.Itoa(n)+".git")
		if _, ok, err := at(dir); ok && err == nil {
			dirs = append(dirs, dir)
		}
	}
	return dirs
}

// openExactly opens path, but no folder above it.
func openExactly(path string) (*Repo, error) {
	dirs, ok, err := at(path)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fmt.Errorf("%s: not a git repository", path)
	}
	return openAt(path, dirs)
}

func (r *Repo) headEntries() ([]apply.Entry, error) {
	head, err := r.Resolve("HEAD")
	if err != nil {
		return nil, err
	}
	c, err := r.Commit(head)
	if err != nil {
		return nil, err
	}
	return r.entries(c.Tree)
}

// isEpoch knows the tree of a v2 commit: one message, or one deletion.
func isEpoch(entries []apply.Entry) bool {
	return len(entries) == 1 && (entries[0].Name == "m" || entries[0].Name == "d") && entries[0].Mode == apply.Regular
}

// isV1 knows the tree of a v1 inbox: folders of two hex digits, the start of a Message-ID's SHA-1.
func isV1(entries []apply.Entry) bool {
	for _, e := range entries {
		if len(e.Name) != 2 || e.Mode != apply.Dir || strings.Trim(e.Name, "0123456789abcdef") != "" {
			return false
		}
	}
	return len(entries) > 0
}

// mail is a message not read yet.
type mail struct {
	blob  apply.Hash
	where string // commit and path
}

// mails lists the messages of one repository, oldest first, without those deleted after they came; deleted
// counts deletions by blob, of newer epochs as well.
func (r *Repo) mails(deleted map[apply.Hash]int) ([]mail, error) {
	head, err := r.Resolve("HEAD")
	if errors.Is(err, errUnborn) {
		return nil, nil // an epoch just begun
	}
	if err != nil {
		return nil, err
	}
	entries, err := r.headEntries()
	switch {
	case err != nil:
		return nil, err
	case isV1(entries):
		return r.mailsV1(head, entries)
	case !isEpoch(entries):
		return nil, fmt.Errorf("%s: not a public-inbox archive", r.path)
	}
	commits, err := r.between(apply.Hash{}, head)
	if err != nil {
		return nil, err
	}
	var list []mail
	var broken faults
	for batch := range slices.Chunk(commits, inboxBatch) {
		found, err := r.onlyEntries(batch)
		broken.add(err)
		for i, e := range found { // newest first
			switch {
			case e.Name == "d":
				deleted[e.Hash]++
			case e.Name == "m" && deleted[e.Hash] > 0:
				deleted[e.Hash]--
			case e.Name == "m":
				list = append(list, mail{e.Hash, batch[i].String() + ":m"})
			}
		}
	}
	slices.Reverse(list)
	return list, broken.err()
}

// onlyEntries gives the one entry of the tree of each commit; empty where it cannot be read.
func (r *Repo) onlyEntries(commits []apply.Hash) ([]apply.Entry, error) {
	var broken faults
	roots := make([]apply.Hash, len(commits))
	for i, f := range r.fetch(commits, plumbing.CommitObject) {
		broken.add(f.err)
		if line, ok := strings.CutPrefix(string(f.data[:min(len(f.data), 45)]), "tree "); ok && f.err == nil {
			roots[i], _ = parseHash(line)
		}
	}
	found := make([]apply.Entry, len(commits))
	for i, f := range r.fetch(roots, plumbing.TreeObject) {
		if roots[i].IsZero() {
			continue // told above
		}
		entries, err := parseTree(f.data)
		if err = errors.Join(f.err, err); err != nil {
			broken.add(fmt.Errorf("commit %s: %w", commits[i], err))
			continue
		}
		if isEpoch(entries) {
			found[i] = entries[0]
		}
	}
	return found, broken.err()
}

// mailsV1 lists the files of the newest tree; what was deleted is not in it.
func (r *Repo) mailsV1(head apply.Hash, top []apply.Entry) (list []mail, err error) {
	for _, dir := range top {
		entries, err := r.entries(dir.Hash)
		if err != nil {
			return list, err
		}
		for _, e := range entries {
			if e.Mode == apply.Regular {
				list = append(list, mail{e.Hash, head.String() + ":" + dir.Name + "/" + e.Name})
			}
		}
	}
	return list, nil
}

// readMails reads the messages in batches; failed joins what could not be read.
func (r *Repo) readMails(list []mail, yield func(mbox.Raw) error) (failed, err error) {
	var broken faults
	for batch := range slices.Chunk(list, inboxBatch) {
		blobs := make([]apply.Hash, len(batch))
		for i, m := range batch {
			blobs[i] = m.blob
		}
		for i, f := range r.fetch(blobs, plumbing.BlobObject) {
			if f.err != nil {
				broken.add(fmt.Errorf("%s: %w", batch[i].where, f.err))
				continue
			}
			if err := yield(mbox.Raw{Source: r.path + ":" + batch[i].where, Line: 1, Data: f.data}); err != nil {
				return broken.err(), err
			}
		}
	}
	return broken.err(), nil
}
