package gitrepo

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"

	"patchpilot/apply"
)

// parseHash reads a whole object id, 40 hex digits.
func parseHash(s string) (h apply.Hash, ok bool) {
	if len(s) != 2*hashSize {
		return h, false
	}
	_, err := hex.Decode(h[:], []byte(s))
	return h, err == nil
}

// read gives an object of the kind wanted; the error names it, and the repository.
func (r *Repo) read(h apply.Hash, want plumbing.ObjectType) ([]byte, error) {
	o, err := r.objects.read(plumbing.Hash(h))
	switch {
	case err != nil && r.objects.promised && errors.Is(err, apply.ErrNotFound):
		return nil, fmt.Errorf("%s: partial clone: %s %s not here: %w", r.path, want, h, apply.ErrNotFound)
	case err != nil:
		return nil, fmt.Errorf("%s: %w", r.path, err)
	case o.kind != want:
		return nil, fmt.Errorf("%s: %s is a %s, not a %s", r.path, h, o.kind, want)
	}
	return o.data, nil
}

// ObjectType tells what h names: "commit", "tree", "blob" or "tag"; apply.ErrNotFound if it is not here.
func (r *Repo) ObjectType(h apply.Hash) (string, error) {
	o, err := r.objects.read(plumbing.Hash(h))
	if err != nil {
		return "", fmt.Errorf("%s: %w", r.path, err)
	}
	return o.kind.String(), nil
}

// Tree is the tree of a commit, to lay patches on. Trees of one repository share their caches; what they
// return is shared too and not to be changed.
func (r *Repo) Tree(commit apply.Hash) (apply.Tree, error) {
	c, err := r.Commit(commit)
	if err != nil {
		return nil, err
	}
	return &tree{r, c.Tree}, nil
}

type tree struct {
	*Repo
	root apply.Hash
}

// Root implements apply.Tree.
func (t *tree) Root() apply.Hash { return t.root }

// Entries implements apply.Tree.
func (t *tree) Entries(dir string) ([]apply.Entry, error) {
	entries, err := t.entries(t.root)
	for more := dir != ""; more && err == nil; {
		var name string
		name, dir, more = strings.Cut(dir, "/")
		e, ok := lookup(entries, name)
		if !ok || e.Mode != apply.Dir {
			return nil, nil
		}
		entries, err = t.entries(e.Hash)
	}
	return entries, err
}

func lookup(entries []apply.Entry, name string) (apply.Entry, bool) {
	for i := range entries {
		if entries[i].Name == name {
			return entries[i], true
		}
	}
	return apply.Entry{}, false
}

// entries lists a tree object.
func (r *Repo) entries(h apply.Hash) ([]apply.Entry, error) {
	if entries, ok := r.trees.get(h); ok {
		return entries, nil
	}
	data, err := r.read(h, plumbing.TreeObject)
	if err != nil {
		return nil, err
	}
	entries, err := parseTree(data)
	if err != nil {
		return nil, fmt.Errorf("%s: tree %s: %w", r.path, h, err)
	}
	r.trees.put(h, entries, len(data)+len(entries)*48)
	return entries, nil
}

// minEntry is the least size of an entry: a mode of five digits, a name of one byte, their ends, an id.
const minEntry = 5 + 1 + 1 + 1 + hashSize

// parseTree reads a tree object: "MODE NAME\0ID" an entry. The old mode 100664 is read as 100644.
func parseTree(data []byte) ([]apply.Entry, error) {
	text := string(data) // the names share it
	entries := make([]apply.Entry, 0, min(bytes.Count(data, []byte{0}), len(data)/minEntry))
	for at := 0; at < len(text); {
		blank := strings.IndexByte(text[at:], ' ')
		if blank <= 0 || blank > 6 {
			return nil, errors.New("corrupt: no mode")
		}
		e := apply.Entry{}
		for _, c := range text[at : at+blank] {
			if c < '0' || c > '7' {
				return nil, errors.New("corrupt: no mode")
			}
			e.Mode = e.Mode<<3 | apply.Mode(c-'0')
		}
		at += blank + 1
		end := strings.IndexByte(text[at:], 0)
		if end <= 0 || at+end+1+hashSize > len(text) {
			return nil, errors.New("corrupt: an entry without its end")
		}
		e.Name = text[at : at+end]
		at += end + 1
		e.Hash = apply.Hash(data[at : at+hashSize])
		at += hashSize
		e.Mode = canonical(e.Mode)
		entries = append(entries, e)
	}
	return entries, nil
}

// canonical is the mode git would write today.
func canonical(m apply.Mode) apply.Mode {
	switch {
	case m&0o170000 != 0o100000:
		return m
	case m&0o100 != 0:
		return apply.Executable
	}
	return apply.Regular
}

// Blob implements apply.Tree.
func (r *Repo) Blob(h apply.Hash) ([]byte, error) {
	if data, ok := r.blobs.get(h); ok {
		return data, nil
	}
	data, err := r.read(h, plumbing.BlobObject)
	if err != nil {
		return nil, err
	}
	r.blobs.put(h, data, len(data))
	return data, nil
}

// FindBlob finds the blob an abbreviated id of 4 digits or more names, objects of other kinds left aside.
// It fails with apply.ErrNotFound or apply.ErrAmbiguous.
func (r *Repo) FindBlob(abbrev string) (apply.Hash, error) {
	p, ok := parsePrefix(abbrev)
	if !ok {
		return apply.Hash{}, fmt.Errorf("blob %q: %w", abbrev, apply.ErrNotFound)
	}
	var blobs []apply.Hash
	for _, h := range r.objects.expand(p) {
		if _, err := r.Blob(apply.Hash(h)); err == nil {
			blobs = append(blobs, apply.Hash(h))
		}
	}
	switch len(blobs) {
	case 0:
		return apply.Hash{}, fmt.Errorf("blob %s: %w", abbrev, apply.ErrNotFound)
	case 1:
		return blobs[0], nil
	}
	return apply.Hash{}, fmt.Errorf("blob %s: %w: %v", abbrev, apply.ErrAmbiguous, blobs)
}
