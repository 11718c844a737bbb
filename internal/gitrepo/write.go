package gitrepo

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/objfile"

	"patchpilot/apply"
)

// Write adds objects to the repository as loose ones, each complete and on disk before it gets its name.
// Those it has already are passed over. What a crash leaves behind is unreachable, and git gc removes it.
func (r *Repo) Write(objects iter.Seq[Object]) error {
	dir := r.objects.dirs[0]
	touched := map[string]bool{}
	for o := range objects {
		h := plumbing.Hash(o.Hash())
		if r.objects.has(h) {
			continue
		}
		path := loosePath(dir, h)
		if err := writeLoose(path, o); err != nil {
			return fmt.Errorf("%s: object %s: %w", r.path, h, err)
		}
		touched[filepath.Dir(path)] = true
	}
	if len(touched) == 0 {
		return nil
	}
	touched[dir] = true // the two-digit folders may be new
	for dir := range touched {
		if err := syncDir(dir); err != nil {
			return fmt.Errorf("%s: %w", r.path, err)
		}
	}
	return nil
}

// writeLoose writes one object under a name of no meaning, and renames it.
func writeLoose(path string, o Object) (err error) {
	dir := filepath.Dir(path)
	if err := os.Mkdir(dir, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	// git gc removes files of such names when they are old.
	temp := filepath.Join(dir, "tmp_obj_"+strconv.FormatUint(rand.Uint64(), 36))
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o444)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	kind, err := plumbing.ParseObjectType(o.Type)
	if err != nil {
		return err
	}
	w := objfile.NewWriter(f)
	if err := w.WriteHeader(kind, int64(len(o.Data))); err != nil {
		return err
	}
	if _, err := w.Write(o.Data); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return commitFile(f, path)
}

// commitFile brings a written file to disk and gives it its name.
func commitFile(f *os.File, path string) error {
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// syncDir brings the names in a folder to disk.
func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

// NewCommit is a commit to be made.
type NewCommit struct {
	Tree              apply.Hash
	Parents           []apply.Hash
	Author, Committer Signature
	Message           string // UTF-8; taken as it is
}

// Object is the commit as git would write it; nothing is written, so a dry run knows its id. Names are
// cleaned as git cleans them. It fails where git would refuse: a name or address that is empty, a NUL in the message.
func (c NewCommit) Object() (Object, error) {
	author, err := c.Author.header()
	if err != nil {
		return Object{}, fmt.Errorf("author: %w", err)
	}
	committer, err := c.Committer.header()
	if err != nil {
		return Object{}, fmt.Errorf("committer: %w", err)
	}
	for i := range len(c.Message) {
		if c.Message[i] == 0 {
			return Object{}, errors.New("a NUL byte in the commit message")
		}
	}
	data := fmt.Appendf(nil, "tree %s\n", c.Tree)
	for _, p := range c.Parents {
		data = fmt.Appendf(data, "parent %s\n", p)
	}
	data = fmt.Appendf(data, "author %s\ncommitter %s\n\n%s", author, committer, c.Message)
	return Object{Type: "commit", Data: data}, nil
}
