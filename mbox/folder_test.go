package mbox

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func file(id string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte("From: a@example.org\nMessage-ID: <" + id + "@x>\n\ntext\n")}
}

func scanFolder(t *testing.T, fsys fs.FS) (mails, problems []string, err error) {
	t.Helper()
	ps, err := ScanFS("box", fsys, func(r Raw) error {
		mails = append(mails, r.Source+" "+Parse(r).ID)
		return nil
	})
	for _, p := range ps {
		problems = append(problems, p.Source+": "+p.Text)
	}
	return mails, problems, err
}

func TestScanFS(t *testing.T) {
	mails, problems, err := scanFolder(t, fstest.MapFS{
		"b.eml":             file("b"),
		"a.patch":           file("a"),
		"deep/er/c":         file("c"),
		"deep/box.mbox":     {Data: []byte(twoMails)},
		".hidden/h.eml":     file("h"),
		".git/x":            file("git"),
		".z.eml":            file("z"),
		"series":            {Data: []byte("names no file of this folder\n")},
		"dump.txt":          {Data: []byte("On Tue, Oct 6, 2020, Ada wrote:\n> text\nFine.\n")},
		"empty":             {},
		"link.eml":          {Data: []byte("a.patch"), Mode: fs.ModeSymlink},
		"list/cur/2:2,S":    file("2"),
		"list/new/1":        file("1"),
		"list/tmp/3":        file("3"),
		"list/.Sub/cur/4":   file("4"),
		"list/cur/.ignored": file("5"),
	})
	if err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]string{
		"box/a.patch a@x", "box/b.eml b@x", "box/deep/box.mbox 1@x", "box/deep/box.mbox 2@x", "box/deep/er/c c@x",
		"box/list/new/1 1@x", "box/list/cur/2:2,S 2@x",
	}, mails); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{
		"box/dump.txt: no mail: text without headers", "box/empty: empty", "box/link.eml: no regular file: not followed",
		"box/series: no mail: text without headers",
	}, problems); diff != "" {
		t.Error(diff)
	}
}

func TestScanFSMaildirAtTheTop(t *testing.T) {
	mails, problems, err := scanFolder(t, fstest.MapFS{"cur/1": file("1"), "new/0": file("0"), "tmp/2": file("2")})
	if diff := cmp.Diff([]string{"box/new/0 0@x", "box/cur/1 1@x"}, mails); diff != "" || problems != nil || err != nil {
		t.Error(diff, problems, err)
	}
}

// broken refuses to open one file.
type broken struct{ fstest.MapFS }

func (b broken) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, "broken") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return b.MapFS.Open(name)
}

func TestScanFSReadsOnPastWhatItCannotRead(t *testing.T) {
	mails, problems, err := scanFolder(t, broken{fstest.MapFS{"a": file("a"), "broken": file("b"), "c": file("c"),
		"cut.gz": {Data: []byte("\x1f\x8b\x08")}}})
	if len(mails) != 2 || len(problems) != 2 || !errors.Is(err, fs.ErrPermission) {
		t.Error(mails, problems, err)
	}
}

func TestScanFSStopsWhenYieldWantsNoMore(t *testing.T) {
	enough, n := errors.New("enough"), 0
	_, err := ScanFS("box", fstest.MapFS{"a": file("a"), "b": file("b"), "d/c": file("c")}, func(Raw) error { n++; return enough })
	if n != 1 || err != enough {
		t.Error(n, err)
	}
}
