package gitrepo

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-git/go-git/v5/plumbing"

	"patchpilot/apply"
)

// compareObjects reads every object of a repository and compares it with what git says.
func compareObjects(t *testing.T, dir string, r *Repo) {
	t.Helper()
	listed := strings.Fields(peer(t, dir, "cat-file", "--batch-all-objects", "--batch-check=%(objectname):%(objecttype):%(objectsize)"))
	if len(listed) == 0 {
		t.Fatal("no objects")
	}
	for _, line := range listed {
		id, rest, _ := strings.Cut(line, ":")
		kind, size, _ := strings.Cut(rest, ":")
		o, err := r.objects.read(plumbing.Hash(parse(t, id)))
		if err != nil || o.kind.String() != kind || fmt.Sprint(len(o.data)) != size {
			t.Fatalf("%s: %s of %d bytes, %v; git: %s %s", id, o.kind, len(o.data), err, kind, size)
		}
	}
}

func TestPeerObjects(t *testing.T) {
	for name, store := range map[string][]string{
		"packed with deltas": {"-c", "pack.depth=50", "repack", "-adfq"},
		"deltas by id":       {"-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq"},
		"many packs":         {"-c", "pack.packSizeLimit=20k", "repack", "-adq"},
		"multi-pack index":   {"repack", "-dq", "--geometric=2", "--write-midx"},
		"large offsets":      {"repack", "-adq"},
		"loose":              {"unpack-objects", "-q"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			peer(t, dir, "init", "-q", "--bare")
			importHistory(t, dir, 200)
			switch name {
			case "loose":
				packs, _ := filepath.Glob(filepath.Join(dir, "objects/pack/*.pack"))
				for _, pack := range packs {
					data, err := os.ReadFile(pack)
					check(t, err)
					check(t, os.RemoveAll(filepath.Join(dir, "objects/pack")))
					_, err = peerErr(t, dir, string(data), store...)
					check(t, err)
				}
			case "large offsets":
				peer(t, dir, store...)
				packs, _ := filepath.Glob(filepath.Join(dir, "objects/pack/*.pack"))
				check(t, os.Remove(strings.TrimSuffix(packs[0], ".pack")+".idx"))
				peer(t, dir, "index-pack", "--index-version=2,0x100", packs[0])
			default:
				peer(t, dir, store...)
			}
			compareObjects(t, dir, open(t, dir))
		})
	}
}

func TestPeerAlternates(t *testing.T) {
	first, second := t.TempDir(), filepath.Join(t.TempDir(), "second")
	peer(t, first, "init", "-q", "--bare")
	importHistory(t, first, 50)
	peer(t, first, "clone", "-q", "--bare", "--shared", ".", second)
	third := second + "-third"
	peer(t, first, "clone", "-q", "--bare", "--shared", second, third)
	r := open(t, third)
	compareObjects(t, third, r)
	if len(r.objects.dirs) != 3 {
		t.Errorf("object folders: %q", r.objects.dirs)
	}
}

func TestPeerLayouts(t *testing.T) {
	base := t.TempDir()
	origin := filepath.Join(base, "origin")
	peer(t, base, "init", "-q", "-b", "main", origin)
	check(t, os.MkdirAll(filepath.Join(origin, "sub/deep"), 0o755))
	check(t, os.WriteFile(filepath.Join(origin, "sub/deep/file"), []byte("text\n"), 0o644))
	peer(t, origin, "add", ".")
	peer(t, origin, "commit", "-qm", "one")
	peer(t, origin, "commit", "-qm", "two", "--allow-empty")
	peer(t, origin, "worktree", "add", "-q", "-b", "topic", "../linked", "HEAD~1")
	sparse := filepath.Join(base, "sparse")
	peer(t, base, "clone", "-q", "--sparse", "file://"+origin, sparse)
	peer(t, sparse, "sparse-checkout", "set", "sub")
	for _, tc := range []struct{ name, path, want string }{
		{"work tree", origin, "main"},
		{"git folder", filepath.Join(origin, ".git"), "main"},
		{"folder below", filepath.Join(origin, "sub/deep"), "main"},
		{"linked work tree", filepath.Join(base, "linked"), "topic"},
		{"git folder of a linked work tree", filepath.Join(origin, ".git/worktrees/linked"), "topic"},
		{"sparse checkout", sparse, "main"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			head, err := open(t, tc.path).Resolve("HEAD")
			check(t, err)
			if want := peer(t, origin, "rev-parse", tc.want); head.String() != want {
				t.Errorf("HEAD is %s, want %s (%s)", head, want, tc.want)
			}
		})
	}
}

func TestPeerShallow(t *testing.T) {
	origin, dir := t.TempDir(), filepath.Join(t.TempDir(), "shallow")
	peer(t, origin, "init", "-q", "--bare")
	importHistory(t, origin, 60)
	peer(t, origin, "clone", "-q", "--bare", "--depth=5", "-b", "line0", "file://"+origin, dir)
	r := open(t, dir)
	if notes := strings.Join(r.Notes(), "\n"); !strings.Contains(notes, "shallow clone: history ends at") {
		t.Errorf("notes: %q", notes)
	}
	tip, err := r.Resolve("HEAD")
	check(t, err)
	var log []string
	for c, err := range r.Log(apply.Hash{}, tip) {
		check(t, err)
		log = append(log, c.Hash.String())
	}
	if want := peer(t, dir, "rev-list", "--date-order", "HEAD"); strings.Join(log, "\n") != want {
		t.Errorf("log %s\nwant %s", log, want)
	}
	_, err = r.Resolve("HEAD~30")
	wantError(t, err, "shallow clone: the parents of")
}

func TestPeerPartialClone(t *testing.T) {
	origin, dir := t.TempDir(), filepath.Join(t.TempDir(), "partial")
	peer(t, origin, "init", "-q", "--bare", "-b", "line0")
	importHistory(t, origin, 30)
	peer(t, origin, "config", "uploadpack.allowFilter", "true")
	peer(t, origin, "clone", "-q", "--bare", "--filter=blob:none", "file://"+origin, dir)
	r := open(t, dir)
	tip, err := r.Resolve("HEAD")
	check(t, err)
	tree, err := r.Tree(tip)
	check(t, err)
	entries, err := tree.Entries("dir0")
	check(t, err)
	_, err = tree.Blob(entries[0].Hash)
	wantError(t, err, "partial clone: blob "+entries[0].Hash.String()+" not here")
}

// TestPeerGC reads all objects again and again while git repacks the repository under the readers.
func TestPeerGC(t *testing.T) {
	dir := t.TempDir()
	peer(t, dir, "init", "-q", "--bare")
	importHistory(t, dir, 400)
	r := open(t, dir)
	var ids []apply.Hash
	for _, id := range strings.Fields(peer(t, dir, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)")) {
		ids = append(ids, parse(t, id))
	}
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for n := range 4 {
		readers.Go(func() {
			for i := n; ; i += 7 {
				select {
				case <-stop:
					return
				default:
				}
				if _, err := r.objects.read(plumbing.Hash(ids[i%len(ids)])); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	readers.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
			}
			if _, err := r.Resolve("line1~3"); err != nil {
				t.Error(err)
				return
			}
		}
	})
	for i := range 6 {
		args := []string{"repack", "-adfq", "--window=" + fmt.Sprint(2+i)}
		if i%2 == 1 {
			args = []string{"gc", "-q", "--prune=now"}
		}
		peer(t, dir, args...)
		time.Sleep(50 * time.Millisecond)
	}
	close(stop)
	readers.Wait()
}
