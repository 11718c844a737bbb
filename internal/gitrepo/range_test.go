package gitrepo

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/apply"
)

// A history with a side branch merged:
//
//	one - two - three - merge - four   (main)
//	   \             /
//	    side1 - side2
func TestRange(t *testing.T) {
	b := build(t)
	tree := b.tree("f", "text\n")
	one := b.commit("one", tree)
	two := b.commit("two", tree, one)
	side1 := b.commit("side1", tree, one)
	three := b.commit("three", tree, two)
	side2 := b.commit("side2", tree, side1)
	merge := b.commit("merge", tree, three, side2)
	four := b.commit("four", tree, merge)
	b.ref("refs/heads/main", four)
	b.ref("refs/heads/side", side2)
	b.ref("refs/remotes/origin/main", two)
	b.file("HEAD", "ref: refs/heads/main\n")
	b.file("config", "[core]\n\tbare = true\n[remote \"origin\"]\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n"+
		"[branch \"main\"]\n\tremote = origin\n\tmerge = refs/heads/main\n\tdescription = What it is for\n")
	r := b.open()
	for _, tc := range []struct {
		spec, commits, merges string
		base                  apply.Hash
	}{
		{"", "side1 three side2 four", "merge", apply.Hash{}}, // begins in two places
		{"@{u}", "side1 three side2 four", "merge", apply.Hash{}},
		{"origin/main..HEAD", "side1 three side2 four", "merge", apply.Hash{}},
		{"main~2..", "side1 side2 four", "merge", apply.Hash{}},
		{one.String() + "..main~2", "two three", "", one},
		{"side...main~2", "two three", "", one},
		{"main~2..side", "side1 side2", "", one},
		{"main~2", "side1 side2 four", "merge", apply.Hash{}},
		{"..side", "", "", apply.Hash{}},
		{"side^!", "side2", "", side1},
		{"main~1^!", "", "merge", apply.Hash{}},
		{one.String() + "^!", "one", "", apply.Hash{}},
		{"-1", "four", "", merge},
		{"-2", "side2 four", "merge", apply.Hash{}},
		{"-1 side", "side2", "", side1},
		{"^main~2 side", "side1 side2", "", one},
		{"side ^main~2", "side1 side2", "", one},
		{"-99", "one two side1 three side2 four", "merge", apply.Hash{}},
	} {
		got, err := r.Range(tc.spec)
		if err != nil {
			t.Errorf("%q: %v", tc.spec, err)
			continue
		}
		if d := cmp.Diff(tc.commits+"/"+tc.merges, subjects(got.Commits)+"/"+subjects(got.Merges)); d != "" {
			t.Errorf("%q: %s", tc.spec, d)
		}
		if got.Base != tc.base {
			t.Errorf("%q: base %s, want %s", tc.spec, got.Base, tc.base)
		}
	}
	for spec, words := range map[string]string{"-0": "not a number", "-x": "not a number", "side main": "write A..B", "^side": "not the name of a commit", "nix..HEAD": "nix", "HEAD..nix": "nix"} {
		_, err := r.Range(spec)
		wantError(t, err, words)
	}
	if got := r.Branch(); got != "main" {
		t.Errorf("branch %q", got)
	}
	if got, err := r.Setting("branch.main.description"); got != "What it is for" || err != nil {
		t.Errorf("description %q, %v", got, err)
	}

	b.file("HEAD", "ref: refs/heads/side\n")
	_, err := r.Range("")
	if !errors.Is(err, ErrNoUpstream) {
		t.Errorf("no upstream: %v", err)
	}
	wantError(t, err, `"side"`, "give a range")
	b.file("HEAD", four.String()+"\n")
	_, err = r.Range("")
	wantError(t, err, "give a range", "HEAD is on no branch")
}

func subjects(list []*Commit) string {
	var out []string
	for _, c := range list {
		out = append(out, c.Subject())
	}
	return strings.Join(out, " ")
}

// Where clocks were wrong, nothing that the base reaches is taken, and parents come first.
func TestRangeWrongClocks(t *testing.T) {
	b := build(t)
	tree := b.tree("f", "text\n")
	root := b.commit("root", tree)
	b.now = b.now.AddDate(5, 0, 0)
	future := b.commit("from the future", tree, root)
	b.now = b.now.AddDate(-5, 0, 0)
	base := b.commit("base", tree, future)
	b.now = b.now.AddDate(-9, 0, 0)
	old := b.commit("old", tree, base)
	b.now = b.now.AddDate(9, 0, 0)
	tip := b.commit("tip", tree, old)
	b.ref("refs/heads/base", base)
	b.ref("refs/heads/tip", tip)
	got, err := b.open().Range("base..tip")
	check(t, err)
	if s := subjects(got.Commits); s != "old tip" || got.Base != base {
		t.Errorf("%q on %s", s, got.Base)
	}
}

func TestPeerRange(t *testing.T) {
	dir := t.TempDir()
	peer(t, dir, "init", "-q", "--bare")
	importHistory(t, dir, 600)
	r := open(t, dir)
	for _, spec := range []string{"line0..line1", "line1..line2", "line2~3..line0", "line0~30..line2~40", "line2~50..line1~3"} {
		got, err := r.Range(spec)
		check(t, err)
		ids := []string{}
		for _, c := range got.Commits {
			ids = append(ids, c.Hash.String())
		}
		want := strings.Fields(peer(t, dir, "rev-list", "--reverse", "--no-merges", "--date-order", spec))
		if d := cmp.Diff(want, ids); d != "" {
			t.Errorf("%s: %s", spec, d)
		}
		if n := len(strings.Fields(peer(t, dir, "rev-list", "--merges", spec))); n != len(got.Merges) {
			t.Errorf("%s: %d merges, git has %d", spec, len(got.Merges), n)
		}
	}
}
