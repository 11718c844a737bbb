package gitrepo

import (
	"slices"
	"strings"
	"testing"

	"patchpilot/apply"
)

// Ancestry and Beyond list what git rev-list lists, parents first, and whichever way the shape of history is kept in
// one order.
func TestPeerAncestry(t *testing.T) {
	var first []apply.Hash
	for name, shape := range historyShapes {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			peer(t, dir, "init", "-q", "--bare")
			importHistory(t, dir, 600)
			shape(t, dir)
			r := open(t, dir)
			tips := resolveAll(t, r, "line0", "line1~37", "line2")
			all, err := r.Ancestry(tips...)
			check(t, err)
			if first == nil {
				first = all
			}
			if !slices.Equal(all, first) {
				t.Error("another order than in another shape")
			}
			sameCommits(t, dir, r, all, "line0", "line1~37", "line2")

			some, err := r.Ancestry(resolveAll(t, r, "line1~90")...)
			check(t, err)
			known := map[apply.Hash]bool{}
			for _, h := range some {
				known[h] = true
			}
			if left := slices.DeleteFunc(slices.Clone(all), func(h apply.Hash) bool { return !known[h] }); !slices.Equal(left, some) {
				t.Error("a part is in another order than the whole")
			}
			more, err := r.Beyond(func(h apply.Hash) bool { return known[h] }, tips...)
			check(t, err)
			sameCommits(t, dir, r, more, "line0", "line1~37", "line2", "^line1~90")
			none, err := r.Beyond(func(h apply.Hash) bool { return true }, tips...)
			if err != nil || len(none) > 0 {
				t.Error(none, err)
			}
		})
	}
}

func resolveAll(t *testing.T, r *Repo, names ...string) (tips []apply.Hash) {
	t.Helper()
	for _, name := range names {
		tip, err := r.Resolve(name)
		check(t, err)
		tips = append(tips, tip)
	}
	return tips
}

// sameCommits compares with git rev-list, and reads the commits: parents come first.
func sameCommits(t *testing.T, dir string, r *Repo, got []apply.Hash, args ...string) {
	t.Helper()
	want := map[apply.Hash]bool{}
	for _, id := range strings.Fields(peer(t, dir, append([]string{"-c", "core.commitGraph=false", "rev-list"}, args...)...)) {
		want[parse(t, id)] = true
	}
	if len(got) != len(want) {
		t.Errorf("%v: %d commits, git has %d", args, len(got), len(want))
	}
	seen, i := map[apply.Hash]bool{}, 0
	for c, err := range r.Commits(got) {
		check(t, err)
		if c.Hash != got[i] || !want[c.Hash] || seen[c.Hash] {
			t.Errorf("%v: %s at place %d", args, c.Hash, i)
		}
		for _, p := range c.Parents {
			if want[p] && !seen[p] {
				t.Errorf("%v: %s before its parent %s", args, c.Hash, p)
			}
		}
		seen[c.Hash] = true
		i++
	}
	if i != len(got) {
		t.Errorf("%v: %d of %d commits read", args, i, len(got))
	}
}
