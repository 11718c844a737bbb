package gitrepo

import (
	"bytes"
	"io"
	"sync"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/klauspost/compress/zlib"
)

// plainMost is the size up to which an object is taken out of a pack at one read. Commits are small, and history
// is a million of them: go-git's way to each costs four times as much.
const plainMost = 8 << 10

// plainReader is what reading takes, to be used again.
type plainReader struct {
	room [plainMost]byte
	in   bytes.Reader
	z    io.ReadCloser
}

var plainReaders = sync.Pool{New: func() any { return new(plainReader) }}

// plain gives a small object that is no delta. Whatever else there is, damage too, is left to go-git: ok is false.
func (p *pack) plain(h plumbing.Hash) (o object, ok bool) {
	at, err := p.locate(h)
	if err != nil || at < 12 || at >= p.size {
		return o, false
	}
	r := plainReaders.Get().(*plainReader)
	defer plainReaders.Put(r)
	n, err := p.file.ReadAt(r.room[:], at)
	if err != nil && err != io.EOF {
		return o, false
	}
	kind, size, rest := entryHeader(r.room[:n])
	if kind < plumbing.CommitObject || kind > plumbing.TagObject || size > plainMost {
		return o, false
	}
	o = object{kind, make([]byte, size)}
	if err := r.inflate(rest, o.data); err != nil || o.id() != h {
		return o, false
	}
	return o, true
}

// inflate fills to, which is all there may be.
func (r *plainReader) inflate(from, to []byte) (err error) {
	r.in.Reset(from)
	if r.z == nil {
		r.z, err = zlib.NewReader(&r.in)
	} else {
		err = r.z.(zlib.Resetter).Reset(&r.in, nil)
	}
	if err != nil {
		r.z = nil
		return err
	}
	_, err = io.ReadFull(r.z, to)
	return err
}

// entryHeader reads the kind and size of an object that stand before it in a pack (gitformat-pack).
func entryHeader(data []byte) (kind plumbing.ObjectType, size uint64, rest []byte) {
	for i, b := range data {
		if i == 0 {
			kind, size = plumbing.ObjectType(b>>4&7), uint64(b&15)
		} else {
			size |= uint64(b&0x7f) << (7*i - 3)
		}
		if b&0x80 == 0 {
			return kind, size, data[i+1:]
		}
		if i == 4 {
			break // larger than anything plain
		}
	}
	return plumbing.InvalidObject, 0, nil
}
