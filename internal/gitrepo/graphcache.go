package gitrepo

import (
	"bufio"
	"bytes"
	"crypto/sha1"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// worthCaching is how many commits must have been read one by one before they are kept for the next run:
// half a second of work.
const worthCaching = 20_000

// cachedGraphPath is where the shape of a repository's history is kept when it has no commit-graph file
// of its own: $XDG_CACHE_HOME/patchpilot/history-ID.graph. Commits never change, so it never goes stale.
func cachedGraphPath(commonDir string) (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	if resolved, err := filepath.EvalSymlinks(commonDir); err == nil {
		commonDir = resolved
	}
	name := fmt.Sprintf("history-%x.graph", sha1.Sum([]byte(commonDir)))
	return filepath.Join(cache, "patchpilot", name), nil
}

func openCachedGraph(commonDir string) ([]*graphLayer, error) {
	path, err := cachedGraphPath(commonDir)
	if err != nil {
		return nil, nil
	}
	layer, err := mapGraph(path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return []*graphLayer{layer}, nil
}

// cache keeps all commits known. Where that fails the next run is slow again, no more.
func (h *history) cache() {
	path, err := cachedGraphPath(h.repo.dirs.commonDir)
	if err != nil || os.MkdirAll(filepath.Dir(path), 0o777) != nil {
		return
	}
	f, err := os.CreateTemp(filepath.Dir(path), "tmp-*.graph")
	if err != nil {
		return
	}
	w := bufio.NewWriter(f)
	h.encode(w)
	if err := errors.Join(w.Flush(), f.Close()); err != nil || os.Rename(f.Name(), path) != nil {
		os.Remove(f.Name())
	}
}

// encode writes a commit-graph file (gitformat-commit-graph) without trees, which nobody here asks it for.
func (h *history) encode(w io.Writer) {
	sorted := make([]int32, len(h.nodes)) // node numbers by id
	for i := range sorted {
		sorted[i] = int32(i)
	}
	slices.SortFunc(sorted, func(a, b int32) int {
		x, y := h.id(a), h.id(b)
		return bytes.Compare(x[:], y[:])
	})
	position := make([]uint32, len(h.nodes))
	var fan, ids, commits, edges []byte
	for i, n := range sorted {
		position[n] = uint32(i)
		id := h.id(n)
		ids = append(ids, id[:]...)
		for len(fan) < 4*int(id[0]) {
			fan = binary.BigEndian.AppendUint32(fan, uint32(i))
		}
	}
	for len(fan) < graphFanSize {
		fan = binary.BigEndian.AppendUint32(fan, uint32(len(sorted)))
	}
	for _, i := range sorted {
		n := &h.nodes[i]
		first, second := uint32(graphNone), uint32(graphNone)
		if n.first != noParent {
			first = position[n.first]
		}
		switch {
		case n.second <= octopus:
			second = graphMore | uint32(len(edges)/4)
			more := h.more[octopus-n.second]
			for at, p := range more {
				edge := position[p]
				if at == len(more)-1 {
					edge |= graphMore
				}
				edges = binary.BigEndian.AppendUint32(edges, edge)
			}
		case n.second != noParent:
			second = position[n.second]
		}
		commits = append(commits, make([]byte, hashSize)...)
		commits = binary.BigEndian.AppendUint32(commits, first)
		commits = binary.BigEndian.AppendUint32(commits, second)
		commits = binary.BigEndian.AppendUint64(commits, uint64(n.level)<<34|uint64(n.date)&(1<<34-1))
	}
	writeChunks(w, []string{"OIDF", "OIDL", "CDAT", "EDGE"}, [][]byte{fan, ids, commits, edges})
}

// writeChunks frames the chunks: header, table, chunks, checksum.
func writeChunks(w io.Writer, names []string, chunks [][]byte) {
	sum := sha1.New()
	to := io.MultiWriter(w, sum)
	head := append([]byte("CGPH"), 1, 1, byte(len(chunks)), 0)
	at := uint64(graphHeader + (len(chunks)+1)*graphChunk)
	for i, name := range names {
		head = binary.BigEndian.AppendUint64(append(head, name...), at)
		at += uint64(len(chunks[i]))
	}
	head = binary.BigEndian.AppendUint64(append(head, 0, 0, 0, 0), at)
	to.Write(head)
	for _, chunk := range chunks {
		to.Write(chunk)
	}
	w.Write(sum.Sum(nil))
}
