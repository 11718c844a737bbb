package flow

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"patchpilot/internal/gitrepo"
	"patchpilot/internal/report"
	"patchpilot/mbox"
)

// source is one thing to read messages from, opened when its turn comes.
type source struct {
	name  string
	size  int64 // bytes to read, 0 = unknown
	stdin io.Reader
	inbox bool // a public-inbox archive
}

// openSources looks at every name once, so that a mistyped one is told before hours of reading.
func openSources(o Options) (sources []source, failed []error) {
	for _, name := range o.Sources {
		if name == "-" {
			sources = append(sources, source{name: name, stdin: o.Stdin})
			continue
		}
		info, err := os.Stat(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			failed = append(failed, fmt.Errorf("%s: there is no such file or folder", name))
		case err != nil:
			failed = append(failed, fmt.Errorf("%s: %w", name, reason(err)))
		case info.IsDir() && gitrepo.IsInbox(name):
			sources = append(sources, source{name: name, inbox: true})
		case info.IsDir() && gitFolder(name) != "":
			failed = append(failed, fmt.Errorf("%s: %s", name, gitFolder(name)))
		case info.Mode().IsRegular():
			sources = append(sources, source{name: name, size: info.Size()})
		default:
			sources = append(sources, source{name: name})
		}
	}
	return sources, failed
}

// reason takes the path off a file error: it is named already.
func reason(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// gitFolder says what a folder of git's is that holds no mail, "" of any other folder. A work tree is a folder
// like others: patches lie in it.
func gitFolder(dir string) string {
	bare := true
	for _, name := range []string{"HEAD", "objects", "refs"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			bare = false
		}
	}
	if bare {
		return "a git repository, but no public-inbox archive: there is no mail in its newest commit"
	}
	if epochs, _ := filepath.Glob(filepath.Join(dir, "git", "[0-9]*.git")); len(epochs) > 0 {
		return "a public-inbox folder, but none of git/N.git in it is a git repository"
	}
	return ""
}

// scan hands every message of the source to yield. count sees the bytes as they are read: of a file as
// it lies there, compressed or not, else of the messages.
func (s source) scan(count func(int), yield func(mbox.Raw) error) ([]mbox.Problem, error) {
	counted := func(raw mbox.Raw) error {
		count(len(raw.Data))
		return yield(raw)
	}
	if s.stdin != nil {
		return mbox.Scan(report.Stdin, s.stdin, counted)
	}
	if s.inbox {
		return nil, s.named(gitrepo.ScanInbox(s.name, counted))
	}
	f, err := os.Open(s.name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.name, reason(err))
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return mbox.ScanFS(s.name, os.DirFS(s.name), counted)
	}
	return mbox.Scan(s.name, &counter{f, count}, yield)
}

// named puts the source's name before each error that does not say it.
func (s source) named(err error) error {
	if err == nil {
		return nil
	}
	all := causes(err)
	for i, e := range all {
		if !strings.HasPrefix(e.Error(), s.name) {
			all[i] = fmt.Errorf("%s: %w", s.name, e)
		}
	}
	return errors.Join(all...)
}

// counter reports the bytes read off a file, compressed as they are.
type counter struct {
	r     io.Reader
	count func(int)
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.count(n)
	return n, err
}
