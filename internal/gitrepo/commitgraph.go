package gitrepo

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"patchpilot/apply"
)

// Layout of a commit-graph file (gitformat-commit-graph).
const (
	graphHeader  = 8
	graphChunk   = 12            // an entry of the table of chunks
	graphCommit  = hashSize + 16 // an entry of CDAT
	graphNone    = 0x70000000    // no parent
	graphMore    = 1 << 31       // second parent: a place in EDGE; in EDGE: the last parent
	maxLayers    = 1000
	graphFanSize = 256 * 4
)

var errGraph = errors.New("corrupt commit-graph")

// graphLayer is one mapped commit-graph file. In a chain the commits of its base layers come first in
// the count of positions.
type graphLayer struct {
	first   int // position of its first commit
	n       int
	fan     []byte
	ids     []byte
	commits []byte // tree, two parents, level and date
	edges   []byte // further parents of octopus merges
	unmap   func()
}

// parseGraph checks the frame of a commit-graph file.
func parseGraph(data []byte) (*graphLayer, error) {
	if len(data) < graphHeader+graphChunk+hashSize || string(data[:4]) != "CGPH" {
		return nil, fmt.Errorf("%w: no header", errGraph)
	}
	if data[4] != 1 || data[5] != 1 {
		return nil, fmt.Errorf("%w: version %d, hash %d", errGraph, data[4], data[5])
	}
	chunks := int(data[6])
	if len(data) < graphHeader+(chunks+1)*graphChunk {
		return nil, fmt.Errorf("%w: cut short", errGraph)
	}
	l := &graphLayer{}
	for i := range chunks {
		entry := data[graphHeader+i*graphChunk:]
		from, to := binary.BigEndian.Uint64(entry[4:]), binary.BigEndian.Uint64(entry[4+graphChunk:])
		if from > to || to > uint64(len(data)) {
			return nil, fmt.Errorf("%w: chunk %q outside of the file", errGraph, entry[:4])
		}
		chunk := data[from:to]
		switch string(entry[:4]) {
		case "OIDF":
			l.fan = chunk
		case "OIDL":
			l.ids = chunk
		case "CDAT":
			l.commits = chunk
		case "EDGE":
			l.edges = chunk
		}
	}
	if len(l.fan) != graphFanSize {
		return nil, fmt.Errorf("%w: no fan-out", errGraph)
	}
	last := uint32(0)
	for i := range 256 {
		count := binary.BigEndian.Uint32(l.fan[4*i:])
		if count < last {
			return nil, fmt.Errorf("%w: fan-out falls at %02x", errGraph, i)
		}
		last = count
	}
	l.n = int(last)
	if len(l.ids) != l.n*hashSize || len(l.commits) != l.n*graphCommit || len(l.edges)%4 != 0 {
		return nil, fmt.Errorf("%w: chunks not of the size of %d commits", errGraph, l.n)
	}
	return l, nil
}

func (l *graphLayer) id(i int) apply.Hash { return apply.Hash(l.ids[i*hashSize:]) }

// find is the position of a commit, -1 if it is not in this layer.
func (l *graphLayer) find(h apply.Hash) int {
	lo := 0
	if h[0] > 0 {
		lo = int(binary.BigEndian.Uint32(l.fan[4*(int(h[0])-1):]))
	}
	hi := int(binary.BigEndian.Uint32(l.fan[4*int(h[0]):]))
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		switch bytes.Compare(l.ids[mid*hashSize:(mid+1)*hashSize], h[:]) {
		case 0:
			return l.first + mid
		case -1:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return -1
}

// parents lists the positions of the parents of the layer's i-th commit.
func (l *graphLayer) parents(i int, list []int32) ([]int32, error) {
	entry := l.commits[i*graphCommit+hashSize:]
	first, second := binary.BigEndian.Uint32(entry), binary.BigEndian.Uint32(entry[4:])
	if first == graphNone {
		return list, nil
	}
	list = append(list, int32(first))
	if second == graphNone {
		return list, nil
	}
	if second&graphMore == 0 {
		return append(list, int32(second)), nil
	}
	for at := int(second&^graphMore) * 4; at+4 <= len(l.edges); at += 4 {
		edge := binary.BigEndian.Uint32(l.edges[at:])
		list = append(list, int32(edge&^graphMore))
		if edge&graphMore != 0 {
			return list, nil
		}
	}
	return nil, fmt.Errorf("%w: commit %s: parents without end", errGraph, l.id(i))
}

// level is the commit's topological level: one more than the highest of its parents.
func (l *graphLayer) level(i int) uint32 {
	return binary.BigEndian.Uint32(l.commits[i*graphCommit+hashSize+8:]) >> 2
}

// date is the committer's, in seconds; 34 bits.
func (l *graphLayer) date(i int) int64 {
	return int64(binary.BigEndian.Uint64(l.commits[i*graphCommit+hashSize+8:]) & (1<<34 - 1))
}

// openGraph maps the commit-graph of an objects folder: one file, or a chain of them, base first.
// None is no error.
func openGraph(objectDirs []string) (layers []*graphLayer, err error) {
	defer func() {
		if err != nil {
			closeGraph(layers)
			layers = nil
		}
	}()
	for _, dir := range objectDirs {
		info := filepath.Join(dir, "info")
		layer, err := mapGraph(filepath.Join(info, "commit-graph"))
		if err == nil {
			return []*graphLayer{layer}, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		chain, err := os.ReadFile(filepath.Join(info, "commit-graphs", "commit-graph-chain"))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		names := strings.Fields(string(chain))
		if len(names) > maxLayers {
			return nil, fmt.Errorf("%w: %d layers", errGraph, len(names))
		}
		for _, name := range names {
			layer, err := findLayer(objectDirs, name)
			if err != nil {
				return layers, err
			}
			if len(layers) > 0 {
				below := layers[len(layers)-1]
				layer.first = below.first + below.n
			}
			layers = append(layers, layer)
		}
		return layers, nil
	}
	return nil, nil
}

// findLayer opens a layer of a chain, which may lie with an alternate.
func findLayer(objectDirs []string, name string) (*graphLayer, error) {
	if _, ok := parseHash(name); !ok {
		return nil, fmt.Errorf("%w: layer %q", errGraph, name)
	}
	var missing error
	for _, dir := range objectDirs {
		layer, err := mapGraph(filepath.Join(dir, "info", "commit-graphs", "graph-"+name+".graph"))
		if err == nil || !errors.Is(err, fs.ErrNotExist) {
			return layer, err
		}
		missing = err
	}
	return nil, missing
}

func mapGraph(path string) (*graphLayer, error) {
	data, unmap, err := mapFile(path)
	if err != nil {
		return nil, err
	}
	layer, err := parseGraph(data)
	if err != nil {
		unmap()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	layer.unmap = unmap
	return layer, nil
}

func closeGraph(layers []*graphLayer) {
	for _, l := range layers {
		if l.unmap != nil {
			l.unmap()
		}
	}
}
