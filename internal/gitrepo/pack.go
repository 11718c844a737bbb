package gitrepo

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/idxfile"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"
)

const (
	maxChain   = 10_000   // deltas to one object; git makes 4,095 at most
	baseBudget = 96 << 20 // bytes of delta bases kept
	maxReads   = 50_000   // by one view: go-git's Packfile remembers the type of all it has read
)

// pack is a pack and its index. go-git's Packfile reads it, one for each goroutine: they share the file,
// the mapped index and the delta bases.
type pack struct {
	base  string // path without .pack
	index *packIndex
	unmap func()

	mu    sync.Mutex
	file  *os.File // opened at the first read
	size  int64
	views sync.Pool // of *view
	bases *deltaBases
}

// deltaBases are objects others are deltas of, by pack and offset; all packs of a store share them.
type deltaBases = lru[basePlace, plumbing.EncodedObject]

type basePlace struct {
	pack *pack
	at   int64
}

func openPack(base string, bases *deltaBases) (*pack, error) {
	data, unmap, err := mapFile(base + ".idx")
	if err != nil {
		return nil, err
	}
	index, err := parseIndex(data)
	if err != nil {
		unmap()
		return nil, fmt.Errorf("%s.idx: %w", base, err)
	}
	return &pack{base: base, index: index, unmap: unmap, bases: bases}, nil
}

// close gives memory and file back; nobody may be reading.
func (p *pack) close() {
	p.unmap()
	if p.file != nil {
		p.file.Close()
	}
}

// open opens the pack itself and checks that it belongs to its index.
func (p *pack) open() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.file != nil {
		return nil
	}
	f, err := os.Open(p.base + ".pack")
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return err
	}
	var head [12]byte
	if _, err := f.ReadAt(head[:], 0); err != nil && err != io.EOF {
		f.Close()
		return err
	}
	if count := binary.BigEndian.Uint32(head[8:]); string(head[:4]) != "PACK" || int(count) != p.index.n {
		f.Close()
		return fmt.Errorf("%s.pack: corrupt: not the pack its index was made for", p.base)
	}
	p.file, p.size = f, info.Size()
	return nil
}

// read gives the object that lies in this pack, kind and content.
func (p *pack) read(h plumbing.Hash) (object, error) {
	if err := p.open(); err != nil {
		return object{}, err
	}
	if o, ok := p.plain(h); ok {
		return o, nil
	}
	v, ok := p.views.Get().(*view)
	if !ok {
		v = newView(p)
	}
	if v.reads++; v.reads < maxReads {
		defer p.views.Put(v)
	}
	o, err := v.get(h)
	if err != nil {
		return object{}, fmt.Errorf("%s.pack: corrupt object %s: %w", p.base, h, err)
	}
	return o, nil
}

// view is one goroutine's way to read a pack. It stands between go-git's Packfile and the pack as index
// and as cache of delta bases, and knows both by offset: so no table from offsets back to ids is needed,
// which costs a second on a large pack without .rev file.
type view struct {
	*pack
	packfile *packfile.Packfile
	reads    int
	wanted   []int64 // offsets being read, the object asked for first, then base after base
	done     []delta // read, deepest first; shared when the whole object turned out well
}

type delta struct {
	at     int64
	object plumbing.EncodedObject
}

func newView(p *pack) *view {
	v := &view{pack: p}
	file := &packReader{io.NewSectionReader(p.file, 0, p.size), filepath.Base(p.base)}
	v.packfile = packfile.NewPackfileWithCache(v, nil, file, v, 0)
	return v
}

func (v *view) get(h plumbing.Hash) (object, error) {
	v.wanted, v.done = v.wanted[:0], v.done[:0]
	o, err := v.packfile.Get(h)
	if err != nil {
		return object{}, err
	}
	data, err := content(o)
	if err != nil {
		return object{}, err
	}
	got := object{o.Type(), data}
	if got.id() != h {
		return object{}, fmt.Errorf("its content is that of %s", got.id())
	}
	for _, d := range v.done {
		v.bases.put(basePlace{v.pack, d.at}, d.object, int(d.object.Size()))
	}
	return got, nil
}

// FindOffset implements idxfile.Index.
func (v *view) FindOffset(h plumbing.Hash) (int64, error) {
	if len(v.wanted) > maxChain {
		return 0, errors.New("endless chain of deltas")
	}
	at, err := v.place(h)
	if err == nil && (at < 12 || at >= v.size) {
		return 0, fmt.Errorf("offset %d in a pack of %d bytes", at, v.size)
	}
	return at, err
}

// place is where an object lies: by its id, or the offset itself where FindHash made the id.
func (v *view) place(h plumbing.Hash) (int64, error) {
	if string(h[:12]) == offsetMark {
		return int64(binary.BigEndian.Uint64(h[12:])), nil
	}
	return v.locate(h)
}

// locate is the offset of an object, ErrObjectNotFound if it is not in the pack.
func (p *pack) locate(h plumbing.Hash) (int64, error) {
	i, ok := p.index.find(h)
	if !ok {
		return 0, plumbing.ErrObjectNotFound
	}
	return p.index.offset(i)
}

// offsetMark begins the ids FindHash makes up; SHA-1 gives nothing like it.
const offsetMark = "\x00\x00\x00\x00pack\x00at\x00"

// FindHash implements idxfile.Index for Packfile, which wants an id as the key of a delta base alone.
func (v *view) FindHash(at int64) (plumbing.Hash, error) {
	if len(v.wanted) > maxChain {
		return plumbing.ZeroHash, errors.New("endless chain of deltas")
	}
	h := plumbing.Hash([]byte(offsetMark + "\x00\x00\x00\x00\x00\x00\x00\x00"))
	binary.BigEndian.PutUint64(h[12:], uint64(at))
	return h, nil
}

// Contains implements idxfile.Index.
func (v *view) Contains(h plumbing.Hash) (bool, error) {
	_, ok := v.index.find(h)
	return ok, nil
}

// FindCRC32 implements idxfile.Index.
func (v *view) FindCRC32(h plumbing.Hash) (uint32, error) {
	i, ok := v.index.find(h)
	if !ok {
		return 0, plumbing.ErrObjectNotFound
	}
	return v.index.crc(i), nil
}

// Count implements idxfile.Index.
func (v *view) Count() (int64, error) { return int64(v.index.n), nil }

// Entries implements idxfile.Index; Packfile asks for it only to list a pack.
func (v *view) Entries() (idxfile.EntryIter, error) { return nil, errors.ErrUnsupported }

// EntriesByOffset implements idxfile.Index, as Entries.
func (v *view) EntriesByOffset() (idxfile.EntryIter, error) { return nil, errors.ErrUnsupported }

// Get implements cache.Object. A miss says that Packfile reads the object next: Put follows, after those
// of its bases.
func (v *view) Get(h plumbing.Hash) (plumbing.EncodedObject, bool) {
	at, err := v.place(h)
	if err != nil {
		return nil, false
	}
	n := len(v.wanted)
	asked := n > 0 && v.wanted[n-1] == at // Packfile asks twice for the base of a REF_DELTA
	o, ok := v.bases.get(basePlace{v.pack, at})
	switch {
	case ok && asked:
		v.wanted = v.wanted[:n-1] // another goroutine was faster: no Put for this one
	case !ok && !asked:
		v.wanted = append(v.wanted, at)
	}
	return o, ok
}

// Put implements cache.Object.
func (v *view) Put(o plumbing.EncodedObject) {
	n := len(v.wanted)
	if n == 0 {
		return
	}
	v.done = append(v.done, delta{v.wanted[n-1], o})
	v.wanted = v.wanted[:n-1]
}

// Clear implements cache.Object.
func (v *view) Clear() {}

// packReader makes a part of a file the billy.File a Packfile wants; it is never written or closed.
type packReader struct {
	*io.SectionReader
	name string
}

func (r *packReader) Name() string              { return r.name }
func (r *packReader) Write([]byte) (int, error) { return 0, os.ErrPermission }
func (r *packReader) Truncate(int64) error      { return os.ErrPermission }
func (r *packReader) Close() error              { return nil }
func (r *packReader) Lock() error               { return nil }
func (r *packReader) Unlock() error             { return nil }
