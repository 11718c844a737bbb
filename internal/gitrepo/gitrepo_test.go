package gitrepo

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/apply"
)

// small is a repository with a branch of three commits, tags, and a file that grows: deltas when packed.
func small(t testing.TB) (b *builder, commits []apply.Hash) {
	b = build(t)
	text := strings.Repeat("a line of some length, to be found again\n", 40)
	for i := range 3 {
		text += fmt.Sprintf("version %d\n", i)
		tree := b.tree("Makefile", "all:\n", "drivers/gpu", text)
		commits = append(commits, b.commit(fmt.Sprintf("commit %d", i), tree, commits[max(0, i-1):i]...))
	}
	b.ref("refs/heads/master", commits[2])
	b.ref("refs/heads/linux-5.4.y", commits[0])
	b.ref("refs/heads/linux-5.10.y", commits[1])
	b.ref("refs/remotes/stable/linux-6.1.y", commits[1])
	b.tag("v5.4", commits[0], 1)
	return b, commits
}

func TestOpenRefuses(t *testing.T) {
	empty := t.TempDir()
	for _, tc := range []struct {
		name  string
		spoil func(b *builder)
		want  string
	}{
		{"sha256", func(b *builder) {
			b.file("config", "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectFormat = sha256\n")
		}, "not supported yet: a repository with sha256 object ids"},
		{"reftable", func(b *builder) {
			b.file("config", "[core]\n\trepositoryformatversion = 1\n[extensions]\n\trefStorage = reftable\n")
		}, "not supported yet: refs kept as reftable"},
		{"unknown extension", func(b *builder) {
			b.file("config", "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tfuture = true\n")
		}, `not supported yet: repository extension "future"`},
		{"unknown version", func(b *builder) { b.file("config", "[core]\n\trepositoryformatversion = 7\n") }, "not supported yet: repository format version"},
		{"bad config", func(b *builder) { b.file("config", "[core\n") }, "config"},
		{"no HEAD", func(b *builder) { os.Remove(filepath.Join(b.dir, "HEAD")) }, "not a git repository"},
		{"bad shallow file", func(b *builder) { b.file("shallow", "xyz\n") }, `"xyz" is no commit id`},
		{"alternate that is not there", func(b *builder) { b.file("objects/info/alternates", "../../nowhere\n") }, "nowhere"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b, _ := small(t)
			tc.spoil(b)
			_, err := Open(b.dir)
			wantError(t, err, b.dir, tc.want)
		})
	}
	_, err := Open(empty)
	wantError(t, err, empty, "not a git repository")
	_, err = Open(filepath.Join(empty, "nothing"))
	wantError(t, err, "nothing", "there is no such folder")
}

func TestOpenAccepts(t *testing.T) {
	b, _ := small(t)
	b.file("config", `[core]
	repositoryformatversion = 1
	sparseCheckout = true
[extensions]
	worktreeConfig = true
	partialClone = origin
[remote "origin"]
	promisor = true
	url = https://example.org/"x"
`)
	b.file("config.worktree", "[core]\n\tbare = false\n")
	_, err := b.open().Resolve("master")
	check(t, err)
}

func TestEmptyRepository(t *testing.T) {
	r := build(t).open()
	_, err := r.Resolve("HEAD")
	wantError(t, err, `revision "HEAD": master has no commit yet`)
	_, err = r.Branches("*")
	wantError(t, err, `no branch matches "*"`)
}

func TestTree(t *testing.T) {
	for _, storage := range []string{"loose", "offset deltas", "deltas by id"} {
		t.Run(storage, func(t *testing.T) {
			b, commits := small(t)
			if storage != "loose" {
				b.pack(storage == "deltas by id")
			}
			r := b.open()
			var readers sync.WaitGroup
			for i := range 12 { // all at once: the views and caches are shared
				readers.Go(func() { checkTree(t, r, commits, i%3) })
			}
			readers.Wait()
		})
	}
}

func checkTree(t *testing.T, r *Repo, commits []apply.Hash, i int) {
	tree, err := r.Tree(commits[i])
	if err != nil {
		t.Error(err)
		return
	}
	top, err := tree.Entries("")
	if err != nil || len(top) != 2 || top[0].Name != "Makefile" || top[0].Mode != apply.Regular || top[1].Mode != apply.Dir {
		t.Errorf("entries %v, %v", top, err)
		return
	}
	for _, missing := range []string{"nothing", "Makefile", "Makefile/x", "drivers/gpu/x", "drivers/"} {
		if entries, err := tree.Entries(missing); entries != nil || err != nil {
			t.Errorf("%s: %v, %v", missing, entries, err)
		}
	}
	entries, err := tree.Entries("drivers")
	if err != nil || len(entries) != 1 {
		t.Errorf("drivers: %v, %v", entries, err)
		return
	}
	data, err := tree.Blob(entries[0].Hash)
	if err != nil || !strings.HasSuffix(string(data), fmt.Sprintf("version %d\n", i)) {
		t.Errorf("blob: %q, %v", data, err)
	}
	if found, err := tree.FindBlob(entries[0].Hash.String()[:9]); err != nil || found != entries[0].Hash {
		t.Errorf("FindBlob: %s, %v", found, err)
	}
	for _, wrong := range []string{commits[i].String()[:12], tree.Root().String(), "0123456", "xyz", "", "abc"} {
		if _, err := tree.FindBlob(wrong); !errors.Is(err, apply.ErrNotFound) {
			t.Errorf("FindBlob(%q): %v", wrong, err)
		}
	}
}

func TestObjectType(t *testing.T) {
	b, commits := small(t)
	tag := b.tag("v1", commits[1], 1)
	r := b.open()
	c, err := r.Commit(commits[1])
	check(t, err)
	for _, tc := range []struct {
		h    apply.Hash
		want string
	}{{commits[0], "commit"}, {c.Tree, "tree"}, {tag, "tag"}, {b.blob("x"), "blob"}} {
		if got, err := r.ObjectType(tc.h); err != nil || got != tc.want {
			t.Errorf("%s: %q, %v", tc.want, got, err)
		}
	}
	_, err = r.Tree(c.Tree)
	wantError(t, err, "is a tree, not a commit")
	if _, err := r.ObjectType(apply.Hash{1}); !errors.Is(err, apply.ErrNotFound) {
		t.Error(err)
	}
}

func TestCommit(t *testing.T) {
	b, commits := small(t)
	got, err := b.open().Commit(commits[1])
	check(t, err)
	got.Author.When, got.Committer.When = got.Author.When.UTC(), got.Committer.When.UTC()
	who := Signature{"A U Thor", "author@example.org", got.Author.When}
	want := &Commit{Hash: commits[1], Tree: got.Tree, Parents: commits[:1], Author: who, Committer: who, Message: "commit 1\n"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	c := Commit{Message: "\nA subject\n on two lines\n\nBody"}
	if c.Subject() != "A subject on two lines" {
		t.Errorf("subject %q", c.Subject())
	}
}

// A commit in another charset is read as UTF-8.
func TestCommitCharset(t *testing.T) {
	b, commits := small(t)
	r := b.open()
	c, err := r.Commit(commits[0])
	check(t, err)
	o := Object{"commit", fmt.Appendf(nil, "tree %s\nauthor J\xf6rg <j@example.org> 1 +0000\ncommitter J\xf6rg <j@example.org> 1 +0000\nencoding ISO-8859-1\n\nGr\xfc\xdfe\n", c.Tree)}
	check(t, r.Write(func(yield func(Object) bool) { yield(o) }))
	if c, err = r.Commit(o.Hash()); err != nil || c.Author.Name != "Jörg" || c.Message != "Grüße\n" {
		t.Errorf("%q %q %v", c.Author.Name, c.Message, err)
	}
}

func TestAlternatesInCircles(t *testing.T) {
	a, commits := small(t)
	b := build(t)
	rel, err := filepath.Rel(filepath.Join(b.dir, "objects"), filepath.Join(a.dir, "objects"))
	check(t, err)
	b.file("objects/info/alternates", "# borrowed\n"+rel+"\n")
	a.file("objects/info/alternates", filepath.Join(b.dir, "objects")+"\n")
	if _, err := b.open().Commit(commits[2]); err != nil {
		t.Error(err)
	}
}

func TestDamage(t *testing.T) {
	rewrite := func(t *testing.T, path string, change func([]byte) []byte) {
		data, err := os.ReadFile(path)
		check(t, err)
		check(t, os.Chmod(path, 0o644))
		check(t, os.WriteFile(path, change(data), 0o644))
	}
	readAll := func(r *Repo, commits []apply.Hash) (err error) {
		for _, c := range commits {
			tree, treeErr := r.Tree(c)
			if treeErr != nil {
				return treeErr
			}
			entries, treeErr := tree.Entries("drivers")
			if treeErr != nil {
				return treeErr
			}
			for _, e := range entries {
				_, blobErr := tree.Blob(e.Hash)
				err = errors.Join(err, blobErr)
			}
		}
		return err
	}
	for _, tc := range []struct {
		name   string
		change func(t *testing.T, base string)
		want   []string
	}{
		{"pack bytes flipped", func(t *testing.T, base string) {
			rewrite(t, base+".pack", func(d []byte) []byte {
				for i := 200; i < len(d)-20; i += 40 {
					d[i] ^= 0x55
				}
				return d
			})
		}, []string{".pack: corrupt object"}},
		{"pack cut", func(t *testing.T, base string) {
			rewrite(t, base+".pack", func(d []byte) []byte { return d[:len(d)/4] })
		}, []string{".pack: corrupt object"}},
		{"another pack", func(t *testing.T, base string) {
			rewrite(t, base+".pack", func(d []byte) []byte { d[11]++; return d })
		}, []string{".pack: corrupt: not the pack its index was made for"}},
		{"index cut", func(t *testing.T, base string) {
			rewrite(t, base+".idx", func(d []byte) []byte { return d[:len(d)-30] })
		}, []string{"no such object", ".idx: corrupt pack index"}},
		{"index that swaps objects", func(t *testing.T, base string) {
			rewrite(t, base+".idx", func(d []byte) []byte {
				n := int(d[idxNames-1])
				offsets := d[idxNames+n*24 : idxNames+n*28]
				copy(offsets, append(append([]byte{}, offsets[4:]...), offsets[:4]...))
				return d
			})
		}, []string{".pack: corrupt object", "its content is that of"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b, commits := small(t)
			tc.change(t, b.pack(false))
			r := b.open()
			wantError(t, readAll(r, commits), tc.want...)
			wantError(t, readAll(r, commits), tc.want...) // no better the second time
		})
	}
	t.Run("loose object", func(t *testing.T) {
		b, commits := small(t)
		path := loosePath(filepath.Join(b.dir, "objects"), [20]byte(commits[1]))
		rewrite(t, path, func(d []byte) []byte { return d[:len(d)/2] })
		wantError(t, readAll(b.open(), commits), path, "corrupt loose object")
	})
	t.Run("loose object with the content of another", func(t *testing.T) {
		b, commits := small(t)
		dir := filepath.Join(b.dir, "objects")
		other, err := os.ReadFile(loosePath(dir, [20]byte(commits[0])))
		check(t, err)
		rewrite(t, loosePath(dir, [20]byte(commits[1])), func([]byte) []byte { return other })
		wantError(t, readAll(b.open(), commits), "its content is that of "+commits[0].String())
	})
}

func TestIgnored(t *testing.T) {
	b, commits := small(t)
	if all := b.open().Ignored(); len(all) > 0 {
		t.Errorf("%q", all)
	}
	b.file("info/grafts", commits[2].String()+"\n")
	b.ref("refs/replace/"+commits[1].String(), commits[0])
	all := strings.Join(b.open().Ignored(), "\n")
	wantError(t, errors.New(all), "replace refs (1) are ignored", "info/grafts is ignored")
}

func TestShallow(t *testing.T) {
	b, commits := small(t)
	b.file("shallow", commits[1].String()+"\n")
	r := b.open()
	wantError(t, errors.New(strings.Join(r.Notes(), "")), "shallow clone: history ends at 1 commit")
	if is, err := r.IsAncestor(commits[0], commits[2]); is || err != nil {
		t.Errorf("ancestor beyond the edge: %v, %v", is, err)
	}
	_, err := r.Resolve("master~2")
	wantError(t, err, "shallow clone: the parents of "+commits[1].String())
}
