package flow

import (
	"bytes"
	"crypto/sha1"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/internal/report"
)

// fastImport makes a bare repository of commits, each the changes of one tree, with the git binary.
func fastImport(t *testing.T, dir string, commits []string) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o777); err != nil {
		t.Fatal(err)
	}
	git := func(stdin string, args ...string) {
		cmd := exec.Command("git", args...)
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
		cmd.Stdin = strings.NewReader(stdin)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", args, err, out)
		}
	}
	git("", "init", "-q", "--bare", "-b", "master", dir)
	var stream strings.Builder
	for i, changes := range commits {
		fmt.Fprintf(&stream, "commit refs/heads/master\ncommitter A <a@example.org> %d +0000\ndata 1\nm\n%s\n", 1700000000+i, changes)
	}
	git(stream.String(), "-C", dir, "fast-import", "--quiet")
	return dir
}

// file puts one into the tree of a commit.
func file(path, data string) string {
	return fmt.Sprintf("M 100644 inline %s\ndata %d\n%s", path, len(data), data)
}

// epochOf is the history of a v2 epoch: each commit holds one mail as the file m.
func epochOf(mails []string) (commits []string) {
	for _, m := range mails {
		commits = append(commits, "deleteall\n"+file("m", m))
	}
	return commits
}

func TestPeerInboxesGiveWhatAnMboxGives(t *testing.T) {
	mails, dir := traffic(2), t.TempDir()
	spam := "Message-ID: <spam@example.org>\nFrom: a@example.com\nSubject: [PATCH] buy\n\n" + patchBody(9, 9, "b <b@example.com>")
	half := len(mails) / 2
	gone := "deleteall\n" + file("d", spam)

	v1 := []string{file("00/"+strings.Repeat("0", 38), spam)}
	for i, m := range mails {
		sum := fmt.Sprintf("%x", sha1.Sum(fmt.Append(nil, i)))
		v1 = append(v1, file(sum[:2]+"/"+sum[2:], m))
	}
	v1 = append(v1, "D 00/"+strings.Repeat("0", 38)+"\n")

	sources := []string{
		put(t, dir, "mails.mbox", archive(mails)),
		fastImport(t, filepath.Join(dir, "v1.git"), v1),
		fastImport(t, filepath.Join(dir, "0.git"), append(epochOf(append([]string{spam}, mails...)), gone)),
		filepath.Join(dir, "v2"),
	}
	// The deletion stands in a newer epoch than its mail, and the mails come the other way round.
	last := append([]string{spam}, mails[half:]...)
	fastImport(t, filepath.Join(dir, "v2/git/0.git"), epochOf(last))
	fastImport(t, filepath.Join(dir, "v2/git/1.git"), append([]string{gone}, epochOf(mails[:half])...))

	var want string
	for i, name := range sources {
		var out bytes.Buffer
		for _, sink := range []report.Sink{
			report.NewList(&out, report.Look{}), report.NewShow(&out, report.Look{}), report.NewJSON(&out, report.Findings),
		} {
			if res, err := Run(Options{Sources: []string{name}}, sink); err != nil || len(res.Failed) > 0 {
				t.Fatal(name, err, res.Failed)
			}
		}
		if i == 0 {
			want = out.String()
		}
		if diff := cmp.Diff(want, out.String()); diff != "" {
			t.Errorf("-%s +%s:\n%s", sources[0], name, diff)
		}
	}
}

func TestPeerRepositoriesWithoutMailAreNamed(t *testing.T) {
	dir := t.TempDir()
	code := fastImport(t, filepath.Join(dir, "code.git"), []string{file("Makefile", "all:\n")})
	empty := fastImport(t, filepath.Join(dir, "empty.git"), nil)
	broken := fastImport(t, filepath.Join(dir, "inbox/git/0.git"), epochOf(traffic(1)))
	packs, _ := filepath.Glob(filepath.Join(broken, "objects/pack/*"))
	loose, _ := filepath.Glob(filepath.Join(broken, "objects/[0-9a-f][0-9a-f]"))
	for _, f := range append(packs, loose...) {
		if err := os.RemoveAll(f); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]string{
		code: "no public-inbox archive", empty: "no public-inbox archive", filepath.Join(dir, "inbox"): "no such object",
	} {
		var out bytes.Buffer
		res, err := Run(Options{Sources: []string{name}}, report.NewList(&out, report.Look{}))
		if err != nil || len(res.Failed) != 1 {
			t.Fatalf("%s: %v, %v", name, err, res.Failed)
		}
		if said := res.Failed[0].Error(); !strings.HasPrefix(said, name) || !strings.Contains(said, want) {
			t.Errorf("%q does not say %q", said, want)
		}
	}
}
