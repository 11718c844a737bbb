package gitrepo

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"
	gitobject "github.com/go-git/go-git/v5/plumbing/object"
	"github.com/go-git/go-git/v5/plumbing/storer"

	"patchpilot/apply"
)

// builder makes a bare repository with go-git alone.
type builder struct {
	testing.TB
	dir  string
	repo *git.Repository
	now  time.Time
}

func build(t testing.TB) *builder {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "repo.git")
	repo, err := git.PlainInit(dir, true)
	check(t, err)
	return &builder{t, dir, repo, time.Unix(1_700_000_000, 0).UTC()}
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (b *builder) put(kind plumbing.ObjectType, encode func(plumbing.EncodedObject) error) apply.Hash {
	b.Helper()
	o := b.repo.Storer.NewEncodedObject()
	o.SetType(kind)
	check(b, encode(o))
	h, err := b.repo.Storer.SetEncodedObject(o)
	check(b, err)
	return apply.Hash(h)
}

func (b *builder) blob(text string) apply.Hash {
	return b.put(plumbing.BlobObject, func(o plumbing.EncodedObject) error {
		w, _ := o.Writer()
		_, err := w.Write([]byte(text))
		return err
	})
}

// tree makes a tree of regular files, one folder deep at most, from "path", "text" pairs sorted by path.
func (b *builder) tree(files ...string) apply.Hash {
	var t gitobject.Tree
	for i := 0; i < len(files); i += 2 {
		dir, name, nested := strings.Cut(files[i], "/")
		if nested {
			sub := b.tree(name, files[i+1])
			t.Entries = append(t.Entries, gitobject.TreeEntry{Name: dir, Mode: filemode.Dir, Hash: plumbing.Hash(sub)})
			continue
		}
		t.Entries = append(t.Entries, gitobject.TreeEntry{Name: dir, Mode: filemode.Regular, Hash: plumbing.Hash(b.blob(files[i+1]))})
	}
	return b.put(plumbing.TreeObject, t.Encode)
}

// commit makes a commit a minute after the last one.
func (b *builder) commit(subject string, tree apply.Hash, parents ...apply.Hash) apply.Hash {
	b.now = b.now.Add(time.Minute)
	who := gitobject.Signature{Name: "A U Thor", Email: "author@example.org", When: b.now}
	c := gitobject.Commit{Author: who, Committer: who, Message: subject + "\n", TreeHash: plumbing.Hash(tree)}
	for _, p := range parents {
		c.ParentHashes = append(c.ParentHashes, plumbing.Hash(p))
	}
	return b.put(plumbing.CommitObject, c.Encode)
}

func (b *builder) tag(name string, target apply.Hash, kind plumbing.ObjectType) apply.Hash {
	t := gitobject.Tag{Name: name, Message: name + "\n", TargetType: kind, Target: plumbing.Hash(target),
		Tagger: gitobject.Signature{Name: "T", Email: "t@example.org", When: b.now}}
	h := b.put(plumbing.TagObject, t.Encode)
	b.ref("refs/tags/"+name, h)
	return h
}

func (b *builder) ref(name string, h apply.Hash) {
	b.Helper()
	check(b, b.repo.Storer.SetReference(plumbing.NewHashReference(plumbing.ReferenceName(name), plumbing.Hash(h))))
}

func (b *builder) file(name, text string) {
	b.Helper()
	path := filepath.Join(b.dir, name)
	check(b, os.MkdirAll(filepath.Dir(path), 0o755))
	check(b, os.WriteFile(path, []byte(text), 0o644))
}

// pack moves all loose objects into one pack, deltas by id (REF_DELTA) or by offset.
func (b *builder) pack(refDeltas bool) (base string) {
	b.Helper()
	iter, err := b.repo.Storer.IterEncodedObjects(plumbing.AnyObject)
	check(b, err)
	var all []plumbing.Hash
	check(b, iter.ForEach(func(o plumbing.EncodedObject) error {
		all = append(all, o.Hash())
		return nil
	}))
	w, err := b.repo.Storer.(storer.PackfileWriter).PackfileWriter()
	check(b, err)
	_, err = packfile.NewEncoder(w, b.repo.Storer, refDeltas).Encode(all, 10)
	check(b, err)
	check(b, w.Close())
	loose, _ := filepath.Glob(filepath.Join(b.dir, "objects", "??"))
	for _, dir := range loose {
		check(b, os.RemoveAll(dir))
	}
	packs, _ := filepath.Glob(filepath.Join(b.dir, "objects/pack/*.pack"))
	if len(packs) != 1 {
		b.Fatalf("packs: %q", packs)
	}
	return strings.TrimSuffix(packs[0], ".pack")
}

func (b *builder) open() *Repo {
	b.Helper()
	return open(b, b.dir)
}

func open(t testing.TB, path string) *Repo {
	t.Helper()
	r, err := Open(path)
	check(t, err)
	t.Cleanup(func() { r.Close() })
	return r
}

// wantError fails unless err says all of the words.
func wantError(t testing.TB, err error, words ...string) {
	t.Helper()
	for _, w := range words {
		if err == nil || !strings.Contains(err.Error(), w) {
			t.Errorf("error %v, want one that says %q", err, w)
		}
	}
}

// peer runs git in a folder and returns what it prints, trimmed. Its environment is bare.
func peer(t testing.TB, dir string, args ...string) string {
	t.Helper()
	out, err := peerErr(t, dir, "", args...)
	if err != nil {
		t.Fatalf("git %s: %v", strings.Join(args, " "), err)
	}
	return out
}

func peerErr(t testing.TB, dir, stdin string, args ...string) (string, error) {
	t.Helper()
	bin, err := exec.LookPath("git")
	if err != nil {
		t.Skip("no git here")
	}
	cmd := exec.Command(bin, args...)
	cmd.Dir = dir
	cmd.Stdin = strings.NewReader(stdin)
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_NAME=A", "GIT_AUTHOR_EMAIL=a@example.org", "GIT_COMMITTER_NAME=C", "GIT_COMMITTER_EMAIL=c@example.org")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		err = fmt.Errorf("%w: %s", err, stderr.String())
	}
	return strings.TrimSpace(string(out)), err
}

func parse(t testing.TB, hex string) apply.Hash {
	t.Helper()
	h, ok := parseHash(hex)
	if !ok {
		t.Fatalf("%q is no id", hex)
	}
	return h
}

// history of n commits, every seventh a merge of two lines, every fortieth of three, for git fast-import.
func importHistory(t testing.TB, dir string, n int) {
	t.Helper()
	var s strings.Builder
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&s, "commit refs/heads/line%d\nmark :%d\ncommitter C <c@example.org> %d +0000\ndata <<E\ncommit %d\nE\n",
			i%3, i, 1_600_000_000+60*i+(i%5)*90, i)
		if i > 3 {
			fmt.Fprintf(&s, "from :%d\n", i-3)
		}
		if i > 7 && i%7 == 0 {
			fmt.Fprintf(&s, "merge :%d\n", i-4)
		}
		if i > 40 && i%35 == 0 {
			fmt.Fprintf(&s, "merge :%d\n", i-20)
		}
		fmt.Fprintf(&s, "M 100644 inline dir%d/file%d\ndata <<E\n%s%d\nE\n", i%5, i%17, strings.Repeat("some text\n", i%50), i)
	}
	_, err := peerErr(t, dir, s.String(), "fast-import", "--quiet")
	check(t, err)
}
