package apply_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"patchpilot/apply"
	"patchpilot/diff"
)

// aFile is a file of a generated tree.
type aFile struct {
	mode apply.Mode
	data string // for a submodule its 20 bytes
}

// aTree is a generated tree, path to file.
type aTree map[string]aFile

func (a aTree) clone() aTree {
	out := aTree{}
	for path, f := range a {
		out[path] = f
	}
	return out
}

func (a aTree) paths() []string {
	var out []string
	for path := range a {
		out = append(out, path)
	}
	slices.Sort(out)
	return out
}

func (a aTree) overlay(t testing.TB) *apply.Overlay {
	t.Helper()
	o := apply.NewOverlay(apply.Empty)
	for _, path := range a.paths() {
		if err := o.Put(path, a[path].mode, []byte(a[path].data)); err != nil {
			t.Fatal(err)
		}
	}
	return o
}

// commit writes the tree as a commit on a branch of its own, for `git fast-import`.
func (a aTree) commit(w *bytes.Buffer, branch string) {
	fmt.Fprintf(w, "reset refs/heads/%s\n\ncommit refs/heads/%s\ncommitter C <c@example.org> 1700000000 +0000\ndata 0\n", branch, branch)
	for _, path := range a.paths() {
		f := a[path]
		if f.mode == apply.Submodule {
			fmt.Fprintf(w, "M 160000 %x %s\n", f.data, path)
			continue
		}
		fmt.Fprintf(w, "M %o inline %s\ndata %d\n%s\n", f.mode, path, len(f.data), f.data)
	}
	fmt.Fprintln(w)
}

// aCase is a patch from one tree to another, to be laid on a third.
type aCase struct {
	from, to, onto aTree
	options        string // for `git diff-tree`
	patch          string // instead of git's diff
}

// peer is what git made of a case.
type peer struct {
	patch string
	tree  string // "" = refused
	words string
}

// askGit has git make the patches and apply them, in one shell.
func askGit(t testing.TB, cases []aCase, flags string) []peer {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
	dir := t.TempDir()
	env := append(os.Environ(), "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null", "HOME="+dir, "GIT_DIR="+filepath.Join(dir, "r.git"), "LC_ALL=C")
	run := func(in []byte, name string, args ...string) {
		cmd := exec.Command(name, args...)
		cmd.Dir, cmd.Env, cmd.Stdin = dir, env, bytes.NewReader(in)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s %v: %v\n%s", name, args, err, out)
		}
	}
	run(nil, "git", "init", "-q", "--bare", "r.git")
	var stream bytes.Buffer
	for i, c := range cases {
		c.from.commit(&stream, fmt.Sprintf("a%d", i))
		c.to.commit(&stream, fmt.Sprintf("b%d", i))
		c.onto.commit(&stream, fmt.Sprintf("c%d", i))
	}
	run(stream.Bytes(), "git", "fast-import", "--quiet", "--force")
	var script strings.Builder
	for i, c := range cases {
		if c.patch != "" {
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.patch", i)), []byte(c.patch), 0o600); err != nil {
				t.Fatal(err)
			}
		} else {
			fmt.Fprintf(&script, "git diff-tree -p %s a%d b%d >%d.patch\n", c.options, i, i, i)
		}
		fmt.Fprintf(&script, "rm -f i i.lock; GIT_INDEX_FILE=i git read-tree c%d; GIT_INDEX_FILE=i git apply --cached %s %d.patch 2>%d.err && GIT_INDEX_FILE=i git write-tree >%d.tree\n", i, flags, i, i, i)
	}
	run([]byte(script.String()+"true\n"), "bash")
	out := make([]peer, len(cases))
	for i := range out {
		read := func(ext string) string {
			b, err := os.ReadFile(filepath.Join(dir, strconv.Itoa(i)+ext))
			if err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
			return string(b)
		}
		out[i] = peer{read(".patch"), strings.TrimSpace(read(".tree")), read(".err")}
	}
	return out
}

// compareWithGit lays every case and wants git's verdict and tree.
func compareWithGit(t *testing.T, cases []aCase, flags string, opt apply.Options) {
	t.Helper()
	verdicts := map[apply.Status]int{}
	faults := 0
	for i, p := range askGit(t, cases, flags) {
		if p.patch == "" {
			continue
		}
		o := cases[i].onto.overlay(t)
		got, err := o.Lay(diff.Parse(p.patch, 1), opt)
		if err != nil {
			t.Fatal(err)
		}
		verdicts[got.Status]++
		tree := ""
		if !got.Tree.IsZero() {
			tree = got.Tree.String()
		}
		if tree != p.tree {
			if faults++; faults <= 5 {
				t.Errorf("case %d: %s %+v %q, git %q: %s\n%s\nonto:\n%s", i, got.Status, got.Clashes, tree, p.tree, p.words, clip(p.patch), describe(cases[i].onto))
			}
		}
	}
	t.Logf("%d cases: %v, %d differ", len(cases), verdicts, faults)
}

func clip(s string) string {
	if len(s) > 3000 {
		return s[:3000] + "…"
	}
	return s
}

func describe(a aTree) string {
	var b strings.Builder
	for _, path := range a.paths() {
		fmt.Fprintf(&b, "%o %s %q\n", a[path].mode, path, clip(a[path].data))
	}
	return clip(b.String())
}
