package diff

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// maxInflated bounds what the binary patches of one text may inflate to, together.
const maxInflated = 64 << 20

// binary reads a "GIT binary patch": the forward half, and the reverse half if there is one.
func (s *scanner) binary(f *File) {
	f.Binary = &Binary{}
	s.skip()
	line := s.line
	var err error
	if f.Binary.Forward, err = s.binaryHunk(); err == nil && f.Binary.Forward == nil {
		err = errors.New("neither literal nor delta")
	}
	if err == nil && (s.at(s.pos, "literal ") || s.at(s.pos, "delta ")) {
		line = s.line
		f.Binary.Reverse, err = s.binaryHunk()
	}
	if err == nil {
		return
	}
	s.damage(Damage{Kind: BadBinary, Line: line, Path: f.Path(), Got: err.Error(),
		Text: fmt.Sprintf("the binary patch of %s cannot be read: %s", f.called(), err)})
	for !s.done() && isBase85Line(s.peek()) {
		s.skip()
	}
}

// binaryHunk reads "literal 123" or "delta 45", its lines of base 85 and the empty line after them.
func (s *scanner) binaryHunk() (*BinaryHunk, error) {
	kind, size, _ := strings.Cut(s.peek(), " ")
	if kind != "literal" && kind != "delta" {
		return nil, nil
	}
	n, err := strconv.Atoi(size)
	if err != nil || n < 0 {
		return nil, fmt.Errorf("size %q", size)
	}
	s.skip()
	var packed []byte
	for !s.done() {
		line := s.peek()
		if line == "" {
			s.skip()
			break
		}
		if packed, err = appendBase85(packed, line); err != nil {
			return nil, err
		}
		s.skip()
	}
	h := &BinaryHunk{Delta: kind == "delta", Size: n}
	h.Data, err = s.unpack(packed, n)
	return h, err
}

// unpack inflates to exactly size bytes.
func (s *scanner) unpack(packed []byte, size int) ([]byte, error) {
	if size > s.inflate {
		return nil, fmt.Errorf("%d bytes are too many", size)
	}
	z, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("not zlib data")
	}
	var out bytes.Buffer
	n, err := io.Copy(&out, io.LimitReader(z, int64(size)+1))
	s.inflate -= int(n)
	if err != nil {
		return nil, errors.New("broken zlib data")
	}
	if int(n) != size {
		return nil, fmt.Errorf("size is not %d as stated", size)
	}
	return out.Bytes(), nil
}

const base85 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"

var unbase85 = func() (t [256]int8) {
	for i := range t {
		t[i] = -1
	}
	for i := range len(base85) {
		t[base85[i]] = int8(i)
	}
	return t
}()

// lineSize is the number of bytes a base 85 line says it holds: A-Z are 1 to 26, a-z 27 to 52.
func lineSize(c byte) int {
	switch {
	case c >= 'A' && c <= 'Z':
		return int(c-'A') + 1
	case c >= 'a' && c <= 'z':
		return int(c-'a') + 27
	}
	return 0
}

func isBase85Line(line string) bool {
	return len(line) >= 6 && lineSize(line[0]) > 0 && len(line)%5 == 1 && strings.IndexByte(line, ' ') < 0
}

// appendBase85 decodes one line: five digits for four bytes, most significant first.
func appendBase85(out []byte, line string) ([]byte, error) {
	n := lineSize(line[0])
	digits := line[1:]
	if n == 0 || len(digits)%5 != 0 || n > len(digits)/5*4 || n <= len(digits)/5*4-4 {
		return out, fmt.Errorf("line of a wrong length")
	}
	end := len(out) + n
	for ; len(digits) > 0; digits = digits[5:] {
		var v uint64
		for i := range 5 {
			d := unbase85[digits[i]]
			if d < 0 {
				return out, fmt.Errorf("%q is no base 85 digit", digits[i])
			}
			v = v*85 + uint64(d)
		}
		if v > 1<<32-1 {
			return out, fmt.Errorf("base 85 digits out of range")
		}
		out = append(out, byte(v>>24), byte(v>>16), byte(v>>8), byte(v))
	}
	return out[:end], nil
}
