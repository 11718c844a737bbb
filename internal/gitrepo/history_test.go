package gitrepo

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
	commitgraph "github.com/go-git/go-git/v5/plumbing/format/commitgraph/v2"
	"pgregory.net/rapid"

	"patchpilot/apply"
)

func numbered(i int) (h apply.Hash) {
	binary.BigEndian.PutUint32(h[:], uint32(i)*2654435761) // spread, each its own
	return h
}

// encodeGraph makes a commit-graph file with go-git; parents[i] are those of commit i, all below i.
func encodeGraph(t testing.TB, parents [][]int) []byte {
	index := commitgraph.NewMemoryIndex()
	levels := make([]uint64, len(parents))
	for i, list := range parents {
		data := &commitgraph.CommitData{Generation: 1, When: time.Unix(int64(1000+i), 0)}
		for _, p := range list {
			data.ParentHashes = append(data.ParentHashes, plumbing.Hash(numbered(p)))
			data.Generation = max(data.Generation, levels[p]+1)
		}
		levels[i] = data.Generation
		index.Add(plumbing.Hash(numbered(i)), data)
	}
	var b bytes.Buffer
	check(t, commitgraph.NewEncoder(&b).Encode(index))
	return b.Bytes()
}

// Whatever the shape of history, and however much of it is in the commit-graph file, the answers are
// those of the plainest of walks.
func TestReachability(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 30).Draw(rt, "commits")
		parents := make([][]int, n)
		reach := make([]map[int]bool, n)
		for i := range n {
			reach[i] = map[int]bool{i: true}
			if i > 0 {
				parents[i] = rapid.SliceOfNDistinct(rapid.IntRange(0, i-1), 0, min(i, 4), rapid.ID[int]).Draw(rt, "parents")
			}
			for _, p := range parents[i] {
				for r := range reach[p] {
					reach[i][r] = true
				}
			}
		}
		inFile := rapid.IntRange(0, n).Draw(rt, "in the file")
		h := &history{index: map[apply.Hash]int32{}}
		if inFile > 0 {
			layer, err := parseGraph(encodeGraph(t, parents[:inFile]))
			check(t, err)
			check(t, h.build([]*graphLayer{layer}))
		}
		for i := inFile; i < n; i++ {
			var numbers []int32
			for _, p := range parents[i] {
				numbers = append(numbers, h.find(numbered(p)))
			}
			h.add(numbered(i), int64(1000-i), numbers)
		}
		tips := make([]apply.Hash, n)
		for i := range n {
			tips[i] = numbered(i)
			if h.id(h.find(tips[i])) != tips[i] {
				rt.Fatalf("commit %d is not itself", i)
			}
		}
		masks := h.masks(tips, 0)
		for i := range n {
			for j := range n {
				want := reach[j][i]
				if got := masks[h.find(tips[i])]&(1<<j) != 0; got != want {
					rt.Fatalf("%d in the mask of %d: %v", i, j, got)
				}
				if got := h.reaches(h.find(tips[j]), h.find(tips[i])); got != want {
					rt.Fatalf("%d reaches %d: %v", j, i, got)
				}
			}
		}
	})
}

// What is kept of a long walk is a commit-graph file like git's.
func TestGraphCache(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	b, commits := small(t)
	merge := b.commit("merge", b.tree("x", "y"), commits[2], commits[0], b.commit("root", b.tree("x", "z")), commits[1])
	r := b.open()
	check(t, r.history().load(merge))
	r.history().cache()

	again := b.open()
	h := again.history()
	if len(h.layers) != 1 || len(h.nodes) != 5 {
		t.Fatalf("%d layers, %d commits", len(h.layers), len(h.nodes))
	}
	var log []apply.Hash
	for c, err := range again.Log(apply.Hash{}, merge) {
		check(t, err)
		log = append(log, c.Hash)
	}
	var want []apply.Hash
	for c, err := range r.Log(apply.Hash{}, merge) {
		check(t, err)
		want = append(want, c.Hash)
	}
	if len(h.ids) > 0 || !slices.Equal(log, want) {
		t.Errorf("log %s\nwant %s, %d read", log, want, len(h.ids))
	}
}

// A commit-graph that contradicts itself is left alone: history is read from the commits.
func TestDamagedCommitGraph(t *testing.T) {
	b, commits := small(t)
	data := encodeGraph(t, [][]int{{}, {0}, {1}})
	at := bytes.Index(data, []byte("CDAT"))
	from := binary.BigEndian.Uint64(data[at+4:])
	copy(data[from+2*graphCommit+hashSize:], []byte{0, 0, 0, 200}) // a parent that is not there
	b.file("objects/info/commit-graph", string(data))
	r := b.open()
	if is, err := r.IsAncestor(commits[0], commits[2]); !is || err != nil {
		t.Errorf("%v, %v", is, err)
	}
	if len(r.history().layers) > 0 {
		t.Error("the damaged file is used")
	}
}

func TestContains(t *testing.T) {
	b, commits := small(t)
	elsewhere := b.commit("root of its own", b.tree("x", "y"))
	r := b.open()
	tips := []apply.Hash{commits[0], elsewhere, commits[2]}
	got, err := r.Contains([]apply.Hash{commits[1], elsewhere, {7}}, tips)
	check(t, err)
	want := [][]bool{{false, false, true}, {false, true, false}, {false, false, false}}
	for i := range want {
		for j := range want[i] {
			if got[i][j] != want[i][j] {
				t.Errorf("[%d][%d] is %v", i, j, got[i][j])
			}
		}
	}
	_, err = r.Contains(nil, []apply.Hash{{7}})
	wantError(t, err, "no such object")
	_, err = r.IsAncestor(apply.Hash{7}, commits[0])
	wantError(t, err, "no such object")
}

// A history with a hole says which commit is missing.
func TestHole(t *testing.T) {
	b, commits := small(t)
	check(t, os.Remove(loosePath(filepath.Join(b.dir, "objects"), plumbing.Hash(commits[0]))))
	_, err := b.open().IsAncestor(commits[1], commits[2])
	wantError(t, err, "history of "+commits[2].String(), commits[0].String(), "no such object")
}

func TestLogStops(t *testing.T) {
	b, commits := small(t)
	r := b.open()
	for c, err := range r.Log(apply.Hash{}, commits[2]) {
		check(t, err)
		if c.Hash != commits[2] {
			t.Errorf("first %s", c.Hash)
		}
		break
	}
	for range r.Log(commits[2], commits[0]) {
		t.Error("something in an empty range")
	}
	for _, err := range r.Log(apply.Hash{}, apply.Hash{5}) {
		wantError(t, err, "no such object")
	}
}
