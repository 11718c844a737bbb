package flow

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-git/go-git/v5"
	"github.com/google/go-cmp/cmp"

	"patchpilot/apply"
	"patchpilot/internal/gitrepo"
	"patchpilot/internal/report"
	"patchpilot/lint"
	"patchpilot/trailers"
)

// newRepo makes an empty bare repository.
func newRepo(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "repo.git")
	_, err := git.PlainInit(dir, true)
	must(t, err)
	return dir
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var committer = gitrepo.Signature{Name: "S O", Email: "so@example.org", When: time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC)}

func newCommit(tree apply.Hash, subject string, parents ...apply.Hash) gitrepo.NewCommit {
	return gitrepo.NewCommit{Tree: tree, Parents: parents, Author: committer, Committer: committer, Message: subject + "\n"}
}

// commit puts a commit of the files, "path", "text" and so on, on top of a branch.
func commit(t *testing.T, dir, branch, subject string, files ...string) apply.Hash {
	t.Helper()
	tree := apply.NewOverlay(apply.Empty)
	for i := 0; i < len(files); i += 2 {
		must(t, tree.Put(files[i], apply.Regular, []byte(files[i+1])))
	}
	r, err := gitrepo.Open(dir)
	must(t, err)
	defer r.Close()
	var parents []apply.Hash
	old, err := r.Resolve(branch)
	if err == nil {
		parents = append(parents, old)
	}
	c, err := newCommit(tree.Root(), subject, parents...).Object()
	must(t, err)
	objects := []gitrepo.Object{c}
	for o := range tree.Objects() {
		objects = append(objects, gitrepo.Object{Type: o.Kind, Data: o.Data})
	}
	must(t, r.Write(slices.Values(objects)))
	ref := filepath.Join(dir, "refs/heads", branch) // what is checked out moves only by hand
	must(t, os.WriteFile(ref, []byte(c.Hash().String()+"\n"), 0o644))
	return c.Hash()
}

func openRepo(t *testing.T, dir, onto string) *Repo {
	t.Helper()
	r, err := OpenRepo(dir, onto)
	must(t, err)
	t.Cleanup(func() { r.Close() })
	return r
}

// Lookup tells what is there from what is not, and from what is something else.
func TestRepoLookup(t *testing.T) {
	dir := newRepo(t)
	first := commit(t, dir, "master", "net: break it", "a.c", "int a;\n")
	tip := commit(t, dir, "master", "net: go on", "a.c", "int b;\n")
	other := commit(t, dir, "side", "net: aside", "a.c", "int c;\n")
	r := openRepo(t, dir, "")

	c, err := r.Lookup(first.String()[:12])
	must(t, err)
	want := &lint.Commit{Hash: first, Parents: []apply.Hash{}, Subject: "net: break it", Name: "S O", Email: "so@example.org",
		Authored: committer.When, Committer: trailers.Person{Name: "S O", Email: "so@example.org"}, Committed: committer.When}
	if cmp.Diff(want, c) != "" {
		t.Error(cmp.Diff(want, c))
	}
	if name, onto := r.Onto(); name != "HEAD" || onto.Hash != tip {
		t.Errorf("onto %s, %v", name, onto)
	}
	for commit, want := range map[apply.Hash]bool{first: true, tip: true, other: false} {
		if in, err := r.IsAncestor(commit, tip); err != nil || in != want {
			t.Errorf("IsAncestor(%s) = %v, %v", commit, in, err)
		}
	}
	blob := gitrepo.Object{Type: "blob", Data: []byte("int a;\n")}.Hash().String()
	tagged := gitrepo.Object{Type: "tag", Data: fmt.Appendf(nil, "object %s\ntype commit\ntag v1\ntagger S O <so@example.org> 0 +0000\n\nv1\n", first)}
	git, err := gitrepo.Open(dir)
	must(t, err)
	must(t, git.Write(slices.Values([]gitrepo.Object{tagged})))
	must(t, git.Close())
	tag := tagged.Hash().String()
	for id, want := range map[string]error{
		"123456789abc": apply.ErrNotFound, strings.Repeat("1", 40): apply.ErrNotFound,
		blob: lint.ErrNotCommit, blob[:12]: lint.ErrNotCommit,
		"": apply.ErrNotFound, "master": apply.ErrNotFound, "HEAD~1": apply.ErrNotFound, "a..b": apply.ErrNotFound,
		tag: lint.ErrNotCommit, tag[:12]: lint.ErrNotCommit,
	} {
		_, err := r.Lookup(id)
		if !errors.Is(err, want) || !strings.HasPrefix(err.Error(), `"`+id+`": `) {
			t.Errorf("Lookup(%s): %v", id, err)
		}
	}
	if r.Imported() || r.Shallow() || !r.Newest().Equal(committer.When) {
		t.Error("a small young repository is taken for something else")
	}
	if len(r.failures()) > 0 {
		t.Error("what is not there is no failure:", r.failures())
	}
}

func TestRepoLookupOfAnAmbiguousID(t *testing.T) {
	dir := newRepo(t)
	commit(t, dir, "master", "net: begin", "a.c", "int a;\n")
	seen := map[string]gitrepo.Object{}
	for i := 0; ; i++ {
		o, err := newCommit(apply.Empty.Root(), fmt.Sprint("net: try ", i)).Object()
		must(t, err)
		id := o.Hash().String()[:4]
		if twin, ok := seen[id]; ok {
			git, err := gitrepo.Open(dir)
			must(t, err)
			must(t, git.Write(slices.Values([]gitrepo.Object{o, twin})))
			git.Close()
			_, err = openRepo(t, dir, "master").Lookup(id)
			if !errors.Is(err, apply.ErrAmbiguous) || !strings.Contains(err.Error(), o.Hash().String()) {
				t.Error(err)
			}
			return
		}
		seen[id] = o
	}
}

// Where one commit brings more files than people write, history is elsewhere.
func TestRepoImported(t *testing.T) {
	dir := newRepo(t)
	var files []string
	for i := range 30 {
		files = append(files, fmt.Sprintf("d%d/f%d.c", i%3, i), "int a;\n")
	}
	commit(t, dir, "master", "import", files...)
	if !openRepo(t, dir, "").Imported() {
		t.Error("30 files in one commit are no import")
	}
	for i := range 3 {
		commit(t, dir, "master", fmt.Sprint("work ", i), files...)
	}
	if openRepo(t, dir, "").Imported() {
		t.Error("33 entries in four commits are an import")
	}
}

func TestRepoShallow(t *testing.T) {
	dir := newRepo(t)
	tip := commit(t, dir, "master", "net: begin", "a.c", "int a;\n")
	must(t, os.WriteFile(filepath.Join(dir, "shallow"), []byte(tip.String()+"\n"), 0o644))
	if !openRepo(t, dir, "").Shallow() {
		t.Error("not shallow")
	}
}

func TestOpenRepoSaysWhatIsWrong(t *testing.T) {
	empty, dir := newRepo(t), newRepo(t)
	commit(t, dir, "v6.12", "Linux 6.12", "a.c", "int a;\n")
	for _, test := range []struct{ path, onto, want string }{
		{t.TempDir(), "", "not a git repository"},
		{filepath.Join(dir, "nowhere"), "", "there is no such folder"},
		{empty, "", "master has no commit yet; name a commit with --onto"},
		{dir, "v6.21", "v6.12"},
	} {
		if _, err := OpenRepo(test.path, test.onto); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s %q: %v, want %q in it", test.path, test.onto, err, test.want)
		}
	}
}

// lintOn lints mails with a repository.
func lintOn(t *testing.T, r *Repo, mails []string, only ...string) (string, Result) {
	t.Helper()
	linter, err := lint.New(lint.Config{Only: only, Repo: r})
	must(t, err)
	var out strings.Builder
	res, err := Run(Options{Sources: []string{"-"}, Stdin: strings.NewReader(string(archive(mails))), Linter: linter, Repo: r},
		report.NewLint(&out, report.Look{}))
	must(t, err)
	return out.String(), res
}

// Patches keep their hunks for the rules that lay them, one on the other.
func TestRunLaysPatches(t *testing.T) {
	dir := newRepo(t)
	commit(t, dir, "master", "net: break it", "net/core/f1.c", "int a;\nint b0;\nint d;\n", "net/core/f2.c", "int a;\nint x;\nint d;\n")
	out, res := lintOn(t, openRepo(t, dir, ""), traffic(1), "diff-apply")
	want := `does not apply to HEAD: net/core/f2.c:2: wants "int b0;", finds "int x;"`
	if strings.Count(out, "diff-apply") != 1 || !strings.Contains(out, want) || len(res.Failed) > 0 {
		t.Errorf("got %v\n%s", res.Failed, out)
	}
}

// A blob that cannot be read is no verdict on a patch; it fails the run.
func TestRunTellsOfABrokenRepository(t *testing.T) {
	dir := newRepo(t)
	data := "int a;\nint b0;\nint d;\n"
	commit(t, dir, "master", "net: break it", "net/core/f1.c", data, "net/core/f2.c", data)
	id := gitrepo.Object{Type: "blob", Data: []byte(data)}.Hash().String()
	must(t, os.Remove(filepath.Join(dir, "objects", id[:2], id[2:])))
	out, res := lintOn(t, openRepo(t, dir, ""), traffic(1), "diff-apply", "diff-applied")
	if strings.Contains(out, "diff-appl") || len(res.Failed) != 1 || !strings.Contains(res.Failed[0].Error(), id) {
		t.Errorf("got %v\n%s", res.Failed, out)
	}
}

func TestRunTellsWhatItSkipped(t *testing.T) {
	dir := newRepo(t)
	var files []string
	for i := range 30 {
		files = append(files, fmt.Sprintf("f%d.c", i), "int a;\n")
	}
	commit(t, dir, "master", "import", files...)
	out, _ := lintOn(t, openRepo(t, dir, ""), traffic(1), "fixes-unknown")
	if !strings.Contains(out, "skipped: fixes-unknown (the repository's history does not reach back)\n") {
		t.Error(out)
	}
}
