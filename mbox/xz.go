package mbox

import "errors"

var errXZWindow = errors.New("xz asks for a dictionary of over 256 MB")

// xzDict reads the LZMA2 dictionary size from the start of an xz file (stream header, then the first
// block header: size, flags, sizes, filters), so that a hostile file is refused before it allocates.
// It returns 0 where there is no such filter at the usual place.
func xzDict(head []byte) uint64 {
	const streamHeader = 12
	if len(head) < streamHeader+2 {
		return 0
	}
	flags := head[streamHeader+1]
	p := streamHeader + 2
	for _, has := range [...]bool{flags&0x40 != 0, flags&0x80 != 0} {
		for has && p < len(head) { // a size, seven bits a byte
			p++
			has = head[p-1]&0x80 != 0
		}
	}
	for range int(flags&3) + 1 {
		if p+2 >= len(head) {
			return 0
		}
		id, size := head[p], int(head[p+1])
		if id == 0x21 && size == 1 {
			bits := head[p+2] & 0x3f
			return uint64(2|bits&1) << (bits/2 + 11)
		}
		p += 2 + size
	}
	return 0
}
