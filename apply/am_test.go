package apply_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"patchpilot/apply"
	"patchpilot/diff"
	"patchpilot/internal/corpustest"
)

// withBlobs is a tree in a store that has more blobs than the tree.
type withBlobs struct {
	*apply.Overlay
	more *apply.Overlay
}

func (w withBlobs) Blob(h apply.Hash) ([]byte, error) {
	if data, err := w.Overlay.Blob(h); err == nil {
		return data, nil
	}
	return w.more.Blob(h)
}

func (w withBlobs) FindBlob(prefix string) (apply.Hash, error) {
	if h, err := w.Overlay.FindBlob(prefix); err == nil {
		return h, nil
	}
	return w.more.FindBlob(prefix)
}

// TestPeerGitAm lets `git am -3` fall back on merging, with the blobs of the tree the patch was made on there.
func TestPeerGitAm(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
	g := gen{rand.New(rand.NewPCG(seed(t), 7))}
	all := make([]aCase, corpustest.Cases(t, 30))
	for i := range all {
		c := aCase{from: g.tree()}
		for path, f := range c.from {
			if f.mode == apply.Submodule {
				delete(c.from, path) // no submodule can be checked out here
			}
		}
		c.to, c.onto = g.edit(c.from, g.IntN(3) == 0), g.edit(c.from, g.IntN(5) == 0)
		c.options = "--full-index --binary " + g.one("-M", "-M -C", "--no-renames")
		all[i] = c
	}
	trees, words, patches := gitAm(t, all)
	verdicts, strict := map[apply.Status]int{}, 0
	for i, c := range all {
		if patches[i] == "" {
			continue
		}
		o := apply.NewOverlay(withBlobs{c.onto.overlay(t), c.from.overlay(t)})
		before := o.Root()
		got, err := o.Lay(diff.Parse(patches[i], 1), apply.Options{Strip: 1, ThreeWay: true})
		if err != nil {
			t.Fatal(err)
		}
		verdicts[got.Status]++
		refused := got.Status == apply.Conflict || got.Status == apply.Already
		switch {
		case refused && o.Root() != before:
			t.Errorf("case %d: %s, and the tree has changed", i, got.Status)
		case !refused && o.Root().String() != trees[i]:
			t.Errorf("case %d: FALSE %s: %s, git %q: %s\n%s\nonto:\n%s\nfrom:\n%s", i, got.Status, o.Root(), trees[i], words[i], clip(patches[i]), describe(c.onto), describe(c.from))
		case got.Status == apply.Conflict && trees[i] != "":
			strict++
			if testing.Verbose() {
				t.Logf("case %d: git merges, this does not: %+v", i, got.Clashes)
			}
		}
	}
	t.Logf("%d cases: %v, in %d git is clean and this is not", len(all), verdicts, strict)
	if strict*20 > len(all) {
		t.Errorf("%d of %d cases that git merges are conflicts here", strict, len(all))
	}
}

// gitAm runs all cases in one shell; tree "" = git am stopped.
func gitAm(t *testing.T, all []aCase) (trees, words, patches []string) {
	dir := t.TempDir()
	env := append(os.Environ(), "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null", "HOME="+dir, "LC_ALL=C",
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@b", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@b", "OUT="+dir)
	run := func(in []byte, name string, args ...string) {
		cmd := exec.Command(name, args...)
		cmd.Dir, cmd.Env, cmd.Stdin = filepath.Join(dir, "w"), env, bytes.NewReader(in)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s %v: %v\n%s", name, args, err, out)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "w"), 0o700); err != nil {
		t.Fatal(err)
	}
	run(nil, "git", "init", "-q", "-b", "none")
	var stream bytes.Buffer
	for i, c := range all {
		c.from.commit(&stream, fmt.Sprintf("a%d", i))
		c.to.commit(&stream, fmt.Sprintf("b%d", i))
		c.onto.commit(&stream, fmt.Sprintf("c%d", i))
	}
	run(stream.Bytes(), "git", "fast-import", "--quiet", "--force")
	script := "git config gc.auto 0; git config core.fsync none; git config commit.gpgsign false\n"
	for i, c := range all {
		script += fmt.Sprintf(`git diff-tree -p %s a%d b%d >$OUT/%d.patch
if [ -s $OUT/%d.patch ]; then
 git checkout -q -f --detach c%d; git clean -qfdx
 { printf 'From: a <a@b>\nDate: Tue, 14 Nov 2023 22:13:20 +0000\nSubject: x\n\nlog\n---\n'; cat $OUT/%d.patch; printf -- '-- \nx\n'; } >$OUT/m
 if git am -q -3 --keep-cr $OUT/m >$OUT/%d.err 2>&1; then git rev-parse HEAD^{tree} >$OUT/%d.tree; else git am --abort >/dev/null 2>&1 || { git am --quit; git reset -q --hard; }; fi
fi
`, c.options, i, i, i, i, i, i, i, i)
	}
	run([]byte(script+"true\n"), "bash")
	for i := range all {
		read := func(ext string) string {
			b, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("%d.%s", i, ext)))
			if err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
			return string(b)
		}
		trees, words, patches = append(trees, strings.TrimSpace(read("tree"))), append(words, read("err")), append(patches, read("patch"))
	}
	return trees, words, patches
}
