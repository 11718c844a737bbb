package gitrepo

import (
	"bytes"
	"crypto/sha1"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"

	"patchpilot/apply"
)

// Index is the tree that `git commit` would commit: what is staged. file is the index to read, as GIT_INDEX_FILE
// names it; the work tree's own if "". What was only announced (git add -N) is not in it.
//
// go-git can read an index too. It takes seven times as long for a kernel tree, and refuses sparse ones and those
// without a checksum (index.skipHash), which large repositories have.
func (r *Repo) Index(file string) (apply.Tree, error) {
	if file == "" {
		file = filepath.Join(r.dirs.gitDir, "index")
	}
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return apply.Empty, nil
	}
	if err != nil {
		return nil, err
	}
	entries, err := parseStage(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	s := &stage{Repo: r, dirs: map[string][]apply.Entry{}, sparse: map[string]apply.Hash{}}
	s.root = s.fold("", entries)
	return s, nil
}

// stage is the tree of an index.
type stage struct {
	*Repo
	root    apply.Hash
	dirs    map[string][]apply.Entry
	sparse  map[string]apply.Hash // directories of which the index has the id alone
	scratch []byte                // a tree object being made
}

// Root implements apply.Tree.
func (s *stage) Root() apply.Hash { return s.root }

// Entries implements apply.Tree.
func (s *stage) Entries(dir string) ([]apply.Entry, error) {
	if entries, ok := s.dirs[dir]; ok || len(s.sparse) == 0 {
		return entries, nil
	}
	for above := dir; ; {
		if h, ok := s.sparse[above]; ok {
			return (&tree{s.Repo, h}).Entries(strings.TrimPrefix(dir[len(above):], "/"))
		}
		slash := strings.LastIndexByte(above, '/')
		if slash < 0 {
			return nil, nil
		}
		above = above[:slash]
	}
}

// fold makes the tree of a directory, of entries in the order of their paths.
func (s *stage) fold(dir string, entries []staged) apply.Hash {
	start := len(dir)
	if dir != "" {
		start++
	}
	var list []apply.Entry
	for len(entries) > 0 {
		e := entries[0]
		name, _, below := strings.Cut(e.path[start:], "/")
		path := e.path[:start+len(name)]
		n := 1
		switch {
		case below && e.mode == apply.Dir:
			s.sparse[path] = e.hash
		case below:
			for n < len(entries) && strings.HasPrefix(entries[n].path, e.path[:len(path)+1]) {
				n++
			}
			e = staged{mode: apply.Dir, hash: s.fold(path, entries[:n])}
		}
		list = append(list, apply.Entry{Name: name, Mode: e.mode, Hash: e.hash})
		entries = entries[n:]
	}
	s.dirs[dir] = list
	data := s.scratch[:0]
	for _, e := range list {
		data = append(strconv.AppendUint(data, uint64(e.Mode), 8), ' ')
		data = append(append(data, e.Name...), 0)
		data = append(data, e.Hash[:]...)
	}
	s.scratch = data
	return hashObject(plumbing.TreeObject.String(), data)
}

// staged is one entry of an index; a directory's path, in a sparse one, ends in a slash.
type staged struct {
	path string
	mode apply.Mode
	hash apply.Hash
}

// Layout of an index (gitformat-index): of a header, and of an entry up to its name.
const (
	stageHeader  = 12
	stageMode    = 24
	stageHash    = 40
	stageFlags   = 60
	stageName    = 62
	maxStagePath = 4096

	flagExtended = 1 << 14
	flagIntended = 1 << 13 // of the extended flags
)

var (
	errStage = errors.New("corrupt index")
	errSplit = errors.New("not supported yet: a split index (git update-index --no-split-index makes it one again)")
)

// parseStage reads an index of version 2 to 4.
func parseStage(data []byte) ([]staged, error) {
	if len(data) < stageHeader+hashSize || string(data[:4]) != "DIRC" {
		return nil, fmt.Errorf("%w: not one at all", errStage)
	}
	body, sum := data[:len(data)-hashSize], data[len(data)-hashSize:]
	version, count := binary.BigEndian.Uint32(data[4:]), int64(binary.BigEndian.Uint32(data[8:]))
	if version < 2 || version > 4 {
		return nil, fmt.Errorf("not supported yet: index version %d", version)
	}
	if got := sha1.Sum(body); !bytes.Equal(sum, got[:]) && !bytes.Equal(sum, make([]byte, hashSize)) {
		return nil, fmt.Errorf("%w: wrong checksum", errStage)
	}
	p := stageParser{rest: body[stageHeader:], version: version}
	out := make([]staged, 0, min(count, int64(len(body)/stageName)))
	for range count {
		e, kept, err := p.entry()
		if err != nil {
			return nil, err
		}
		if kept {
			out = append(out, e)
		}
	}
	return out, p.extensions()
}

type stageParser struct {
	rest    []byte
	version uint32
	last    string // the path before
}

// entry reads the next entry; kept is false for one that was only announced.
func (p *stageParser) entry() (e staged, kept bool, err error) {
	if len(p.rest) < stageName {
		return e, false, fmt.Errorf("%w: it ends in an entry", errStage)
	}
	e.mode = canonical(apply.Mode(binary.BigEndian.Uint32(p.rest[stageMode:])))
	e.hash = apply.Hash(p.rest[stageHash:stageFlags])
	flags, size := binary.BigEndian.Uint16(p.rest[stageFlags:]), stageName
	extended := uint16(0)
	if flags&flagExtended != 0 && p.version > 2 {
		if size += 2; len(p.rest) < size {
			return e, false, fmt.Errorf("%w: it ends in an entry", errStage)
		}
		extended = binary.BigEndian.Uint16(p.rest[stageName:])
	}
	if e.path, err = p.path(size); err != nil {
		return e, false, err
	}
	if flags>>12&3 != 0 {
		return e, false, fmt.Errorf("not merged: %q", e.path)
	}
	if e.path <= p.last || e.path[0] == '/' || strings.Contains(e.path, "//") || strings.HasSuffix(e.path, "/") != (e.mode == apply.Dir) {
		return e, false, fmt.Errorf("%w: %q out of place", errStage, e.path)
	}
	p.last = e.path
	return e, extended&flagIntended == 0, nil
}

// path reads the path at an offset and steps over the entry. Version 4 gives how many bytes of the last path to
// drop, and what to put there.
func (p *stageParser) path(at int) (string, error) {
	front := ""
	if p.version == 4 {
		drop := 0
		for more := true; more; at++ {
			if at == len(p.rest) || drop > maxStagePath {
				return "", fmt.Errorf("%w: a path without length", errStage)
			}
			c := p.rest[at]
			drop, more = drop<<7|int(c&0x7f), c&0x80 != 0
			if more {
				drop++
			}
		}
		if drop > len(p.last) {
			return "", fmt.Errorf("%w: a path of %d bytes less than none", errStage, drop-len(p.last))
		}
		front = p.last[:len(p.last)-drop]
	}
	n := bytes.IndexByte(p.rest[at:], 0)
	if n == 0 && front == "" { // what it is stands in the shared one
		return "", errSplit
	}
	if n < 0 || n+len(front) > maxStagePath {
		return "", fmt.Errorf("%w: a path without end", errStage)
	}
	path := front + string(p.rest[at:at+n])
	size := at + n + 1
	if p.version < 4 {
		size = (at + n + 8) &^ 7
	}
	p.rest = p.rest[min(size, len(p.rest)):]
	return path, nil
}

// extensions looks at the names of what follows the entries: an upper case letter begins what may be passed over.
func (p *stageParser) extensions() error {
	for len(p.rest) >= 8 {
		name, size := string(p.rest[:4]), int64(binary.BigEndian.Uint32(p.rest[4:]))
		switch {
		case name == "link":
			return errSplit
		case name != "sdir" && (name[0] < 'A' || name[0] > 'Z'):
			return fmt.Errorf("not supported yet: index extension %q", name)
		case size > int64(len(p.rest)-8):
			return fmt.Errorf("%w: extension %q without end", errStage, name)
		}
		p.rest = p.rest[8+size:]
	}
	return nil
}
