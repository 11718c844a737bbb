package gitrepo

import (
	"encoding/hex"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

const (
	minAbbrev     = 4  // hex digits, as in git
	maxCandidates = 16 // objects listed where an abbreviated id is ambiguous
)

// prefix is an abbreviated object id.
type prefix struct {
	bits [hashSize]byte // the digits, zeros after them
	n    int            // digits
}

// parsePrefix takes 4 to 40 hex digits of any case.
func parsePrefix(s string) (p prefix, ok bool) {
	if len(s) < minAbbrev || len(s) > 2*hashSize {
		return p, false
	}
	p.n = len(s)
	_, err := hex.Decode(p.bits[:], []byte(s+strings.Repeat("0", len(s)%2)))
	return p, err == nil
}

// low is the first id with the prefix.
func (p prefix) low() plumbing.Hash { return p.bits }

func (p prefix) match(h plumbing.Hash) bool {
	whole := p.n / 2
	if string(h[:whole]) != string(p.bits[:whole]) {
		return false
	}
	return p.n%2 == 0 || h[whole]>>4 == p.bits[whole]>>4
}
