package apply_test

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"patchpilot/apply"
)

// catFile is a tree read through `git cat-file --batch`.
type catFile struct {
	mu   sync.Mutex
	repo string
	root apply.Hash
	in   io.Writer
	out  *bufio.Reader
	dirs map[string][]apply.Entry
	kept map[apply.Hash][]byte
}

// kernelRepo is the bare repository with the trees the corpus was made on.
func kernelRepo(t testing.TB) string {
	t.Helper()
	repo := os.Getenv("PATCHPILOT_KERNEL_REPO")
	if repo == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			t.Skip("no cache folder")
		}
		repo = filepath.Join(cache, "patchpilot", "kernel.git")
	}
	if _, err := os.Stat(filepath.Join(repo, "HEAD")); err != nil {
		t.Skip("no kernel trees: set PATCHPILOT_KERNEL_REPO")
	}
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
	return repo
}

func openTree(t testing.TB, repo, rev string) *catFile {
	t.Helper()
	id, err := exec.Command("git", "--git-dir", repo, "rev-parse", rev+"^{tree}").Output()
	if err != nil {
		t.Fatal(err)
	}
	c := &catFile{repo: repo, dirs: map[string][]apply.Entry{}, kept: map[apply.Hash][]byte{}}
	hex.Decode(c.root[:], bytes.TrimSpace(id))
	cmd := exec.Command("git", "--git-dir", repo, "cat-file", "--batch")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close(); cmd.Wait() })
	c.in, c.out = in, bufio.NewReaderSize(out, 1<<16)
	return c
}

func (c *catFile) Root() apply.Hash { return c.root }

func (c *catFile) object(name string) (kind string, id apply.Hash, data []byte, err error) {
	fmt.Fprintln(c.in, name)
	line, err := c.out.ReadString('\n')
	if err != nil {
		return "", id, nil, err
	}
	fields := strings.Fields(line)
	switch fields[len(fields)-1] {
	case "missing":
		return "", id, nil, apply.ErrNotFound
	case "ambiguous":
		return "", id, nil, apply.ErrAmbiguous
	}
	n, err := strconv.Atoi(fields[2])
	if err != nil {
		return "", id, nil, err
	}
	hex.Decode(id[:], []byte(fields[0]))
	data = make([]byte, n+1)
	_, err = io.ReadFull(c.out, data)
	return fields[1], id, data[:n], err
}

func (c *catFile) Entries(dir string) ([]apply.Entry, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if entries, ok := c.dirs[dir]; ok {
		return entries, nil
	}
	kind, _, data, err := c.object(c.root.String() + ":" + dir)
	if err != nil && err != apply.ErrNotFound {
		return nil, err
	}
	if kind != "tree" {
		data = nil
	}
	var entries []apply.Entry
	for len(data) > 0 {
		head, rest, _ := bytes.Cut(data, []byte{0})
		mode, name, _ := strings.Cut(string(head), " ")
		m, err := strconv.ParseUint(mode, 8, 32)
		if err != nil {
			return nil, err
		}
		entries = append(entries, apply.Entry{Name: name, Mode: apply.Mode(m), Hash: apply.Hash(rest[:20])})
		data = rest[20:]
	}
	c.dirs[dir] = entries
	return entries, nil
}

func (c *catFile) Blob(h apply.Hash) ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if data, ok := c.kept[h]; ok {
		return data, nil
	}
	_, _, data, err := c.object(h.String())
	c.kept[h] = data
	return data, err
}

func (c *catFile) FindBlob(prefix string) (apply.Hash, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, h, _, err := c.object(prefix)
	return h, err
}
