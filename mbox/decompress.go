package mbox

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
)

// peekSize is how much of a source is looked at to tell what it is.
const peekSize = 64 << 10

// maxWindow bounds the memory a compressed archive may ask for.
const maxWindow = 256 << 20

// compressions are told by their first bytes.
var compressions = []struct {
	name  string
	magic string
	open  func(*bufio.Reader) (io.Reader, error)
}{
	{"gzip", "\x1f\x8b\x08", func(r *bufio.Reader) (io.Reader, error) { return gzip.NewReader(r) }},
	{"xz", "\xfd7zXZ\x00", openXZ},
	{"zstd", "\x28\xb5\x2f\xfd", openZstd},
	{"bzip2", "BZh", func(r *bufio.Reader) (io.Reader, error) { return bzip2Reader{bzip2.NewReader(r), r}, nil }},
}

func openZstd(r *bufio.Reader) (io.Reader, error) {
	d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxWindow))
	if err != nil {
		return nil, err
	}
	return &zstdReader{d: d}, nil
}

// zstdReader frees the decoder at the end of its stream.
type zstdReader struct {
	d   *zstd.Decoder
	err error
}

func (z *zstdReader) Read(p []byte) (n int, err error) {
	if z.err != nil {
		return 0, z.err
	}
	if n, z.err = z.d.Read(p); z.err != nil {
		z.d.Close()
	}
	return n, z.err
}

// bzip2Reader tells a file cut short from one that is damaged.
type bzip2Reader struct {
	io.Reader
	in *bufio.Reader
}

func (b bzip2Reader) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err != nil && err != io.EOF {
		if _, end := b.in.Peek(1); end == io.EOF {
			err = io.ErrUnexpectedEOF
		}
	}
	return n, err
}

func openXZ(r *bufio.Reader) (io.Reader, error) {
	if head, _ := r.Peek(64); xzDict(head) > maxWindow {
		return nil, errXZWindow
	}
	return xz.NewReader(r)
}

// decompress peels compression off, twice at most (an archive compressed again on its way).
// kind names what was peeled; nothing is read beyond the peek unless there is something to peel.
func decompress(br *bufio.Reader) (plain *bufio.Reader, kind string, err error) {
	for range 2 {
		head, _ := br.Peek(6)
		found := false
		for _, c := range compressions {
			if !bytes.HasPrefix(head, []byte(c.magic)) {
				continue
			}
			inner, err := c.open(br)
			if err != nil {
				return br, c.name, err
			}
			br, kind, found = bufio.NewReaderSize(inner, peekSize), c.name, true
			break
		}
		if !found {
			break
		}
	}
	return br, kind, nil
}
