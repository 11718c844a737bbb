package gitrepo

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"patchpilot/apply"
)

// TestPeerRevParse asks git and us for the same revisions.
func TestPeerRevParse(t *testing.T) {
	dir := t.TempDir()
	peer(t, dir, "init", "-q", "--bare", "-b", "line0")
	importHistory(t, dir, 150)
	id := func(rev string) string { return peer(t, dir, "rev-parse", rev) }
	for i, ref := range []string{
		// the same short name everywhere, each at another commit
		"refs/tags/same", "refs/heads/same", "refs/remotes/same", "refs/heads/two", "refs/remotes/two",
		"refs/remotes/origin/main", "refs/heads/topic/x", "refs/other/thing",
	} {
		peer(t, dir, "update-ref", ref, id(fmt.Sprintf("line0~%d", i+1)))
	}
	peer(t, dir, "update-ref", "refs/heads/"+id("line1")[:7], id("line0~20"))
	peer(t, dir, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
	peer(t, dir, "tag", "-a", "-m", "v1", "v1", "line2~3")
	peer(t, dir, "tag", "-a", "-m", "v1-again", "v1-again", "v1")
	peer(t, dir, "config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
	peer(t, dir, "config", "--add", "remote.origin.fetch", "+refs/notes/*:refs/notes/*")
	peer(t, dir, "config", "branch.topic/x.remote", "origin")
	peer(t, dir, "config", "branch.topic/x.merge", "refs/heads/main")
	revs := []string{
		"HEAD", "@", "line0", "same", "tags/same", "heads/same", "remotes/same", "refs/heads/same", "two", "origin",
		"origin/main", "topic/x", "other/thing", "v1", "v1-again", "v1^{commit}", "v1-again~2", "v1^{}", "v1^0",
		"HEAD~0", "HEAD~1", "HEAD~~", "HEAD^", "HEAD^1", "HEAD^^", "HEAD~7^2", "line1~20^2~3", "HEAD~2^0~1", "@~3", "topic/x@{upstream}", "topic/x@{u}~1",
		id("line1")[:7], id("line1")[:8], id("line2"), strings.ToUpper(id("line2")), id("line2")[:10] + "~4", id("v1"), id("v1")[:9],
		// refused by both
		"nosuch", "HEAD^9", "HEAD~9999", "line0^{tree", "", "v1^{blob}", "same/other", id("line1^{tree}"), id("line1:dir1"), "../HEAD", "line0..line1", "ffffffff",
	}
	for _, packed := range []bool{false, true} {
		if packed {
			peer(t, dir, "pack-refs", "--all")
		}
		r := open(t, dir)
		for _, rev := range revs {
			want, gitErr := peerErr(t, dir, "", "rev-parse", "--verify", "-q", rev+"^{commit}")
			got, err := r.Resolve(rev)
			if (err == nil) != (gitErr == nil) || err == nil && got.String() != want {
				t.Errorf("%q (packed: %v): %s, %v; git: %s, %v", rev, packed, got, err, want, gitErr)
			}
		}
	}
}

// TestPeerAbbreviated compares every way to shorten some ids, down to where they become ambiguous.
func TestPeerAbbreviated(t *testing.T) {
	dir := t.TempDir()
	peer(t, dir, "init", "-q", "--bare", "-b", "line0")
	importHistory(t, dir, 1500)
	r := open(t, dir)
	kinds := map[string]string{}
	var listed []string
	for _, line := range strings.Split(peer(t, dir, "cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)"), "\n") {
		id, kind, _ := strings.Cut(line, " ")
		kinds[id] = kind
		listed = append(listed, id)
	}
	ambiguous := 0
	for i, id := range listed {
		for _, n := range []int{4, 5, 7} {
			if i%9 != 0 && (i == 0 || listed[i-1][:4] != id[:4]) {
				continue
			}
			short := id[:n]
			var commits, blobs []string
			for _, other := range listed[max(0, i-9):min(i+9, len(listed))] {
				if strings.HasPrefix(other, short) && kinds[other] == "commit" {
					commits = append(commits, other)
				}
				if strings.HasPrefix(other, short) && kinds[other] == "blob" {
					blobs = append(blobs, other)
				}
			}
			got, err := r.Resolve(short)
			if (err == nil) != (len(commits) == 1) || err == nil && got.String() != commits[0] {
				t.Errorf("%s: %s, %v; want one of %q", short, got, err, commits)
			}
			if len(commits) > 1 {
				ambiguous++
				wantError(t, err, "ambiguous", commits[0], commits[1])
			}
			blob, err := r.FindBlob(short)
			if (err == nil) != (len(blobs) == 1) || err == nil && blob.String() != blobs[0] {
				t.Errorf("blob %s: %s, %v; want one of %q", short, blob, err, blobs)
			}
		}
	}
	if ambiguous == 0 {
		t.Error("nothing ambiguous was tried")
	}
}

// TestPeerUpdateRef writes commits and refs, and lets git judge.
func TestPeerUpdateRef(t *testing.T) {
	base := t.TempDir()
	dir := filepath.Join(base, "repo")
	peer(t, base, "init", "-q", "-b", "main", dir)
	check(t, os.WriteFile(filepath.Join(dir, "file"), []byte("one\n"), 0o644))
	peer(t, dir, "add", ".")
	peer(t, dir, "commit", "-qm", "one")
	peer(t, dir, "branch", "packed")
	peer(t, dir, "branch", "a/b")
	peer(t, dir, "pack-refs", "--all")
	peer(t, dir, "worktree", "add", "-q", "-b", "elsewhere", "../linked")
	peer(t, dir, "branch", "gone/deep/er")
	peer(t, dir, "branch", "-D", "gone/deep/er")
	check(t, os.MkdirAll(filepath.Join(dir, ".git/refs/heads/hollow/inside"), 0o755))
	r := open(t, filepath.Join(base, "linked"))
	head, err := r.Resolve("main")
	check(t, err)
	next := writeCommit(t, r, head, "two")
	for _, tc := range []struct {
		name string
		old  apply.Hash
		want string // in the error; "" if it works
	}{
		{"refs/heads/new", apply.Hash{}, ""},
		{"refs/heads/new", apply.Hash{}, "exists already"},
		{"refs/heads/packed", head, ""},
		{"refs/heads/packed", head, "not at the commit expected"},
		{"refs/heads/nothing", head, "is gone"},
		{"refs/heads/main", head, "checked out in " + dir},
		{"refs/heads/elsewhere", head, "checked out in " + filepath.Join(base, "linked")},
		{"refs/heads/a", apply.Hash{}, "refs/heads/a/b exists"},
		{"refs/heads/main/x", apply.Hash{}, "refs/heads/main exists"},
		{"refs/heads/gone", apply.Hash{}, ""},
		{"refs/heads/hollow", apply.Hash{}, ""},
		{"refs/heads/..", apply.Hash{}, "not the name"},
		{"refs/heads/x.lock", apply.Hash{}, "not the name"},
		{"HEAD", head, "not the name"},
	} {
		err := r.UpdateRef(RefUpdate{Name: tc.name, Old: tc.old, New: next, By: someone, Reason: "test: move"})
		if tc.want != "" {
			wantError(t, err, tc.name, tc.want)
			continue
		}
		check(t, err)
		if got := peer(t, dir, "rev-parse", tc.name); got != next.String() {
			t.Errorf("%s: git sees %s", tc.name, got)
		}
		if got := peer(t, dir, "reflog", "-1", "--format=%gs %gn", tc.name); got != "test: move S O" {
			t.Errorf("%s: reflog %q", tc.name, got)
		}
	}
	peer(t, dir, "fsck", "--strict", "--full")
	if got := peer(t, dir, "log", "-1", "--format=%an <%ae> %ad|%cn <%ce> %cd|%B", "--date=raw", "new"); got != "S O <so@example.org> 1700000000 +0100|S O <so@example.org> 1700000000 +0100|two" {
		t.Errorf("log: %q", got)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".git/refs/heads/*.lock")); len(left) > 0 {
		t.Errorf("locks left: %q", left)
	}
}

// TestPeerUpdateRace lets writers put commits on one branch at once while git packs refs and moves it too:
// no move is lost.
func TestPeerUpdateRace(t *testing.T) {
	dir := t.TempDir()
	peer(t, dir, "init", "-q", "--bare", "-b", "main")
	importHistory(t, dir, 3)
	peer(t, dir, "branch", "topic", "line0")
	const writers, each = 3, 12
	var work sync.WaitGroup
	for w := range writers {
		work.Go(func() {
			r := open(t, dir)
			for i := range each {
				for {
					tip, err := r.Resolve("topic")
					if err != nil {
						t.Error(err)
						return
					}
					next := writeCommit(t, r, tip, fmt.Sprintf("%d of writer %d", i, w))
					err = r.UpdateRef(RefUpdate{Name: "refs/heads/topic", Old: tip, New: next, By: someone})
					if err == nil {
						break
					}
					if !errors.Is(err, ErrRefMoved) && !strings.Contains(err.Error(), "locked") {
						t.Error(err)
						return
					}
				}
			}
		})
	}
	moved := 0
	for range 10 {
		peer(t, dir, "pack-refs", "--all")
		tip := peer(t, dir, "rev-parse", "topic")
		next := peer(t, dir, "commit-tree", "-p", tip, "-m", "git's", tip+"^{tree}")
		if _, err := peerErr(t, dir, "", "update-ref", "refs/heads/topic", next, tip); err == nil {
			moved++
		}
	}
	work.Wait()
	if got, want := peer(t, dir, "rev-list", "--count", "topic", "^line0"), fmt.Sprint(writers*each+moved); got != want {
		t.Errorf("%s commits on the branch, want %s", got, want)
	}
	peer(t, dir, "fsck", "--strict", "--full")
}
