package mbox

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

const quiltFixture = "../fixtures/quilt"

// TestQuiltFixture reads a folder with a series file: what the file names, in its order, whatever header it has.
func TestQuiltFixture(t *testing.T) {
	var b strings.Builder
	problems, err := ScanFS("quilt", os.DirFS(quiltFixture), func(r Raw) error {
		m := Parse(r)
		fmt.Fprintf(&b, "%d of %d in %s\n", m.Quilt.Number, m.Quilt.Of, m.Quilt.Series)
		describe(&b, m)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		fmt.Fprintf(&b, "folder problem: %s:%d: %s\n", p.Source, p.Line, p.Text)
	}
	want := quiltFixture + "/want"
	if *update {
		if err := os.WriteFile(want, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(golden(t, want), b.String()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestQuiltFoldersBelowAFolder(t *testing.T) {
	mails, problems, err := scanFolder(t, fstest.MapFS{
		"queue-6.1/series": {Data: []byte("b.patch\na.patch\n")}, "queue-6.1/a.patch": file("a"), "queue-6.1/b.patch": file("b"),
		"queue-6.6/series": {Data: []byte("in/c.patch\r\n")}, "queue-6.6/in/c.patch": file("c"), "queue-6.6/mbox": file("d"),
		"queue-6.8/series": {}, // nothing is queued
		"releases/x":       file("x"),
	})
	if diff := cmp.Diff([]string{"box/queue-6.1/b.patch b@x", "box/queue-6.1/a.patch a@x", "box/queue-6.6/in/c.patch c@x",
		"box/releases/x x@x"}, mails); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if diff := cmp.Diff([]string{"box/queue-6.8/series: empty"}, problems); diff != "" {
		t.Error(diff)
	}
}

// What the series asks for and is not done is told.
func TestQuiltOptions(t *testing.T) {
	_, problems, err := scanFolder(t, fstest.MapFS{
		"series":  {Data: []byte("a.patch -p1\nb.patch -p0\nc.patch -pab # -p2\nd.patch -R\n")},
		"a.patch": file("a"), "b.patch": file("b"), "c.patch": file("c"), "d.patch": file("d"),
	})
	if diff := cmp.Diff([]string{`box/series: "b.patch" is laid with -p0; it is read as one for -p1`,
		`box/series: "d.patch" is to be taken back (-R); it is read as it stands`}, problems); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

// The bytes of a patch are those of its file, whatever its header made of the text above.
func TestQuiltPatchBytes(t *testing.T) {
	patch := "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-caf\xe9\n+th\xe9\n"
	m := Parse(Raw{Source: "q/x.patch", Quilt: Place{"q", 1, 1}, Data: []byte("Description: x\n more\n of it\nAuthor: A <a@example.org>\n\n" + patch)})
	if got := string(m.PatchBytes(m.Mailinfo(InfoOptions{}))); got != patch {
		t.Errorf("%q", got)
	}
}

func FuzzQuilt(f *testing.F) {
	series, err := os.ReadFile(quiltFixture + "/series")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(series, []byte("Description: x\n y\nAuthor: z\n---\n--- a/x\n+++ b/x\n"))
	f.Add([]byte("a -p1 -R\n#\n/a\n..\nb/c\na\n"), []byte("From: a\n\nSubject: b\n"))
	f.Fuzz(func(t *testing.T, series, patch []byte) {
		fsys := fstest.MapFS{"series": {Data: series}, "a": {Data: patch}, "b/c": {Data: patch}}
		_, _ = ScanFS("q", fsys, func(r Raw) error {
			m := Parse(r)
			if q := m.Quilt; q.Series != "" && (q.Number < 1 || q.Number > q.Of || m.Subject == "" && len(m.Text) > 0 && m.header.get("Subject") != m.Subject) {
				t.Errorf("%+v %q", q, m.Subject)
			}
			m.PatchBytes(m.Mailinfo(InfoOptions{}))
			return nil
		})
	})
}
