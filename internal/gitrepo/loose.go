package gitrepo

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/objfile"
)

// maxBelieved is how large an object may say it is and have room made for it; beyond, there must be data.
const maxBelieved = 1 << 20

func loosePath(dir string, h plumbing.Hash) string {
	name := h.String()
	return filepath.Join(dir, name[:2], name[2:])
}

// readLoose reads a loose object of one objects folder.
func readLoose(dir string, h plumbing.Hash) (object, error) {
	path := loosePath(dir, h)
	f, err := os.Open(path)
	if err != nil {
		return object{}, err
	}
	defer f.Close()
	o, err := inflateLoose(f)
	if err == nil && o.id() != h {
		err = fmt.Errorf("its content is that of %s", o.id())
	}
	if err != nil {
		return object{}, fmt.Errorf("%s: corrupt loose object: %w", path, err)
	}
	return o, nil
}

func inflateLoose(r io.Reader) (object, error) {
	z, err := objfile.NewReader(bufio.NewReader(r))
	if err != nil {
		return object{}, err
	}
	defer z.Close()
	kind, size, err := z.Header()
	if err != nil {
		return object{}, err
	}
	var data bytes.Buffer
	data.Grow(int(min(max(size, 0), maxBelieved)) + bytes.MinRead)
	n, err := data.ReadFrom(io.LimitReader(z, size+1))
	if err == nil && n != size {
		err = fmt.Errorf("%d bytes announced, %d or more found", size, n)
	}
	return object{kind, data.Bytes()}, err
}

// looseMatching lists the loose objects of one objects folder that have the prefix.
func looseMatching(dir string, p prefix) (found []plumbing.Hash) {
	sub := hex.EncodeToString(p.bits[:1])
	if p.n == 2*hashSize {
		if _, err := os.Stat(loosePath(dir, p.bits)); err == nil {
			return []plumbing.Hash{p.bits}
		}
		return nil
	}
	entries, err := os.ReadDir(filepath.Join(dir, sub))
	if err != nil {
		return nil
	}
	for _, e := range entries {
		if len(e.Name()) != 2*hashSize-2 {
			continue
		}
		var h plumbing.Hash
		if _, err := hex.Decode(h[:], []byte(sub+e.Name())); err == nil && p.match(h) && len(found) < maxCandidates {
			found = append(found, h)
		}
	}
	return found
}
