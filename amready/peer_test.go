package amready

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"patchpilot/fixtures"
	"patchpilot/series"
	"patchpilot/trailers"
)

// What git am makes of the mbox is what it makes of the mails themselves, with trailers and without.
func TestPeerGitAm(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
	me := trailers.Person{Name: "Mae Maintainer", Email: "mae@example.org"}
	for _, tc := range []struct{ thread, target, tree string }{
		{"rerolled-driver-series", "", "foo"},
		{"stable-backport", "", "foo-mmap"},
		{"stable-backport", "5.9", "foo-mmap-5.9"},
		{"versions-in-the-title", "", "foo-buf"},
		{"covers-without-patch-prefix", "", "foo-bus"},
	} {
		for _, s := range group(t, filepath.Join("..", "fixtures", "threads", tc.thread+".mbox")).Series {
			for _, r := range s.Revisions {
				if r.Target != tc.target || !r.Whole() {
					continue
				}
				t.Run(fmt.Sprintf("%s v%d", tc.thread, r.Version), func(t *testing.T) {
					want := laid(t, tc.tree, originals(t, r))
					for _, o := range []Options{{NoTrailers: true}, {SignOff: me, Link: DefaultLink, CcTrailers: true}} {
						mails, _ := Build(r, o)
						file := filepath.Join(t.TempDir(), "am.mbox")
						if err := os.WriteFile(file, []byte(format(t, mails)), 0o666); err != nil {
							t.Fatal(err)
						}
						got := laid(t, tc.tree, []string{file})
						if !o.NoTrailers { // the logs differ by what was added
							for i := range got {
								got[i].log, want[i].log = "", ""
							}
						}
						if d := cmp.Diff(want, got, cmp.AllowUnexported(commit{})); d != "" {
							t.Errorf("with %+v: %s", o, d)
						}
					}
				})
			}
		}
	}
}

// commit is what git am made of one mail.
type commit struct{ tree, author, subject, log string }

// originals writes each patch's mail as it came to a file of its own.
func originals(t *testing.T, r *series.Revision) []string {
	dir := t.TempDir()
	var files []string
	for i, p := range r.Patches {
		m := p.Mail
		if n := len(p.Rerolls); n > 0 {
			m = p.Rerolls[n-1]
		}
		file := filepath.Join(dir, fmt.Sprintf("%04d", i))
		if err := os.WriteFile(file, m.Message.Raw, 0o666); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

// laid applies mails to one of the fixtures' trees.
func laid(t *testing.T, tree string, files []string) []commit {
	data, err := fixtures.FS.ReadFile("trees/" + tree + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := txtar.Write(txtar.Parse(data), dir); err != nil {
		t.Fatal(err)
	}
	git(t, dir, "init", "-q")
	git(t, dir, "add", "-A")
	git(t, dir, "commit", "-q", "-m", tree)
	base := strings.TrimSpace(git(t, dir, "rev-parse", "HEAD"))
	git(t, dir, append([]string{"am", "-q"}, files...)...)
	var out []commit
	for _, record := range strings.Split(git(t, dir, "log", "--reverse", "--format=%T%x00%an <%ae> %ad%x00%s%x00%b%x01", base+".."), "\x01") {
		if f := strings.Split(strings.TrimPrefix(record, "\n"), "\x00"); len(f) == 4 {
			out = append(out, commit{f[0], f[1], f[2], f[3]})
		}
	}
	return out
}

func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_NAME=fixtures", "GIT_AUTHOR_EMAIL=fixtures@example.org",
		"GIT_COMMITTER_NAME=fixtures", "GIT_COMMITTER_EMAIL=fixtures@example.org")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}
