package history

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math"
)

// Decode reads what Encode wrote, if it was written by this version and with the same conventions. Whatever the bytes
// are, it makes no more of them than they are long, and an index that can be asked.
func Decode(c *Conventions, data []byte) (*Index, error) {
	if len(data) < fileHead+4 || string(data[:len(fileMagic)]) != fileMagic {
		return nil, fmt.Errorf("%w: no head", ErrFile)
	}
	body := data[:len(data)-4]
	head := body[len(fileMagic):]
	if v := binary.LittleEndian.Uint32(head); v != fileVersion {
		return nil, fmt.Errorf("%w: version %d", ErrFile, v)
	}
	if binary.LittleEndian.Uint32(head[4:]) != c.fingerprint() {
		return nil, fmt.Errorf("%w: other conventions than %s", ErrFile, c.Name)
	}
	if crc32.Checksum(body, castagnoli) != binary.LittleEndian.Uint32(data[len(body):]) {
		return nil, fmt.Errorf("%w: wrong checksum", ErrFile)
	}
	var counts [fileCounts]int
	length := uint64(fileHead)
	for i, size := range [fileCounts]int{len(ID{}) + 8 + 8 + 8 + 4 + 8 + 3*4, 8, 4, 4, 16, saidSize + 4 + 1, 4, 12, 1} {
		counts[i] = int(binary.LittleEndian.Uint32(head[8+4*i:]))
		length += uint64(counts[i]) * uint64(size)
	}
	if length != uint64(len(body)) {
		return nil, fmt.Errorf("%w: %d bytes where there should be %d", ErrFile, len(body), length)
	}
	d := &decoder{rest: body[fileHead:]}
	x := d.index(c, counts)
	if d.bad != "" {
		return nil, fmt.Errorf("%w: %s", ErrFile, d.bad)
	}
	return x, nil
}

// decoder takes lists off the bytes, of which there are enough, and keeps the first thing that cannot be.
type decoder struct {
	rest []byte
	bad  string
}

func (d *decoder) index(c *Conventions, counts [fileCounts]int) *Index {
	commits, octopuses, further, cut, people, said, resolved, asked, words :=
		counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6], counts[7], counts[8]
	x := New(c)
	x.ids = make([]ID, commits)
	for i := range x.ids {
		x.ids[i] = ID(d.take(len(ID{})))
	}
	x.parents = make([][2]N, commits)
	for n := range x.parents {
		raw := d.take(8)
		p := [2]N{N(binary.LittleEndian.Uint32(raw)), N(binary.LittleEndian.Uint32(raw[4:]))}
		d.demand(p[0] >= None && p[1] >= None && p[0] < N(n) && p[1] < N(n), "a parent that comes after its child")
		x.parents[n] = p
	}
	x.committed = list64[int64](d, commits)
	x.authored = list64[int64](d, commits)
	x.author = list[int32](d, commits, 0, people)
	x.titles = list64[uint64](d, commits)
	d.octopuses(x, octopuses, further)
	for _, n := range list[N](d, cut, 0, commits) {
		x.cut[n] = true
	}
	x.people = make([]person, people)
	for i := range x.people {
		p := list64[uint64](d, 2)
		x.people[i] = person{p[0], p[1]}
	}
	d.said(x, said)
	x.of = list[N](d, said, None, commits)
	x.how = make([]Resolution, said)
	for i, how := range d.take(said) {
		d.demand(int(how) < len(resolutionNames), "an unknown resolution")
		x.how[i] = Resolution(how)
	}
	d.asked(x, asked, words)
	x.byID = list[N](d, commits, 0, commits)
	x.byTitle = list[N](d, commits, 0, commits)
	x.byMade = list[N](d, commits, 0, commits)
	x.naming = list[int32](d, resolved, 0, said)
	if d.bad == "" {
		x.markSaid()
	}
	return x
}

func (d *decoder) demand(holds bool, bad string) {
	if !holds && d.bad == "" {
		d.bad = bad
	}
}

func (d *decoder) take(n int) []byte {
	taken := d.rest[:n]
	d.rest = d.rest[n:]
	return taken
}

// list takes numbers of low and above, below high.
func list[T ~int32](d *decoder, n int, low T, high int) []T {
	raw := d.take(4 * n)
	all := make([]T, n)
	sound := true
	for i := range all {
		v := T(binary.LittleEndian.Uint32(raw[4*i:]))
		sound = sound && v >= low && int(v) < high
		all[i] = v
	}
	d.demand(sound, "a number that is none here")
	return all
}

func list64[T int64 | uint64](d *decoder, n int) []T {
	raw := d.take(8 * n)
	all := make([]T, n)
	for i := range all {
		all[i] = T(binary.LittleEndian.Uint64(raw[8*i:]))
	}
	return all
}

func (d *decoder) octopuses(x *Index, n, further int) {
	raw := list[N](d, 2*n, 0, math.MaxInt32)
	parents := list[N](d, further, 0, len(x.ids))
	if d.bad != "" { // the counts may be below zero
		return
	}
	for i := 0; i < len(raw); i += 2 {
		child, count := raw[i], int(raw[i+1])
		if int(child) >= len(x.ids) || count > len(parents) {
			d.demand(false, "an octopus merge of what is not there")
			return
		}
		for _, p := range parents[:count] {
			d.demand(p < child, "a parent that comes after its child")
		}
		x.more[child], parents = parents[:count:count], parents[count:]
	}
}

func (d *decoder) said(x *Index, n int) {
	x.said = make([]saidBy, n)
	last := N(0)
	for i := range x.said {
		raw := d.take(saidSize)
		s := &x.said[i]
		s.by, s.line = N(binary.LittleEndian.Uint32(raw)), int32(binary.LittleEndian.Uint32(raw[4:]))
		s.kind, s.form, s.digits = Kind(raw[8]), raw[9], raw[10]
		s.id = ID(raw[11:])
		s.title = binary.LittleEndian.Uint64(raw[11+len(ID{}):])
		d.demand(s.by >= last && int(s.by) < len(x.ids) && s.kind < kinds && int(s.digits) <= 2*len(ID{}), "a mention that cannot be")
		last = s.by
	}
}

func (d *decoder) asked(x *Index, n, words int) {
	raw := list[int32](d, 3*n, 0, math.MaxInt32)
	x.words = append(x.words, d.take(words)...)
	x.asked = make([]askedBy, n)
	last := askedBy{}
	for i := range x.asked {
		a := askedBy{N(raw[3*i]), raw[3*i+1], raw[3*i+2]}
		d.demand(a.by >= last.by && int(a.by) < len(x.ids) && a.end >= last.end && int(a.end) <= words, "a tag that cannot be")
		x.asked[i], last = a, a
	}
}
