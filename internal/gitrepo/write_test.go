package gitrepo

import (
	"slices"
	"testing"
	"time"

	"github.com/go-git/go-git/v5/plumbing"

	"patchpilot/apply"
)

var someone = Signature{Name: "S O", Email: "so@example.org", When: time.Unix(1_700_000_000, 0).In(time.FixedZone("", 3600))}

// writeCommit writes a commit with a tree and a blob of its own on top of parent.
func writeCommit(t testing.TB, r *Repo, parent apply.Hash, subject string) apply.Hash {
	t.Helper()
	blob := Object{"blob", []byte(subject + "\n")}
	h := blob.Hash()
	tree := Object{"tree", append([]byte("100644 file\x00"), h[:]...)}
	commit, err := NewCommit{Tree: tree.Hash(), Parents: []apply.Hash{parent}, Author: someone, Committer: someone, Message: subject + "\n"}.Object()
	check(t, err)
	check(t, r.Write(slices.Values([]Object{blob, tree, commit})))
	return commit.Hash()
}

func TestNewCommit(t *testing.T) {
	c := NewCommit{
		Tree:      parse(t, "4b825dc642cb6eb9a060e54bf8d69288fbee4904"),
		Parents:   []apply.Hash{parse(t, "5e3c5dbd9a5ab4dfb1c4d2b1d4b1b2c3d4e5f607")},
		Author:    Signature{" \"Doe, <John>\" ", "john@example.org", time.Unix(1_234_567_890, 0).In(time.FixedZone("", -5*3600-30*60))},
		Committer: someone,
		Message:   "Subject\n\nBody\n",
	}
	o, err := c.Object()
	check(t, err)
	want := `tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904
parent 5e3c5dbd9a5ab4dfb1c4d2b1d4b1b2c3d4e5f607
author Doe, John <john@example.org> 1234567890 -0530
committer S O <so@example.org> 1700000000 +0100

Subject

Body
`
	if string(o.Data) != want {
		t.Errorf("got  %q\nwant %q", o.Data, want)
	}
	if o.Hash() != apply.Hash(plumbing.ComputeHash(plumbing.CommitObject, o.Data)) {
		t.Error("not go-git's id")
	}

	c.Message = "a\x00b"
	_, err = c.Object()
	wantError(t, err, "NUL")
	c.Committer.Name = " <>"
	_, err = c.Object()
	wantError(t, err, "committer: empty name")
}
