package gitrepo

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/apply"
	"patchpilot/mbox"
)

func mailText(n int) string {
	return fmt.Sprintf("From: a@example.org\nMessage-ID: <%d@example.org>\nSubject: mail %d\n\nText\n", n, n)
}

// scanned lists the subjects of an archive's messages.
func scanned(t *testing.T, path string) (subjects []string, err error) {
	t.Helper()
	err = ScanInbox(path, func(raw mbox.Raw) error {
		_, subject, _ := strings.Cut(string(raw.Data), "Subject: ")
		subject, _, _ = strings.Cut(subject, "\n")
		subjects = append(subjects, subject)
		if !strings.HasPrefix(raw.Source, path) || raw.Line != 1 {
			t.Errorf("source %q, line %d", raw.Source, raw.Line)
		}
		return nil
	})
	return subjects, err
}

// epoch makes a v2 epoch: "m 1" adds mail 1, "d 1" deletes it.
func epoch(t *testing.T, steps ...string) *builder {
	b := build(t)
	var parents []apply.Hash
	for _, step := range steps {
		name, n, _ := strings.Cut(step, " ")
		var number int
		fmt.Sscan(n, &number)
		parents = []apply.Hash{b.commit(step, b.tree(name, mailText(number)), parents...)}
	}
	b.ref("refs/heads/master", parents[0])
	return b
}

func TestInboxEpoch(t *testing.T) {
	b := epoch(t, "m 1", "m 2", "d 1", "m 3", "d 3", "m 3", "d 9")
	for _, packed := range []bool{false, true} {
		if packed {
			b.pack(false)
		}
		if !IsInbox(b.dir) {
			t.Error("not known as an inbox")
		}
		got, err := scanned(t, b.dir)
		check(t, err)
		if diff := cmp.Diff([]string{"mail 2", "mail 3"}, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestInboxFolder(t *testing.T) {
	dir := t.TempDir()
	for i, steps := range [][]string{{"m 1", "m 2"}, {"m 3", "d 1", "m 4"}} {
		check(t, os.MkdirAll(filepath.Join(dir, "git"), 0o755))
		check(t, os.Rename(epoch(t, steps...).dir, filepath.Join(dir, "git", fmt.Sprintf("%d.git", i))))
	}
	check(t, os.Rename(build(t).dir, filepath.Join(dir, "git", "2.git"))) // just begun
	if !IsInbox(dir) {
		t.Error("not known as an inbox")
	}
	got, err := scanned(t, dir)
	check(t, err)
	if diff := cmp.Diff([]string{"mail 2", "mail 3", "mail 4"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestInboxV1(t *testing.T) {
	b := build(t)
	c := b.commit("all", b.tree("0a/11", mailText(1), "ff/22", mailText(2)))
	b.ref("refs/heads/master", c)
	if !IsInbox(b.dir) {
		t.Error("not known as an inbox")
	}
	got, err := scanned(t, b.dir)
	check(t, err)
	if diff := cmp.Diff([]string{"mail 1", "mail 2"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestInboxIsNone(t *testing.T) {
	b := build(t)
	b.ref("refs/heads/master", b.commit("code", b.tree("Makefile", "all:\n")))
	for _, path := range []string{b.dir, t.TempDir(), filepath.Join(b.dir, "HEAD"), "/nonexistent"} {
		if IsInbox(path) {
			t.Errorf("%s taken for an inbox", path)
		}
	}
	_, err := scanned(t, b.dir)
	wantError(t, err, "not a public-inbox archive")
}

// One message that cannot be read does not stop the others.
func TestInboxDamaged(t *testing.T) {
	b := epoch(t, "m 1", "m 2", "m 3")
	h := b.blob(mailText(2))
	check(t, os.Remove(loosePath(filepath.Join(b.dir, "objects"), [20]byte(h))))
	got, err := scanned(t, b.dir)
	wantError(t, err, h.String(), "no such object")
	if diff := cmp.Diff([]string{"mail 1", "mail 3"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestInboxStops(t *testing.T) {
	b := epoch(t, "m 1", "m 2")
	enough := errors.New("enough")
	calls := 0
	err := ScanInbox(b.dir, func(mbox.Raw) error { calls++; return enough })
	if !errors.Is(err, enough) || calls != 1 {
		t.Errorf("%d calls, %v", calls, err)
	}
}
