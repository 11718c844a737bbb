package gitrepo

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/apply"
)

// What is answered off the commit-graph alone is what git says; and where there is a whole one, it answers.
func TestPeerGlance(t *testing.T) {
	settles := map[string]bool{"one file": true, "old generations": true, "split chain": true}
	for name, shape := range historyShapes {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			peer(t, dir, "init", "-q", "--bare")
			importHistory(t, dir, 600)
			shape(t, dir)
			r := open(t, dir)
			asked, settled := 0, 0
			for _, tip := range []string{"line0", "line1~37", "line2~100"} {
				holds := map[string]bool{}
				for _, id := range strings.Fields(peer(t, dir, "-c", "core.commitGraph=false", "rev-list", tip)) {
					holds[id] = true
				}
				b, err := r.Resolve(tip)
				check(t, err)
				for i, id := range strings.Fields(peer(t, dir, "-c", "core.commitGraph=false", "rev-list", "--all")) {
					if i%3 > 0 {
						continue
					}
					r.glances.Store(0)
					is, ok := r.glance(parse(t, id), b)
					if ok && is != holds[id] {
						t.Fatalf("%s in %s: %v", id, tip, is)
					}
					if asked++; ok {
						settled++
					}
				}
			}
			if settles[name] && settled < asked*9/10 || name == "no commit-graph" && settled > 0 {
				t.Errorf("%d of %d were settled", settled, asked)
			}
		})
	}
}

// Who asks often takes the graph over; the answers stay the same.
func TestPeerManyGlances(t *testing.T) {
	dir := t.TempDir()
	peer(t, dir, "init", "-q", "--bare")
	importHistory(t, dir, 200)
	peer(t, dir, "commit-graph", "write", "--reachable")
	r := open(t, dir)
	a, err := r.Resolve("line0~20")
	check(t, err)
	b, err := r.Resolve("line0")
	check(t, err)
	for range 2 * fewGlances {
		if in, err := r.IsAncestor(a, b); err != nil || !in {
			t.Fatal(in, err)
		}
	}
	if r.graph == nil {
		t.Error("the graph was not taken over")
	}
}

func TestRefsAreInTheOrderOfTheirNumbers(t *testing.T) {
	b := build(t)
	c := b.commit("one", b.tree("a", "x\n"))
	for _, tag := range []string{"v5.10", "v5.9", "v5.9-rc1", "w1"} {
		b.ref("refs/tags/"+tag, apply.Hash(c))
	}
	got, err := b.open().Refs("refs/tags/v")
	check(t, err)
	if d := cmp.Diff([]string{"refs/tags/v5.9", "refs/tags/v5.9-rc1", "refs/tags/v5.10"}, got); d != "" {
		t.Error(d)
	}
}
