package gitrepo

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"patchpilot/apply"
	"patchpilot/formatpatch"
	"patchpilot/internal/corpustest"
)

// peerSignature is what both sides put below "-- ".
const peerSignature = "peer"

// gitMails runs git format-patch and gives the mails, oldest first.
func gitMails(t testing.TB, dir string, args ...string) []string {
	t.Helper()
	args = append([]string{"-C", dir, "-c", "format.thread=false", "format-patch", "--stdout", "--full-index", "--signature=" + peerSignature}, args...)
	cmd := exec.Command("git", args...)
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1",
		"GIT_COMMITTER_NAME=Cover", "GIT_COMMITTER_EMAIL=cover@example.org")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("git %q: %v\n%s", args, err, &stderr)
	}
	return cutMails(string(out))
}

var mailStart = regexp.MustCompile(`(?m)^From [0-9a-f]{40} Mon Sep 17 00:00:00 2001\n`)

func cutMails(all string) (mails []string) {
	starts := mailStart.FindAllStringIndex(all, -1)
	for i, start := range starts {
		end := len(all)
		if i+1 < len(starts) {
			end = starts[i+1][0] - len("\n") // which parts the mails
		}
		mails = append(mails, all[start[0]:end])
	}
	return mails
}

// ourMails makes the same of a range.
func ourMails(t testing.TB, r *Repo, spec string, o formatpatch.Options) []string {
	t.Helper()
	list, err := r.Range(spec)
	check(t, err)
	o.Abbrev, o.Signature = 40, peerSignature
	var mails []string
	for i, c := range list.Commits {
		if o.Total != 0 {
			o.N, o.Total = i+1, len(list.Commits)
		}
		mails = append(mails, ourMail(t, r, c, o))
	}
	return mails
}

func ourMail(t testing.TB, r *Repo, c *Commit, o formatpatch.Options) string {
	t.Helper()
	before, after, err := r.Trees(c)
	check(t, err)
	mail, err := formatpatch.Mail(mailed(c, before, after), o)
	check(t, err)
	return string(mail)
}

// TestPeerFormatPatchHere compares the mails of this project's own history with git's, byte for byte.
func TestPeerFormatPatchHere(t *testing.T) {
	root := filepath.Join("..", "..")
	r, err := Open(root)
	if err != nil {
		t.Skip(err)
	}
	defer r.Close()
	all, err := r.Resolve("HEAD")
	check(t, err)
	list, err := r.walkRange(all, nil, 0)
	check(t, err)
	want := gitMails(t, root, "--root", "--no-numbered", "HEAD")
	if len(want) != len(list.Commits) {
		t.Fatalf("%d mails, git has %d", len(list.Commits), len(want))
	}
	equal := 0
	for i, c := range list.Commits {
		if r.shallow[c.Hash] {
			continue
		}
		got := ourMail(t, r, c, formatpatch.Options{Abbrev: 40, Signature: peerSignature})
		if got == want[i] {
			equal++
		}
		sameMail(t, c.Hash.String(), want[i], got)
	}
	t.Logf("%d of %d mails are byte for byte git's", equal, len(want))
}

func mailed(c *Commit, before, after apply.Tree) formatpatch.Commit {
	return formatpatch.Commit{
		ID: c.Hash, Author: formatpatch.Person{Name: c.Author.Name, Email: c.Author.Email}, Date: c.Author.When,
		Message: c.Message, Before: before, After: after,
	}
}

// packed are the lines of a binary change: zlib packs otherwise than Go does, and git may give a delta.
var packed = regexp.MustCompile(`(?m)^(literal|delta) \d+\n([A-Za-z].{5,65}\n)+$`)

// sameMail compares all but the packed data.
func sameMail(t testing.TB, what, want, got string) {
	t.Helper()
	want, got = packed.ReplaceAllString(want, "packed\n"), packed.ReplaceAllString(got, "packed\n")
	if want != got {
		t.Errorf("%s:\n%s", what, cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")))
	}
}

// TestPeerFormatPatchMade compares the mails of made histories, hard on all that git decides: repeated lines,
// renames, modes, links, names and texts to quote.
func TestPeerFormatPatchMade(t *testing.T) {
	mails := 0
	for seed := range corpustest.Cases(t, 6) {
		dir := filepath.Join(t.TempDir(), "repo.git")
		peer(t, ".", "init", "-q", "--bare", "-b", "main", dir)
		_, err := peerErr(t, dir, madeHistory(uint64(seed), 60), "fast-import", "--quiet")
		check(t, err)
		r := open(t, dir)
		args := []string{"--always", "--numbered", "main~59..main"}
		o := formatpatch.Options{Total: 1}
		if seed%2 == 1 {
			args = append(args, "--from=S Ender <sender@example.org>", "--rfc", "-v3")
			o.Sender, o.RFC, o.Version = formatpatch.Person{Name: "S Ender", Email: "sender@example.org"}, true, 3
		}
		want, got := gitMails(t, dir, args...), ourMails(t, r, "main~59..main", o)
		if len(want) != len(got) {
			t.Fatalf("seed %d: %d mails, git has %d", seed, len(got), len(want))
		}
		for i := range want {
			mails++
			sameMail(t, fmt.Sprintf("seed %d, mail %d", seed, i+1), want[i], got[i])
		}
	}
	t.Logf("%d mails", mails)
}

// TestPeerFormatPatchCover compares cover letters, but for the date, which is git's own clock.
func TestPeerFormatPatchCover(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "repo.git")
	peer(t, ".", "init", "-q", "--bare", "-b", "main", dir)
	_, err := peerErr(t, dir, madeHistory(99, 30), "fast-import", "--quiet")
	check(t, err)
	r := open(t, dir)
	date := regexp.MustCompile(`(?m)^Date: .*\n`)
	for _, spec := range []string{"main~1..main", "main~5..main", "main~20..main~3"} {
		list, err := r.Range(spec)
		check(t, err)
		before, err := r.Tree(list.Base)
		check(t, err)
		after, err := r.Tree(list.Tip)
		check(t, err)
		cover := formatpatch.Cover{
			Tip: list.Tip, Sender: formatpatch.Person{Name: "Cover", Email: "cover@example.org"},
			Subject: "*** SUBJECT HERE ***", Text: "*** BLURB HERE ***", Before: before, After: after,
		}
		for _, c := range list.Commits {
			cover.Commits = append(cover.Commits, mailed(c, nil, nil))
		}
		got, err := cover.Mail(formatpatch.Options{Total: len(list.Commits), Signature: peerSignature})
		check(t, err)
		want := gitMails(t, dir, "--always", "--cover-letter", spec)[0] + "\n" // no line parts it from the next
		sameMail(t, spec, date.ReplaceAllString(want, ""), date.ReplaceAllString(string(got), ""))
	}
}

// BenchmarkFormatPatchKernel makes the mails of 20 commits on a kernel tree, the repository opened anew, in
// PATCHPILOT_KERNEL_REPO; and reads the index of such a tree.
func BenchmarkFormatPatchKernel(b *testing.B) {
	kernel := os.Getenv("PATCHPILOT_KERNEL_REPO")
	if kernel == "" {
		b.Skip("no PATCHPILOT_KERNEL_REPO")
	}
	dir := filepath.Join(b.TempDir(), "repo.git")
	peer(b, ".", "clone", "-q", "--bare", "--shared", kernel, dir)
	commitOn(b, dir, "v6.12", 20)
	b.Run("20 mails", func(b *testing.B) {
		for b.Loop() {
			r := open(b, dir)
			if n := len(ourMails(b, r, "v6.12..topic", formatpatch.Options{})); n != 20 {
				b.Fatalf("%d mails", n)
			}
		}
	})
	b.Run("20 mails, git", func(b *testing.B) {
		for b.Loop() {
			gitMails(b, dir, "v6.12..topic")
		}
	})
	peer(b, dir, "read-tree", "topic")
	b.Run("index", func(b *testing.B) {
		r := open(b, dir)
		for b.Loop() {
			_, err := r.Index("")
			check(b, err)
		}
	})
}

// commitOn lays commits on a ref, each of which changes a driver and a header.
func commitOn(b *testing.B, dir, ref string, n int) {
	r := open(b, dir)
	parent, err := r.Resolve(ref)
	check(b, err)
	tree, err := r.Tree(parent)
	check(b, err)
	o := apply.NewOverlay(tree)
	files := strings.Fields(peer(b, dir, "ls-tree", "-r", "--name-only", ref, "drivers/gpu/drm/i915/", "include/linux/"))
	var objects []Object
	for i := range n {
		for _, path := range []string{files[i*7+100], files[len(files)-1-i*11]} {
			text := peer(b, dir, "show", ref+":"+path)
			half := strings.LastIndex(text[:len(text)/2], "\n") + 1
			check(b, o.Put(path, apply.Regular, []byte(text[:half]+"/* seen */\n"+text[half:]+"\n")))
		}
		when := time.Unix(1_800_000_000+int64(i), 0)
		who := Signature{Name: "A", Email: "a@example.org", When: when}
		c, err := NewCommit{Tree: o.Root(), Parents: []apply.Hash{parent}, Author: who, Committer: who, Message: fmt.Sprintf("drm: see %d\n", i)}.Object()
		check(b, err)
		parent = c.Hash()
		objects = append(objects, c)
	}
	for made := range o.Objects() {
		objects = append(objects, Object{Type: made.Kind, Data: made.Data})
	}
	check(b, r.Write(slices.Values(objects)))
	peer(b, dir, "update-ref", "refs/heads/topic", parent.String())
}
