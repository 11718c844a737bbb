package gitrepo

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/go-git/go-git/v5/plumbing"
)

// Layout of a pack index, version 2 (gitformat-pack): magic, version, fan-out, names, CRCs, offsets,
// large offsets, two checksums.
const (
	idxHeader  = 8
	idxFan     = 256 * 4
	idxNames   = idxHeader + idxFan
	idxTrailer = 2 * hashSize
	hashSize   = 20
	largeBit   = 1 << 31
)

var errIndex = errors.New("corrupt pack index")

// packIndex is a mapped .idx file. Only what is looked at is read; its bounds are checked once.
type packIndex struct {
	data  []byte
	n     int
	large []byte // the 8-byte offsets
}

// parseIndex checks the frame of an index: what later look-ups rely on.
func parseIndex(data []byte) (*packIndex, error) {
	if len(data) < idxNames+idxTrailer || !bytes.Equal(data[:4], []byte("\377tOc")) {
		return nil, fmt.Errorf("%w: no version 2 header", errIndex)
	}
	if v := binary.BigEndian.Uint32(data[4:]); v != 2 {
		return nil, fmt.Errorf("%w: version %d", errIndex, v)
	}
	last := uint32(0)
	for i := range 256 {
		count := binary.BigEndian.Uint32(data[idxHeader+4*i:])
		if count < last {
			return nil, fmt.Errorf("%w: fan-out falls at %02x", errIndex, i)
		}
		last = count
	}
	n := int64(last)
	large := int64(len(data)) - (idxNames + n*(hashSize+4+4) + idxTrailer)
	if large < 0 || large%8 != 0 {
		return nil, fmt.Errorf("%w: %d objects in %d bytes", errIndex, n, len(data))
	}
	end := int64(len(data)) - idxTrailer
	return &packIndex{data: data, n: int(n), large: data[end-large : end]}, nil
}

// name is the id of the i-th object, in the order of ids.
func (x *packIndex) name(i int) []byte {
	at := idxNames + i*hashSize
	return x.data[at : at+hashSize]
}

func (x *packIndex) offset(i int) (int64, error) {
	v := binary.BigEndian.Uint32(x.data[idxNames+x.n*(hashSize+4)+4*i:])
	if v&largeBit == 0 {
		return int64(v), nil
	}
	at := int(v&^largeBit) * 8
	if at+8 > len(x.large) {
		return 0, fmt.Errorf("%w: object %x at an offset that is not there", errIndex, x.name(i))
	}
	if far := binary.BigEndian.Uint64(x.large[at:]); far < 1<<62 {
		return int64(far), nil
	}
	return 0, fmt.Errorf("%w: object %x at an absurd offset", errIndex, x.name(i))
}

func (x *packIndex) crc(i int) uint32 {
	return binary.BigEndian.Uint32(x.data[idxNames+x.n*hashSize+4*i:])
}

// bucket is the range of objects whose id begins with the byte b.
func (x *packIndex) bucket(b byte) (lo, hi int) {
	if b > 0 {
		lo = int(binary.BigEndian.Uint32(x.data[idxHeader+4*(int(b)-1):]))
	}
	return lo, int(binary.BigEndian.Uint32(x.data[idxHeader+4*int(b):]))
}

// search is the place of the first object not below id.
func (x *packIndex) search(id []byte) int {
	lo, hi := x.bucket(id[0])
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if bytes.Compare(x.name(mid), id) < 0 {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

func (x *packIndex) find(h plumbing.Hash) (i int, ok bool) {
	i = x.search(h[:])
	return i, i < x.n && bytes.Equal(x.name(i), h[:])
}

// prefixed lists the objects whose id begins with p, a few more than one at most: enough to be ambiguous.
func (x *packIndex) prefixed(p prefix) (found []plumbing.Hash) {
	low := p.low()
	for i := x.search(low[:]); i < x.n && len(found) < maxCandidates; i++ {
		h := plumbing.Hash(x.name(i))
		if !p.match(h) {
			break
		}
		found = append(found, h)
	}
	return found
}
