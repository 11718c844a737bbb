package flow_test

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/apply"
	"patchpilot/internal/flow"
	"patchpilot/lint"
)

// importReleases writes a mainline of n commits with merges, releases, titles that come twice and Fixes tags,
// as git fast-import takes it.
func importReleases(t *testing.T, dir string, n int) {
	t.Helper()
	var s strings.Builder
	for i := 1; i <= n; i++ {
		title := fmt.Sprintf("demo: do the work %d", i%(n*3/4))
		fmt.Fprintf(&s, "commit refs/heads/master\nmark :%d\ncommitter C <c@example.org> %d +0000\ndata %d\n%s\n", i, 1_600_000_000+3600*(i-i%7*5), len(title), title)
		if i > 1 {
			fmt.Fprintf(&s, "from :%d\n", i-1)
		}
		if i > 30 && i%9 == 0 {
			fmt.Fprintf(&s, "merge :%d\n", i-20)
		}
		if i%40 == 0 {
			fmt.Fprintf(&s, "reset refs/tags/v5.%d\nfrom :%d\n\nreset refs/tags/v5.%d-rc1\nfrom :%d\n\n", i/40, i, i/40, i-30)
		}
	}
	cmd := exec.Command("git", "fast-import", "--quiet")
	cmd.Dir, cmd.Stdin = dir, strings.NewReader(s.String())
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

// Releases and titles are what `git tag --contains` and `git log --grep` find.
func TestPeerHistoryAnswers(t *testing.T) {
	dir := t.TempDir()
	gitIn(t, dir, "init", "-q", "--bare", "-b", "master")
	importReleases(t, dir, 400)
	for _, graph := range []bool{false, true} {
		if graph {
			gitIn(t, dir, "commit-graph", "write", "--reachable")
		}
		r, err := flow.OpenRepo(dir, "master")
		ok(t, err)
		for i, line := range strings.Split(strings.TrimSpace(gitIn(t, dir, "log", "--format=%H %s", "master")), "\n") {
			if i%5 > 0 {
				continue
			}
			id, title, _ := strings.Cut(line, " ")
			c, err := r.Lookup(id)
			ok(t, err)
			rel, err := r.FirstRelease(c.Hash)
			ok(t, err)
			want := ""
			for _, tag := range strings.Fields(gitIn(t, dir, "tag", "--contains", id, "--sort=version:refname")) {
				if !strings.Contains(tag, "-rc") {
					want = tag
					break
				}
			}
			if rel.Name != want {
				t.Errorf("%s: %q, git tag --contains: %q", id, rel.Name, want)
			}
			found, err := r.Titled(title)
			ok(t, err)
			same(t, gitIn(t, dir, "log", "--format=%H", "--grep", "^"+title+"$", "master"), found)
		}
		ok(t, r.Close())
	}
}

// The project's own history says of itself what git log says.
func TestPeerHistoryOfTheProject(t *testing.T) {
	root := strings.TrimSpace(gitIn(t, ".", "rev-parse", "--show-toplevel"))
	r, err := flow.OpenRepo(filepath.Clean(root), "")
	ok(t, err)
	defer r.Close()
	titles := strings.Split(strings.TrimSpace(gitIn(t, root, "log", "-40", "--format=%s")), "\n")
	for _, title := range titles {
		found, err := r.Titled(title)
		ok(t, err)
		same(t, gitIn(t, root, "log", "--format=%H", "--fixed-strings", "--grep", title), slices.DeleteFunc(found, func(c *lint.Commit) bool { return c.Subject != title }))
	}
}

// same compares with commits that git lists; those it has because the words stand in their body are not asked for.
func same(t *testing.T, git string, found []*lint.Commit) {
	t.Helper()
	listed, ours := strings.Fields(git), []string{}
	for _, c := range found {
		if c.Hash == (apply.Hash{}) || !slices.Contains(listed, c.Hash.String()) {
			t.Errorf("%s: git does not list it", c.Hash)
		}
		ours = append(ours, c.Hash.String())
	}
	listed = slices.DeleteFunc(listed, func(id string) bool { return !slices.Contains(ours, id) })
	slices.Sort(listed)
	slices.Sort(ours)
	if len(ours) == 0 {
		t.Errorf("nothing found where git lists %q", git)
	}
	if d := cmp.Diff(listed, ours); d != "" {
		t.Error(d)
	}
}
