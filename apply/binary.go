package apply

import (
	"errors"

	"patchpilot/diff"
)

// maxGrown bounds what a delta may make of a file, beyond the file's own size.
const maxGrown = 64 << 20

// binary applies a binary change: only with full ids, only to the very blob it was made for, and only if
// the outcome has the id it promised. A blob that is there already needs no data.
func (k *check) binary(c *change, was, now *contents) bool {
	_, okOld := parseHash(c.oldID)
	want, okNew := parseHash(c.newID)
	if !okOld || !okNew {
		k.clash(c, Corrupt)
		return false
	}
	if !k.hold(was) {
		return false
	}
	if c.old != "" && was.mode != 0 && was.hash.String() != c.oldID {
		k.clashes = append(k.clashes, Clash{Path: c.path(), Reason: BinaryBase, Want: c.oldID, Got: was.hash.String()})
		return false
	}
	if want.IsZero() { // it goes
		now.read, now.data, now.fresh = true, []byte{}, true
		return true
	}
	h, err := k.v.FindBlob(c.newID)
	if err == nil && h == want {
		now.hash = want
		return true
	}
	if err != nil && !errors.Is(err, ErrNotFound) {
		k.bad = err
		return false
	}
	if c.binary.Forward == nil || !k.load(was) {
		k.clash(c, Corrupt)
		return false
	}
	data, ok := patchBinary(was.data, c.binary.Forward)
	if !ok || objectID("blob", data) != want {
		k.clash(c, Corrupt)
		return false
	}
	now.data, now.read, now.fresh = data, true, true
	return true
}

// hold sees to it that the id of contents is known.
func (k *check) hold(c *contents) bool {
	if c.mode.kind() == Submodule { // compared as text
		if !k.load(c) {
			return false
		}
		c.fresh = true
	}
	if c.fresh && c.read {
		c.hash = objectID("blob", c.data)
	}
	return true
}

func patchBinary(base []byte, h *diff.BinaryHunk) ([]byte, bool) {
	if !h.Delta {
		return h.Data, true
	}
	return patchDelta(base, h.Data)
}

// patchDelta applies a delta as packs have it (git's pack-format documentation): the two sizes, then what to
// copy from base and what to insert.
func patchDelta(base, delta []byte) ([]byte, bool) {
	from, delta, ok := deltaSize(delta)
	if !ok || from != len(base) {
		return nil, false
	}
	size, delta, ok := deltaSize(delta)
	if !ok || size > len(base)+maxGrown {
		return nil, false
	}
	out := make([]byte, 0, size)
	for len(delta) > 0 {
		op := delta[0]
		delta = delta[1:]
		var piece []byte
		if op&0x80 != 0 {
			piece, delta, ok = deltaCopy(base, op, delta)
		} else {
			ok = op != 0 && int(op) <= len(delta)
			if ok {
				piece, delta = delta[:op], delta[op:]
			}
		}
		if !ok || len(out)+len(piece) > size {
			return nil, false
		}
		out = append(out, piece...)
	}
	return out, len(out) == size
}

// deltaCopy reads a copy: up to four bytes of offset and three of size, each there if its bit is set.
func deltaCopy(base []byte, op byte, delta []byte) (piece, rest []byte, ok bool) {
	var arg [7]int
	for i := range arg {
		if op>>i&1 == 0 {
			continue
		}
		if len(delta) == 0 {
			return nil, nil, false
		}
		arg[i], delta = int(delta[0]), delta[1:]
	}
	at := arg[0] | arg[1]<<8 | arg[2]<<16 | arg[3]<<24
	n := arg[4] | arg[5]<<8 | arg[6]<<16
	if n == 0 {
		n = 0x10000
	}
	if at+n > len(base) {
		return nil, nil, false
	}
	return base[at : at+n], delta, true
}

func deltaSize(delta []byte) (n int, rest []byte, ok bool) {
	for i, c := range delta {
		if i > 6 {
			break
		}
		n |= int(c&0x7f) << (7 * i)
		if c&0x80 == 0 {
			return n, delta[i+1:], true
		}
	}
	return 0, nil, false
}
