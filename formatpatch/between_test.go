package formatpatch_test

import (
	"slices"
	"strings"
	"testing"

	"patchpilot/apply"
	"patchpilot/diff"
	"patchpilot/formatpatch"
)

// Between two trees: the names of what differs, and a diff that leads from the one to the other.
func TestDiffAndPaths(t *testing.T) {
	text := strings.Repeat("one line of many\n", 20)
	before := treeOf(t, map[string]string{"a/deep/moved.c": text, "a/same.c": "same\n", "changed.c": "old\n", "gone.c": "gone\n"})
	after := treeOf(t, map[string]string{"b/moved.c": text, "a/same.c": "same\n", "changed.c": "new\n", "new.c": "new\n"})
	paths, err := formatpatch.Paths(before, after)
	if want := []string{"a/deep/moved.c", "b/moved.c", "changed.c", "gone.c", "new.c"}; err != nil || !slices.Equal(paths, want) {
		t.Errorf("paths %v, %v; want %v", paths, err, want)
	}
	text2, err := formatpatch.Diff(before, after, 40)
	if err != nil {
		t.Fatal(err)
	}
	p := diff.Parse(string(text2), 1)
	if len(p.Damage) > 0 || !strings.Contains(string(text2), "rename to b/moved.c\n") {
		t.Errorf("diff, damage %v:\n%s", p.Damage, text2)
	}
	laid := apply.NewOverlay(before)
	if out, err := laid.Lay(p, apply.Options{Strip: 1}); err != nil || out.Status != apply.Clean || laid.Root() != after.Root() {
		t.Errorf("laid: %+v, %v", out, err)
	}
	for _, f := range p.Files {
		if f.NewPath == "changed.c" && len(f.OldID) != 40 {
			t.Errorf("id %q is not whole", f.OldID)
		}
	}
}

func treeOf(t *testing.T, files map[string]string) apply.Tree {
	tree := apply.NewOverlay(apply.Empty)
	for path, text := range files {
		if err := tree.Put(path, apply.Regular, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	return tree
}
