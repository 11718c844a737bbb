package history

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
)

// A file of an index: a head of fixed length, lists without a gap, a checksum. All numbers are little-endian.
//
//	magic, version, conventions
//	how many: commits, octopus merges, their further parents, cut ends, people, mentions, mentions that are
//	resolved, stable tags, bytes of their words
//	of each commit: id; two parents; committed; authored; author; title
//	octopus merges: number, how many further parents; all those parents
//	cut ends; people; mentions; what each means and how that was found
//	stable tags; their words
//	commits by id, by title, by the time they were made; mentions by what they mean
//
// What is sorted is kept sorted: to open a file is to read it once.
const (
	fileMagic   = "ppindex\n"
	fileVersion = 3 // of the layout, and of what is read in messages
	fileCounts  = 9
	fileHead    = len(fileMagic) + 4 + 4 + 4*fileCounts
	saidSize    = 4 + 4 + 3 + len(ID{}) + 8
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// ErrFile is what Decode says of what is no file of an index, or of another version, or of other conventions.
var ErrFile = errors.New("not a usable index of commits")

// fingerprint differs for conventions that read messages differently.
func (c *Conventions) fingerprint() uint32 {
	return crc32.Checksum(fmt.Appendf(nil, "%q %v %q %q", c.Name, c.Forms, c.List, c.Prefixes), castagnoli)
}

// Encode writes the index, to be read by Decode.
func (x *Index) Encode(to io.Writer) error {
	w := &encoder{to: to}
	octopuses, further := x.octopuses()
	w.room = append(w.room, fileMagic...)
	w.room = binary.LittleEndian.AppendUint32(w.room, fileVersion)
	w.room = binary.LittleEndian.AppendUint32(w.room, x.conv.fingerprint())
	for _, n := range []int{
		len(x.ids), len(octopuses), len(further), len(x.cut), len(x.people), len(x.said), len(x.naming), len(x.asked), len(x.words),
	} {
		w.room = binary.LittleEndian.AppendUint32(w.room, uint32(n))
	}
	for i := range x.ids {
		w.bytes(x.ids[i][:])
	}
	for _, p := range x.parents {
		put(w, p[:])
	}
	put64(w, x.committed)
	put64(w, x.authored)
	put(w, x.author)
	put64(w, x.titles)
	for _, n := range octopuses {
		put(w, []N{n, N(len(x.more[n]))})
	}
	put(w, further)
	put(w, slices.Sorted(keys(x.cut)))
	for _, p := range x.people {
		put64(w, []uint64{p.name, p.email})
	}
	for i := range x.said {
		w.said(&x.said[i])
	}
	put(w, x.of)
	for _, how := range x.how {
		w.bytes([]byte{byte(how)})
	}
	for _, a := range x.asked {
		put(w, []int32{int32(a.by), a.line, a.end})
	}
	w.bytes(x.words)
	put(w, x.byID)
	put(w, x.byTitle)
	put(w, x.byMade)
	put(w, x.naming)
	return w.end()
}

// octopuses are the commits of more parents than two, in order, and all those further parents.
func (x *Index) octopuses() (all, further []N) {
	all = slices.Sorted(keys(x.more))
	for _, n := range all {
		further = append(further, x.more[n]...)
	}
	return all, further
}

func keys[V any](m map[N]V) func(func(N) bool) {
	return func(yield func(N) bool) {
		for n := range m {
			if !yield(n) {
				return
			}
		}
	}
}

// encoder writes through a little room, and sums what it writes.
type encoder struct {
	to   io.Writer
	room []byte
	sum  uint32
	err  error
}

const encoderRoom = 64 << 10

func (w *encoder) flush() {
	w.sum = crc32.Update(w.sum, castagnoli, w.room)
	if w.err == nil {
		_, w.err = w.to.Write(w.room)
	}
	w.room = w.room[:0]
}

func (w *encoder) end() error {
	w.flush()
	w.room = binary.LittleEndian.AppendUint32(w.room, w.sum)
	w.flush()
	return w.err
}

func (w *encoder) bytes(b []byte) {
	if w.room = append(w.room, b...); len(w.room) >= encoderRoom {
		w.flush()
	}
}

func (w *encoder) said(s *saidBy) {
	b := w.room
	b = binary.LittleEndian.AppendUint32(b, uint32(s.by))
	b = binary.LittleEndian.AppendUint32(b, uint32(s.line))
	b = append(b, byte(s.kind), s.form, s.digits)
	b = append(b, s.id[:]...)
	w.room = binary.LittleEndian.AppendUint64(b, s.title)
	w.bytes(nil)
}

func put[T ~int32](w *encoder, list []T) {
	for _, v := range list {
		w.room = binary.LittleEndian.AppendUint32(w.room, uint32(v))
		if len(w.room) >= encoderRoom {
			w.flush()
		}
	}
	w.bytes(nil)
}

func put64[T int64 | uint64](w *encoder, list []T) {
	for _, v := range list {
		w.room = binary.LittleEndian.AppendUint64(w.room, uint64(v))
		if len(w.room) >= encoderRoom {
			w.flush()
		}
	}
	w.bytes(nil)
}
