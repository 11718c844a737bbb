package gitrepo

import (
	"strings"
	"testing"

	"github.com/go-git/go-git/v5/plumbing"

	"patchpilot/apply"
)

// Small objects are read the short way, larger ones the long way, and both are right.
func TestPlainObjects(t *testing.T) {
	b := build(t)
	blobs := map[int]apply.Hash{}
	for _, size := range []int{0, 1, 15, 16, 2047, 2048, plainMost - 1, plainMost, plainMost + 1, 1 << 20} {
		blobs[size] = b.blob(strings.Repeat("a line\n", size/7+1)[:size])
	}
	b.pack(false)
	r := b.open()
	for size, h := range blobs {
		data, err := r.read(h, plumbing.BlobObject)
		check(t, err)
		if len(data) != size || hashObject("blob", data) != h {
			t.Errorf("%d bytes read of %d", len(data), size)
		}
		if _, ok := r.objects.packs[0].plain(plumbing.Hash(h)); ok && size > plainMost {
			t.Errorf("an object of %d bytes is plain", size)
		}
	}
	small := plumbing.Hash(blobs[15])
	if _, ok := r.objects.packs[0].plain(small); !ok {
		t.Error("a small object is not plain")
	}
}
