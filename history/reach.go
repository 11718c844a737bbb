package history

import "math/bits"

// Bits is a set of commits.
type Bits []uint64

// Has tells whether a commit is in the set.
func (b Bits) Has(n N) bool { return n >= 0 && int(n/64) < len(b) && b[n/64]&(1<<(n%64)) != 0 }

// Len is how many commits are in the set.
func (b Bits) Len() (n int) {
	for _, word := range b {
		n += bits.OnesCount64(word)
	}
	return n
}

func (b Bits) add(n N) { b[n/64] |= 1 << (n % 64) }

// Reach is all that tips hold: themselves, and what is before them.
func (x *Index) Reach(tips ...N) Bits {
	top := None
	for _, t := range tips {
		top = max(top, t)
	}
	b := make(Bits, (top+64)/64)
	for _, t := range tips {
		if t != None {
			b.add(t)
		}
	}
	for n := top; n >= 0; n-- {
		if b[n/64] == 0 {
			n &^= 63 // none of these is held
			continue
		}
		if !b.Has(n) {
			continue
		}
		for _, p := range x.parents[n] {
			if p != None {
				b.add(p)
			}
		}
		for _, p := range x.more[n] {
			b.add(p)
		}
	}
	return b
}

// Beyond are the commits that a set has and another has not, in order of numbers.
func (b Bits) Beyond(other Bits) (all []N) {
	for i, word := range b {
		if i < len(other) {
			word &^= other[i]
		}
		for bit := 0; word != 0; bit++ {
			if word&1 != 0 {
				all = append(all, N(64*i+bit))
			}
			word >>= 1
		}
	}
	return all
}
