package gitrepo

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/apply"
)

// historyShapes are the ways git may keep the shape of history.
var historyShapes = map[string]func(t *testing.T, dir string){
	"no commit-graph": func(t *testing.T, dir string) {},
	"one file":        func(t *testing.T, dir string) { peer(t, dir, "commit-graph", "write", "--reachable") },
	"old generations": func(t *testing.T, dir string) {
		peer(t, dir, "-c", "commitGraph.generationVersion=1", "commit-graph", "write", "--reachable")
	},
	"a file that lags behind": func(t *testing.T, dir string) {
		_, err := peerErr(t, dir, peer(t, dir, "rev-parse", "line1~40"), "commit-graph", "write", "--stdin-commits")
		check(t, err)
	},
	"split chain": func(t *testing.T, dir string) {
		for _, tip := range []string{"line0~100", "line1~60", "line2~3"} {
			_, err := peerErr(t, dir, peer(t, dir, "rev-parse", tip), "commit-graph", "write", "--split=no-merge", "--stdin-commits")
			check(t, err)
		}
		layers, _ := filepath.Glob(filepath.Join(dir, "objects/info/commit-graphs/*.graph"))
		if len(layers) != 3 {
			t.Fatalf("layers: %q", layers)
		}
	},
	"damaged file": func(t *testing.T, dir string) {
		path := filepath.Join(dir, "objects/info/commit-graph")
		peer(t, dir, "commit-graph", "write", "--reachable")
		data, err := os.ReadFile(path)
		check(t, err)
		for i := len(data) / 2; i < len(data); i += 9 {
			data[i] ^= 0xff
		}
		check(t, os.Chmod(path, 0o644))
		check(t, os.WriteFile(path, data, 0o644))
	},
}

func TestPeerHistory(t *testing.T) {
	for name, shape := range historyShapes {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			peer(t, dir, "init", "-q", "--bare")
			importHistory(t, dir, 600)
			shape(t, dir)
			r := open(t, dir)
			comparePaths(t, dir, r)
		})
	}
}

func comparePaths(t *testing.T, dir string, r *Repo) {
	t.Helper()
	os.RemoveAll(filepath.Join(dir, "objects/info/commit-graph.lock"))
	var all []apply.Hash
	for _, id := range strings.Fields(peer(t, dir, "-c", "core.commitGraph=false", "rev-list", "--all")) {
		all = append(all, parse(t, id))
	}
	tips := []apply.Hash{}
	holds := map[apply.Hash]map[apply.Hash]bool{}
	for _, name := range []string{"line0", "line1", "line2", "line1~37", "line2~100"} {
		tip, err := r.Resolve(name)
		check(t, err)
		tips = append(tips, tip)
		holds[tip] = map[apply.Hash]bool{}
		for _, id := range strings.Fields(peer(t, dir, "-c", "core.commitGraph=false", "rev-list", name)) {
			holds[tip][parse(t, id)] = true
		}
	}
	got, err := r.Contains(all, tips)
	check(t, err)
	random := rand.New(rand.NewPCG(1, 2))
	for i, c := range all {
		for j, tip := range tips {
			if got[i][j] != holds[tip][c] {
				t.Fatalf("%s in %s: %v", c, tip, got[i][j])
			}
			if random.IntN(4) > 0 {
				continue
			}
			is, err := r.IsAncestor(c, tip)
			check(t, err)
			if is != holds[tip][c] {
				t.Fatalf("%s ancestor of %s: %v", c, tip, is)
			}
		}
	}
	for _, span := range [][2]string{{"line1~37", "line0"}, {"line2~100", "line2"}, {"line0", "line0~5"}, {"line0", "line1"}} {
		base, _ := r.Resolve(span[0])
		tip, _ := r.Resolve(span[1])
		var log []string
		for c, err := range r.Log(base, tip) {
			check(t, err)
			log = append(log, c.Hash.String()+" "+c.Subject())
		}
		want := peer(t, dir, "-c", "core.commitGraph=false", "log", "--date-order", "--format=%H %s", span[0]+".."+span[1])
		if diff := cmp.Diff(want, strings.Join(log, "\n")); diff != "" {
			t.Errorf("%s..%s: (-git +ours)\n%s", span[0], span[1], diff)
		}
	}
}

func TestPeerIsAncestor(t *testing.T) {
	dir := t.TempDir()
	peer(t, dir, "init", "-q", "--bare")
	importHistory(t, dir, 120)
	peer(t, dir, "commit-graph", "write", "--reachable")
	r := open(t, dir)
	for i := range 60 {
		a, b := fmt.Sprintf("line%d~%d", i%3, i*7%30), fmt.Sprintf("line%d~%d", i%2, i*11%25)
		_, err := peerErr(t, dir, "", "merge-base", "--is-ancestor", a, b)
		ha, _ := r.Resolve(a)
		hb, _ := r.Resolve(b)
		is, ourErr := r.IsAncestor(ha, hb)
		check(t, ourErr)
		if is != (err == nil) {
			t.Errorf("%s in %s: %v, git: %v", a, b, is, err)
		}
	}
}
