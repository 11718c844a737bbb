package gitrepo

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"

	"github.com/go-git/go-git/v5/plumbing"

	"patchpilot/apply"
)

// FuzzIndex looks things up in whatever is taken for a pack index: nothing but wrong answers may come of it.
func FuzzIndex(f *testing.F) {
	b, commits := small(f)
	data, err := os.ReadFile(b.pack(false) + ".idx")
	check(f, err)
	f.Add(data)
	f.Add(data[:len(data)-8])
	f.Fuzz(func(t *testing.T, data []byte) {
		x, err := parseIndex(data)
		if err != nil {
			return
		}
		for i := range min(x.n, 100) {
			h := plumbing.Hash(x.name(i))
			x.find(h)
			x.offset(i)
			x.crc(i)
			for _, n := range []int{4, 7, 40} {
				p, _ := parsePrefix(h.String()[:n])
				x.prefixed(p)
			}
		}
		for _, c := range commits {
			x.find(plumbing.Hash(c))
		}
	})
}

// FuzzPack reads a pack of any content through a sound index. What is read must have its id.
func FuzzPack(f *testing.F) {
	for _, refDeltas := range []bool{false, true} {
		b, _ := small(f)
		base := b.pack(refDeltas)
		idx, err := os.ReadFile(base + ".idx")
		check(f, err)
		pack, err := os.ReadFile(base + ".pack")
		check(f, err)
		f.Add(idx, pack)
	}
	f.Fuzz(func(t *testing.T, idx, data []byte) {
		base := filepath.Join(t.TempDir(), "p")
		check(t, os.WriteFile(base+".idx", idx, 0o644))
		check(t, os.WriteFile(base+".pack", data, 0o644))
		p, err := openPack(base, newLRU[basePlace, plumbing.EncodedObject](1<<20))
		if err != nil {
			return
		}
		defer p.close()
		for i := range min(p.index.n, 30) {
			p.read(plumbing.Hash(p.index.name(i)))
		}
	})
}

// FuzzCommitGraph walks whatever is taken for a commit-graph file.
func FuzzCommitGraph(f *testing.F) {
	data := encodeGraph(f, [][]int{{}, {0}, {0}, {1, 2}, {0, 1, 2, 3}, {4}})
	f.Add(data)
	f.Add(data[:len(data)-60])
	f.Fuzz(func(t *testing.T, data []byte) {
		layer, err := parseGraph(data)
		if err != nil {
			return
		}
		h := &history{index: map[apply.Hash]int32{}}
		if h.build([]*graphLayer{layer}) != nil {
			return
		}
		for i := range min(layer.n, 50) {
			id := h.id(int32(i))
			h.find(id)
			h.reaches(int32(i), int32(layer.n-1-i))
		}
		if layer.n > 0 {
			if tip := h.id(0); h.find(tip) >= 0 { // ids out of order are not found
				h.masks([]apply.Hash{tip}, 0)
			}
		}
	})
}

// FuzzConfig reads anything as a git config.
func FuzzConfig(f *testing.F) {
	f.Add(oddConfig)
	f.Fuzz(func(t *testing.T, text string) {
		total := 0
		parseConfig(text, func(section, sub, key, value string) {
			total += len(sub) + len(value)
			if section == "" || key == "" {
				t.Errorf("%q.%q = %q", section, key, value)
			}
		})
		if total > 4*len(text)*max(1, len(text)) {
			t.Errorf("%d bytes out of %d", total, len(text))
		}
	})
}

// FuzzTree reads tree objects; what is read is as long as what was given.
func FuzzTree(f *testing.F) {
	f.Add([]byte("100644 a\x00aaaaaaaaaaaaaaaaaaaa40000 b\x00bbbbbbbbbbbbbbbbbbbb"))
	f.Add([]byte("100664 \x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		entries, err := parseTree(data)
		if err != nil {
			return
		}
		names := 0
		for _, e := range entries {
			names += len(e.Name)
			if e.Name == "" {
				t.Error("an entry without name")
			}
		}
		if least := names + len(entries)*(1+1+1+hashSize); least > len(data) {
			t.Errorf("%d bytes of entries in %d", least, len(data))
		}
	})
}

// FuzzCommitLinks takes a quick look at anything that may call itself a commit.
func FuzzCommitLinks(f *testing.F) {
	const zeros = "0000000000000000000000000000000000000000"
	f.Add([]byte("tree " + zeros + "\nparent " + zeros + "\nauthor A <a> 5 +0000\ncommitter A <a> 7 +0000\n\nparent text\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		parents, date := commitLinks(data)
		if date < 0 || len(parents)*48 > len(data)+1 { // the last line may lack its end
			t.Errorf("%d parents, date %d in %d bytes", len(parents), date, len(data))
		}
	})
}

// An endless chain of deltas by id is an error, not the end of the process.
func TestDeltaCircle(t *testing.T) {
	a, b := apply.Hash{1}, apply.Hash{2}
	zlibbed := []byte{0x78, 0x9c, 0x63, 0x60, 0x00, 0x00, 0x00, 0x02, 0x00, 0x01} // two zero bytes: a delta of nothing
	pack := append([]byte("PACK"), 0, 0, 0, 2, 0, 0, 0, 2)
	var at [2]int
	for i, base := range []apply.Hash{b, a} {
		at[i] = len(pack)
		pack = append(pack, 7<<4|2)
		pack = append(append(pack, base[:]...), zlibbed...)
	}
	pack = append(pack, make([]byte, 20)...)
	idx := binary.BigEndian.AppendUint32([]byte("\377tOc"), 2)
	for i := range 256 {
		idx = binary.BigEndian.AppendUint32(idx, uint32(min(i, 2)))
	}
	idx = append(append(idx, a[:]...), b[:]...)
	idx = append(idx, make([]byte, 8)...)
	for _, offset := range at {
		idx = binary.BigEndian.AppendUint32(idx, uint32(offset))
	}
	idx = append(idx, make([]byte, idxTrailer)...)
	base := filepath.Join(t.TempDir(), "p")
	check(t, os.WriteFile(base+".idx", idx, 0o644))
	check(t, os.WriteFile(base+".pack", pack, 0o644))
	p, err := openPack(base, newLRU[basePlace, plumbing.EncodedObject](1<<20))
	check(t, err)
	defer p.close()
	_, err = p.read(plumbing.Hash(a))
	wantError(t, err, "endless chain of deltas")
}
