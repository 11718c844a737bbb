package gitrepo

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/format/index"

	"patchpilot/apply"
)

// stageData is an index that go-git wrote.
func stageData(t testing.TB, version uint32, entries ...*index.Entry) []byte {
	t.Helper()
	var b bytes.Buffer
	check(t, index.NewEncoder(&b).Encode(&index.Index{Version: version, Entries: entries}))
	return b.Bytes()
}

func someEntries() []*index.Entry {
	h := plumbing.NewHash("5716ca5987cbf97d6bb54920bea6adde242d87e6")
	return []*index.Entry{
		{Name: "a.c", Mode: filemode.Regular, Hash: h},
		{Name: "a/b/c", Mode: filemode.Executable, Hash: h},
		{Name: "a/b/d", Mode: filemode.Symlink, Hash: h},
		{Name: "a0", Mode: filemode.Submodule, Hash: h},
	}
}

func TestIndex(t *testing.T) {
	b := build(t)
	r := b.open()
	if tree, err := r.Index(""); err != nil || tree.Root() != apply.Empty.Root() {
		t.Errorf("no index: %v, %v", tree, err)
	}
	for _, data := range [][]byte{stageData(t, 2, someEntries()...), stageData(t, 4, someEntries()...), unsigned(stageData(t, 4, someEntries()...), "")} {
		b.file("index", string(data))
		tree, err := r.Index("")
		check(t, err)
		var names []string
		for _, dir := range []string{"", "a", "a/b", "nix"} {
			entries, err := tree.Entries(dir)
			check(t, err)
			for _, e := range entries {
				names = append(names, dir+":"+e.Name)
			}
		}
		if got := strings.Join(names, " "); got != ":a.c :a :a0 a:b a/b:c a/b:d" {
			t.Errorf("version %d: %s", data[7], got)
		}
	}
	conflict := someEntries()
	conflict[1].Stage = index.OurMode
	data := stageData(t, 2, someEntries()...)
	for _, tc := range []struct {
		name string
		data []byte
		want string
	}{
		{"unmerged", stageData(t, 2, conflict...), `not merged: "a/b/c"`},
		{"cut", data[:len(data)-30], "checksum"},
		{"damaged", append(bytes.Clone(data[:90]), append([]byte{0x55}, data[91:]...)...), "checksum"},
		{"nothing", nil, "not one at all"},
		{"a split one", unsigned(data, "link\x00\x00\x00\x00"), "split index"},
		{"an extension to know", unsigned(data, "what\x00\x00\x00\x00"), `extension "what"`},
	} {
		check(t, os.WriteFile(filepath.Join(b.dir, "other"), tc.data, 0o644))
		_, err := r.Index(filepath.Join(b.dir, "other"))
		wantError(t, err, "other", tc.want)
	}
}

// unsigned puts something behind the entries, with zeros for a checksum.
func unsigned(data []byte, extension string) []byte {
	return append(append(bytes.Clone(data[:len(data)-hashSize]), extension...), make([]byte, hashSize)...)
}

func TestPeerIndex(t *testing.T) {
	dir := t.TempDir()
	peer(t, dir, "init", "-q")
	for _, name := range []string{"f", "d/e/f", "d/e.c", "d.c", "long/" + strings.Repeat("name", 40), "ä/ö"} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		check(t, os.MkdirAll(filepath.Dir(path), 0o755))
		check(t, os.WriteFile(path, []byte(name), 0o755))
	}
	check(t, os.Symlink("f", filepath.Join(dir, "link")))
	peer(t, dir, "add", ".")
	check(t, os.WriteFile(filepath.Join(dir, "announced"), []byte("later\n"), 0o644))
	peer(t, dir, "add", "-N", "announced")
	r := open(t, dir)
	for _, args := range [][]string{
		{"update-index", "--index-version=2"}, {"update-index", "--index-version=3"}, {"update-index", "--index-version=4"},
		{"commit", "-q", "-m", "all"}, {"rm", "-q", "d/e/f"},
		{"sparse-checkout", "set", "--sparse-index", "d"},
	} {
		peer(t, dir, args...)
		tree, err := r.Index("")
		check(t, err)
		if want := peer(t, dir, "write-tree"); tree.Root().String() != want {
			t.Errorf("%q: tree %s, want %s", args, tree.Root(), want)
		}
	}
	tree, err := r.Index("")
	check(t, err)
	if entries, err := tree.Entries("ä"); err != nil || len(entries) != 1 {
		t.Errorf("below a directory of a sparse index: %v, %v", entries, err)
	}
	peer(t, dir, "sparse-checkout", "disable")
	peer(t, dir, "update-index", "--split-index")
	_, err = r.Index("")
	wantError(t, err, "split index")
}

// FuzzStage reads anything as an index: there is an error, or entries that make a tree.
func FuzzStage(f *testing.F) {
	for _, version := range []uint32{2, 4} {
		f.Add(unsigned(stageData(f, version, someEntries()...), "TREE\x00\x00\x00\x00"))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) >= hashSize {
			copy(data[len(data)-hashSize:], make([]byte, hashSize))
		}
		entries, err := parseStage(data)
		if err != nil {
			return
		}
		s := &stage{dirs: map[string][]apply.Entry{}, sparse: map[string]apply.Hash{}}
		if s.root = s.fold("", entries); s.root.IsZero() {
			t.Error("no tree")
		}
	})
}
