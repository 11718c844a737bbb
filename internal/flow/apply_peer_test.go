package flow_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"patchpilot/amready"
	"patchpilot/apply"
	"patchpilot/fixtures"
	"patchpilot/internal/corpustest"
	"patchpilot/internal/flow"
	"patchpilot/internal/gitrepo"
	"patchpilot/mbox"
	"patchpilot/series"
)

// historyLength is how many of the project's newest commits are laid again.
const historyLength = 150

// The project's own history, as git format-patch makes mails of it, gives the same trees and commits
// with git am.
func TestPeerApplyAmHistory(t *testing.T) {
	root := strings.TrimSpace(gitIn(t, ".", "rev-parse", "--show-toplevel"))
	commits := strings.Fields(gitIn(t, root, "rev-list", "--first-parent", fmt.Sprintf("--max-count=%d", historyLength), "HEAD"))
	slices.Reverse(commits)
	base := commits[0]
	for i := range commits {
		if len(strings.Fields(gitIn(t, root, "rev-list", "--parents", "-1", commits[i]))) > 2 {
			base = commits[i] // a merge is no patch: what follows it is laid on it
		}
	}
	commits = commits[slices.Index(commits, base)+1:]
	if len(commits) < 10 {
		t.Skipf("%d commits to lay: the clone is shallow", len(commits))
	}
	dir := filepath.Join(t.TempDir(), "clone")
	gitIn(t, root, "clone", "-q", "--no-checkout", ".", dir)
	gitIn(t, dir, "checkout", "-q", "-B", "peer", base)

	box := gitIn(t, dir, "format-patch", "--stdout", "--thread", "--subject-prefix=PATCH v2", base+".."+commits[len(commits)-1])
	r := revisions(t, "history", box)[0]
	l := layOn(t, dir, r, base)
	want := amOn(t, dir, []byte(box), base, "--keep-cr") // files with CR at line ends are among them
	if len(want) != len(commits) {
		t.Fatalf("git am made %d commits of %d", len(want), len(commits))
	}
	for i, c := range l.Cells {
		if c.Status != apply.Clean || c.Commit.String() != want[i] {
			t.Fatalf("%s: %s %+v, commit\n%s\ngit am:\n%s", r.Patches[i].Title, c.Status, c.Clashes, text(t, dir, c.Commit.String()), text(t, dir, want[i]))
		}
		if tree := strings.TrimSpace(gitIn(t, root, "rev-parse", commits[i]+"^{tree}")); tree != c.Tree.String() {
			t.Errorf("%s: tree %s, that of the commit is %s", r.Patches[i].Title, c.Tree, tree)
		}
	}
	gitIn(t, dir, "fsck", "--strict", "--no-dangling")
	t.Logf("%d commits", len(commits))
}

// Every posting in fixtures on every tree there: git am takes it where we do, and makes the same commits.
func TestPeerApplyAmFixtures(t *testing.T) {
	trees := map[string]string{}
	names, err := fs.Glob(fixtures.FS, "trees/*.txtar")
	ok(t, err)
	for _, name := range names {
		trees[name] = checkout(t, name)
	}
	boxes, err := fs.Glob(fixtures.FS, "threads/*.mbox")
	ok(t, err)
	fit, tried := 0, 0
	for _, box := range boxes {
		data, err := fixtures.FS.ReadFile(box)
		ok(t, err)
		for _, r := range revisions(t, box, string(data)) {
			if len(r.Patches) == 0 {
				continue
			}
			for _, name := range names {
				tried++
				t.Run(fmt.Sprintf("%s v%d on %s", r.ID, r.Version, filepath.Base(name)), func(t *testing.T) {
					dir := trees[name]
					l := layOn(t, dir, r, "main")
					mails, _ := amready.Build(r, amready.Options{})
					var box bytes.Buffer
					ok(t, amready.Write(&box, mails))
					want := amOn(t, dir, box.Bytes(), "main")
					var got []string
					for _, c := range l.Cells {
						if !c.Commit.IsZero() {
							got = append(got, c.Commit.String())
						}
					}
					if !slices.Equal(got, want) {
						t.Errorf("commits %s, git am: %s", got, want)
						for i := range min(len(got), len(want)) {
							t.Log(cmp.Diff(text(t, dir, want[i]), text(t, dir, got[i])))
						}
					}
					if l.Fits() != (len(want) == len(l.Cells)) {
						t.Errorf("fits: %v", l.Fits())
					}
					if l.Fits() {
						fit++
					}
				})
			}
		}
	}
	for _, dir := range trees {
		gitIn(t, dir, "fsck", "--strict", "--no-dangling")
	}
	t.Logf("%d postings on trees, %d fit", tried, fit)
	if fit < 12 {
		t.Errorf("%d postings fit on a tree, want 12 at least", fit)
	}
}

// Real series on real kernel trees: what git took fits and makes git's tree, what git refused does not.
func TestPeerApplyAmCorpus(t *testing.T) {
	kernel := kernelRepo(t)
	raw, err := os.ReadFile(corpustest.File(t, "apply", "facts.json"))
	ok(t, err)
	var facts []struct {
		File, Branch string
		Base         string `json:"base_tree"`
		Result       string `json:"result_tree"`
		FailsAt      int    `json:"fails_at"`
		Git          string `json:"git_says"`
	}
	ok(t, json.Unmarshal(raw, &facts))
	// Objects go into a repository of their own, the kernel's stand behind it.
	dir := t.TempDir()
	gitIn(t, dir, "init", "-q", "--bare", "-b", "none")
	ok(t, os.WriteFile(filepath.Join(dir, "objects/info/alternates"), []byte(filepath.Join(kernel, "objects")+"\n"), 0o644))
	for _, branch := range []string{"v6.12", "v6.1"} {
		gitIn(t, dir, "update-ref", "refs/heads/"+branch, strings.TrimSpace(gitIn(t, kernel, "rev-parse", branch)))
	}
	fitting, same, cached := 0, 0, 0
	for i, f := range facts {
		box, err := os.ReadFile(corpustest.File(t, "apply", f.File))
		ok(t, err)
		all := revisions(t, f.File, string(box))
		if len(all) == 0 || len(all[len(all)-1].Patches) == 0 {
			if f.FailsAt == 0 {
				t.Errorf("%s: no revision", f.File)
			}
			continue
		}
		r := all[len(all)-1]
		l := lay(t, dir, r, f.Branch)
		if l.Fits() != (f.FailsAt == 0) {
			t.Errorf("%s: fits: %v %+v; git says %q", f.File, l.Fits(), l.Cells, f.Git)
		}
		if !l.Fits() {
			continue
		}
		fitting++
		write(t, dir, fmt.Sprintf("laid%d", i), &l)
		tree := l.Cells[len(l.Cells)-1].Tree.String()
		if base := strings.TrimSpace(gitIn(t, dir, "rev-parse", f.Branch+"^{tree}")); base == f.Base {
			same++
			if tree != f.Result {
				t.Errorf("%s: tree %s, git's is %s", f.File, tree, f.Result)
			}
		}
		if cached < 10 && i%5 == 0 {
			cached++
			if want := indexed(t, dir, r, f.Branch); tree != want {
				t.Errorf("%s: tree %s, that of git apply --cached is %s", f.File, tree, want)
			}
		}
	}
	gitIn(t, dir, "fsck", "--strict", "--no-full", "--no-dangling")
	t.Logf("%d series fit; %d trees as in facts.json, %d as of git apply --cached", fitting, same, cached)
}

// when and who the commits of both sides are by.
var committer = gitrepo.Signature{Name: "Mae Maintainer", Email: "mae@example.org", When: time.Unix(1_710_000_000, 0).In(time.FixedZone("", 3600))}

// revisions groups the mails of an mbox; oldest posting first.
func revisions(t *testing.T, name, box string) []*series.Revision {
	t.Helper()
	var mails []*series.Mail
	_, err := mbox.Scan(name, strings.NewReader(box), func(r mbox.Raw) error {
		mails = append(mails, series.NewMail(mbox.Parse(r)))
		return nil
	})
	ok(t, err)
	var all []*series.Revision
	for _, s := range series.Group(mails).Series {
		all = append(all, s.Revisions...)
	}
	return all
}

// lay lays a revision on a ref, in memory.
func lay(t *testing.T, dir string, r *series.Revision, ref string) flow.Laying {
	t.Helper()
	repo, err := gitrepo.Open(dir)
	ok(t, err)
	defer repo.Close()
	_, layings := flow.Apply(r, flow.ApplyOptions{Repo: repo, Refs: []string{ref}, How: apply.Options{Strip: 1}, Committer: committer})
	ok(t, layings[0].Err)
	return layings[0]
}

// layOn lays a revision and writes what fits as the branch ours.
func layOn(t *testing.T, dir string, r *series.Revision, ref string) flow.Laying {
	t.Helper()
	l := lay(t, dir, r, ref)
	write(t, dir, "ours", &l)
	return l
}

func write(t *testing.T, dir, branch string, l *flow.Laying) {
	t.Helper()
	repo, err := gitrepo.Open(dir)
	ok(t, err)
	defer repo.Close()
	old, err := repo.Resolve("refs/heads/" + branch)
	if err != nil {
		old = apply.Hash{}
	}
	ok(t, l.Write(repo, branch, old, committer))
}

// amOn gives mails to git am and returns the commits it made.
func amOn(t *testing.T, dir string, box []byte, base string, options ...string) []string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "mbox")
	ok(t, os.WriteFile(file, box, 0o644))
	gitIn(t, dir, "checkout", "-q", "-f", "-B", "peer", base)
	_, err := run(t, dir, nil, slices.Concat([]string{"am", "-q"}, options, []string{file})...)
	commits := strings.Fields(gitIn(t, dir, "rev-list", "--reverse", base+"..HEAD"))
	if err != nil {
		gitIn(t, dir, "am", "--abort")
	}
	return commits
}

// indexed lays a revision on an index of its own, patch by patch, and returns the tree.
func indexed(t *testing.T, dir string, r *series.Revision, base string) string {
	t.Helper()
	env := []string{"GIT_INDEX_FILE=" + filepath.Join(t.TempDir(), "index")}
	_, err := run(t, dir, env, "read-tree", base)
	ok(t, err)
	mails, _ := amready.Build(r, amready.Options{})
	for _, m := range mails {
		file := filepath.Join(t.TempDir(), "patch")
		ok(t, os.WriteFile(file, m.Data, 0o644))
		_, err := run(t, dir, env, "apply", "--cached", file)
		ok(t, err)
	}
	tree, err := run(t, dir, env, "write-tree")
	ok(t, err)
	return strings.TrimSpace(tree)
}

// checkout makes a repository of one of the trees in fixtures.
func checkout(t *testing.T, tree string) string {
	t.Helper()
	data, err := fixtures.FS.ReadFile(tree)
	ok(t, err)
	dir := t.TempDir()
	ok(t, txtar.Write(txtar.Parse(data), dir))
	gitIn(t, dir, "init", "-q", "-b", "main")
	gitIn(t, dir, "add", "-A")
	gitIn(t, dir, "commit", "-q", "-m", tree)
	return dir
}

// kernelRepo is a repository of kernel trees: PATCHPILOT_KERNEL_REPO, or the usual place.
func kernelRepo(t *testing.T) string {
	t.Helper()
	repo := os.Getenv("PATCHPILOT_KERNEL_REPO")
	if repo == "" {
		cache, err := os.UserCacheDir()
		ok(t, err)
		repo = filepath.Join(cache, "patchpilot", "kernel.git")
		if _, err := os.Stat(filepath.Join(repo, "HEAD")); err != nil {
			t.Skip("no kernel trees: set PATCHPILOT_KERNEL_REPO")
		}
	}
	return repo
}

func text(t *testing.T, dir, commit string) string {
	t.Helper()
	out, _ := run(t, dir, nil, "cat-file", "-p", commit)
	return out
}

func gitIn(t *testing.T, dir string, args ...string) string {
	t.Helper()
	out, err := run(t, dir, nil, args...)
	ok(t, err)
	return out
}

func run(t *testing.T, dir string, env []string, args ...string) (string, error) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_NAME=A", "GIT_AUTHOR_EMAIL=a@example.org", "GIT_COMMITTER_NAME="+committer.Name,
		"GIT_COMMITTER_EMAIL="+committer.Email, "GIT_COMMITTER_DATE="+committer.When.Format(time.RFC3339))
	cmd.Env = append(cmd.Env, env...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		err = fmt.Errorf("git %s: %w: %s", strings.Join(args, " "), err, stderr.String())
	}
	return string(out), err
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
