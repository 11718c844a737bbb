package apply_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"patchpilot/apply"
	"patchpilot/diff"
	"patchpilot/internal/linediff"
)

// small is the tree most cases are laid on.
var small = aTree{
	"dir/a.c":  {apply.Regular, "one\ntwo\nthree\nfour\nfive\nsix\nseven\n"},
	"dir/b.c":  {apply.Regular, "b\n"},
	"empty":    {apply.Regular, ""},
	"link":     {apply.Symlink, "dir"},
	"run.sh":   {apply.Executable, "#!/bin/sh\n"},
	"sub":      {apply.Submodule, strings.Repeat("\x11", 20)},
	"unix.txt": {apply.Regular, "x\ny\nz\n"},
}

func lay(t testing.TB, o *apply.Overlay, patch string, opt apply.Options) apply.Outcome {
	t.Helper()
	got, err := o.Lay(diff.Parse(patch, 1), opt)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

const (
	aHead   = "diff --git a/dir/a.c b/dir/a.c\n--- a/dir/a.c\n+++ b/dir/a.c\n"
	newHead = "diff --git a/%[1]s b/%[1]s\nnew file mode 100644\n--- /dev/null\n+++ b/%[1]s\n@@ -0,0 +1 @@\n+new\n"
	middle  = "@@ -2,5 +2,5 @@\n two\n three\n-four\n+FOUR\n five\n six\n"
)

func create(path string) string { return fmt.Sprintf(newHead, path) }

func TestLay(t *testing.T) {
	for _, tc := range []struct {
		name, patch, want string
	}{
		{"its place", aHead + middle, "clean"},
		{"three lines down", aHead + "@@ -5,5 +5,5 @@\n two\n three\n-four\n+FOUR\n five\n six\n", "offset -3"},
		{"at the start, by its line number", aHead + "@@ -1,2 +1,3 @@\n+zero\n one\n two\n", "clean"},
		{"at the start, elsewhere in the file", aHead + "@@ -1,2 +1,2 @@\n-two\n+TWO\n three\n", "conflict dir/a.c:1 context"},
		{"at the end, by its lack of context", aHead + "@@ -6,2 +6,3 @@\n six\n seven\n+eight\n", "clean"},
		{"no context below, and not the end", aHead + "@@ -2,2 +2,3 @@\n two\n three\n+3.5\n", "conflict dir/a.c:1 context"},
		{"other lines", aHead + "@@ -2,3 +2,3 @@\n two\n-drei\n+DREI\n four\n", "conflict dir/a.c:1 context"},
		{"two hunks, the second is wrong", aHead + middle + "@@ -7,1 +7,1 @@\n-sieben\n+7\n", "conflict dir/a.c:2 context"},
		{"a line is taken once", aHead + "@@ -2,3 +2,3 @@\n two\n-three\n+3\n four\n" + "@@ -2,3 +2,3 @@\n two\n-3\n+three\n four\n", "conflict dir/a.c:2 context"},
		{"blanks count", aHead + "@@ -2,3 +2,3 @@\n two \n-three\n+THREE\n four\n", "conflict dir/a.c:1 context"},
		{"CRLF counts", "diff --git a/unix.txt b/unix.txt\n--- a/unix.txt\n+++ b/unix.txt\n@@ -1,3 +1,3 @@\n x\r\n-y\r\n+Y\r\n z\r\n", "conflict unix.txt:1 context"},
		{"nothing in it", "hello\n", "conflict :0 corrupt"},
		{"cut off", aHead + "@@ -2,5 +2,5 @@\n two\n three\n-four\n+FOUR\n", "conflict dir/a.c:1 corrupt"},

		{"a new file", create("dir/new.c"), "clean"},
		{"a new directory", create("p/q/r"), "clean"},
		{"a new file that is there", create("dir/b.c"), "conflict dir/b.c:0 exists"},
		{"a new file that is a directory", create("dir"), "conflict dir:0 exists"},
		{"a new file below a file", create("dir/b.c/x"), "conflict dir/b.c:0 exists"},
		{"a new file in a submodule", create("sub/x"), "conflict sub:0 submodule"},
		{"a new file behind a symlink", create("link/x"), "conflict link/x:0 unsafe-path"},
		{"a new empty file", "diff --git a/e b/e\nnew file mode 100644\nindex 000..e69de29\n", "clean"},
		{"no such file", strings.ReplaceAll(aHead, "a.c", "none.c") + middle, "conflict dir/none.c:0 missing-file"},
		{"no such file, its directory is a submodule", strings.ReplaceAll(aHead, "dir/", "sub/") + middle, "conflict sub/a.c:0 submodule"},

		{"a file goes", "diff --git a/dir/b.c b/dir/b.c\ndeleted file mode 100644\n--- a/dir/b.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-b\n", "clean"},
		{"a file goes and leaves a line", "diff --git a/unix.txt b/unix.txt\ndeleted file mode 100644\n--- a/unix.txt\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-x\n-y\n", "conflict unix.txt:1 context"},
		{"an empty file goes", "diff --git a/empty b/empty\ndeleted file mode 100644\nindex e69de29..0000000\n", "clean"},
		{"a file that is not empty goes without a word", "diff --git a/run.sh b/run.sh\ndeleted file mode 100755\nindex 1a2485251c33..0000000\n", "conflict run.sh:0 context"},
		{"renamed", "diff --git a/dir/b.c b/c.c\nsimilarity index 100%\nrename from dir/b.c\nrename to c.c\n", "clean"},
		{"renamed onto another", "diff --git a/dir/b.c b/empty\nsimilarity index 100%\nrename from dir/b.c\nrename to empty\n", "conflict empty:0 exists"},
		{"two files swap names", "diff --git a/dir/b.c b/empty\nsimilarity index 100%\nrename from dir/b.c\nrename to empty\ndiff --git a/empty b/dir/b.c\nsimilarity index 100%\nrename from empty\nrename to dir/b.c\n", "clean"},
		{"copied", "diff --git a/dir/b.c b/c.c\nsimilarity index 100%\ncopy from dir/b.c\ncopy to c.c\n", "clean"},
		{"made executable", "diff --git a/dir/b.c b/dir/b.c\nold mode 100644\nnew mode 100755\n", "clean"},
		{"a file becomes a link", "diff --git a/dir/b.c b/dir/b.c\nold mode 100644\nnew mode 120000\n", "conflict dir/b.c:0 mode"},
		{"a link is no file", "diff --git a/link b/link\nindex 1..2 100644\n--- a/link\n+++ b/link\n@@ -1 +1 @@\n-dir\n+sub\n", "conflict link:0 mode"},
		{"a submodule moves on", "diff --git a/sub b/sub\nindex 1111111..2222222 160000\n--- a/sub\n+++ b/sub\n@@ -1 +1 @@\n-Subproject commit " + strings.Repeat("1", 40) + "\n+Subproject commit " + strings.Repeat("2", 40) + "\n", "clean"},
		{"a binary file, only announced", "diff --git a/dir/b.c b/dir/b.c\nindex 1111111..2222222 100644\nBinary files a/dir/b.c and b/dir/b.c differ\n", "conflict dir/b.c:0 corrupt"},

		{"above the tree", create("../x"), "conflict ../x:0 unsafe-path"},
		{"the repository itself", create(".git/config"), "conflict .git/config:0 unsafe-path"},
		{"…as Windows spells it", create("dir/GIT~1/config"), "conflict dir/GIT~1/config:0 unsafe-path"},
		{"…as NTFS takes it", create(".Git . /x"), "conflict .Git . /x:0 unsafe-path"},
		{"…as HFS+ takes it", create(".g\u200cit/config"), "conflict .g\u200cit/config:0 unsafe-path"},
		{"not the repository", create(".gitignore"), "clean"},

		{"there already", aHead + "@@ -2,5 +2,5 @@\n two\n three\n-vier\n+four\n five\n six\n", "already"},
		{"gone already", "diff --git a/x b/x\ndeleted file mode 100644\n--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-b\n", "already"},
		{"a plain diff", "--- linux-5.old/dir/a.c\t2024-01-02 03:04:05.000000000 +0100\n+++ linux-5/dir/a.c\t2024-01-02 03:04:05.000000000 +0100\n" + middle, "clean"},
		{"a plain diff of a new file", "--- /dev/null\n+++ b/n\n@@ -0,0 +1 @@\n+n\n", "clean"},
		{"names without a/ and b/", "diff --git dir/a.c dir/a.c\n--- dir/a.c\n+++ dir/a.c\n" + middle, "conflict a.c:0 missing-file"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			o := small.overlay(t)
			before := o.Root()
			got := lay(t, o, tc.patch, apply.Options{Strip: 1})
			if s := summary(got); s != tc.want {
				t.Errorf("got %q, want %q", s, tc.want)
			}
			if got.Tree.IsZero() && o.Root() != before || !got.Tree.IsZero() && o.Root() != got.Tree {
				t.Errorf("root %s, was %s, outcome says %s", o.Root(), before, got.Tree)
			}
		})
	}
}

// summary is an outcome in a line.
func summary(o apply.Outcome) string {
	s := string(o.Status)
	if o.Offset != 0 {
		s += fmt.Sprintf(" %d", o.Offset)
	}
	for i, c := range o.Clashes {
		if i > 0 {
			s += ";"
		}
		s += fmt.Sprintf(" %s:%d %s", c.Path, c.Hunk, c.Reason)
	}
	return s
}

func TestClashShowsThePlace(t *testing.T) {
	patch := aHead + "@@ -1,5 +1,5 @@\n-one\n+ONE\n two\n three\n four\n five\n@@ -4,4 +4,4 @@\n four\n fünf\n-six\n+SIX\n seven\n"
	got := lay(t, aTree{"dir/a.c": {apply.Regular, "zero\n" + small["dir/a.c"].data}}.overlay(t), patch, apply.Options{Strip: 1})
	want := []apply.Clash{
		{Path: "dir/a.c", Hunk: 1, Line: 2, Reason: apply.Context, Want: "one\ntwo\nthree\nfour\nfive\n", Got: "one\ntwo\nthree\nfour\nfive\n"},
		{Path: "dir/a.c", Hunk: 2, Line: 5, Reason: apply.Context, Want: "four\nfünf\nsix\nseven\n", Got: "four\nfive\nsix\nseven\n"},
	}
	if d := cmp.Diff(want, got.Clashes); d != "" {
		t.Error(d)
	}
}

func TestClashShowsWhatDiffersFarDown(t *testing.T) {
	var is, wanted strings.Builder
	for i := range 60 {
		fmt.Fprintf(&is, "line %d\n", i)
		fmt.Fprintf(&wanted, "-line %d\n", i)
	}
	patch := aHead + "@@ -1,60 +0,0 @@\n" + strings.Replace(wanted.String(), "line 40\n", "line forty\n", 1)
	got := lay(t, aTree{"dir/a.c": {apply.Regular, is.String()}}.overlay(t), patch, apply.Options{Strip: 1})
	if len(got.Clashes) != 1 {
		t.Fatalf("clashes %+v", got.Clashes)
	}
	c := got.Clashes[0]
	if c.Line != 38 || !strings.HasPrefix(c.Want, "line 37\nline 38\nline 39\nline forty\n") || !strings.HasPrefix(c.Got, "line 37\nline 38\nline 39\nline 40\n") {
		t.Errorf("line %d\nwant %q\ngot  %q", c.Line, c.Want, c.Got)
	}
}

func TestFuzz(t *testing.T) {
	patch := aHead + "@@ -2,5 +2,5 @@\n zwei\n three\n-four\n+FOUR\n five\n six\n"
	for fuzz, want := range []apply.Status{apply.Conflict, apply.Fuzz, apply.Fuzz} {
		got := lay(t, small.overlay(t), patch, apply.Options{Strip: 1, Fuzz: fuzz})
		if got.Status != want || got.Status == apply.Fuzz && got.Fuzz != 1 {
			t.Errorf("fuzz %d: %+v", fuzz, got)
		}
	}
}

func TestThreeWay(t *testing.T) {
	from := aTree{"dir/a.c": small["dir/a.c"]}
	to := aTree{"dir/a.c": {apply.Regular, strings.Replace(from["dir/a.c"].data, "two", "TWO", 1)}}
	patch := strings.Replace(unified(from, to), "--- ", "index "+blobID(t, from, "dir/a.c")+"..1234567 100644\n--- ", 1)
	for _, tc := range []struct{ name, ours, want, merged string }{
		{"a neighbour has changed", "one\ntwo\nthree\nfour\nFIVE\nsix\nseven\n", "three-way", "one\nTWO\nthree\nfour\nFIVE\nsix\nseven\n"},
		{"the line has changed", "one\nzwei\nthree\nfour\nfive\nsix\nseven\n", "conflict dir/a.c:1 context", ""},
		{"the file is gone", "", "conflict dir/a.c:0 missing-file", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			ours := aTree{}
			if tc.ours != "" {
				ours["dir/a.c"] = aFile{apply.Regular, tc.ours}
			}
			o := apply.NewOverlay(withBlobs{ours.overlay(t), from.overlay(t)})
			if got := lay(t, o, patch, apply.Options{Strip: 1, ThreeWay: true}); summary(got) != tc.want {
				t.Errorf("got %q, want %q", summary(got), tc.want)
			}
			if tc.merged != "" && o.Root() != (aTree{"dir/a.c": {apply.Regular, tc.merged}}).overlay(t).Root() {
				t.Error("another tree")
			}
		})
	}
}

func blobID(t testing.TB, a aTree, path string) string {
	t.Helper()
	dir, name := "", path
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		dir, name = path[:i], path[i+1:]
	}
	entries, err := a.overlay(t).Entries(dir)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(entries, func(e apply.Entry) bool { return e.Name == name })
	return entries[i].Hash.String()
}

func TestOverlayIsATree(t *testing.T) {
	o := small.overlay(t)
	lay(t, o, create("x/y/z"), apply.Options{Strip: 1})
	clone, nested := o.Clone(), apply.NewOverlay(o)
	there := o.Root()
	if got := lay(t, clone, aHead+middle, apply.Options{Strip: 1}); got.Status != apply.Clean || clone.Root() == there {
		t.Errorf("clone: %+v", got)
	}
	if got := lay(t, nested, aHead+middle, apply.Options{Strip: 1}); got.Tree != clone.Root() {
		t.Errorf("nested: %+v, want the clone's tree %s", got, clone.Root())
	}
	if o.Root() != there {
		t.Error("laying on a clone changed the overlay")
	}
	made := 0
	for object := range nested.Objects() {
		made++
		if object.Kind == "blob" && string(object.Data) != "one\ntwo\nthree\nFOUR\nfive\nsix\nseven\n" {
			t.Errorf("blob %q", object.Data)
		}
	}
	if made != 3 {
		t.Errorf("%d objects for one file in one directory, want blob, tree and root", made)
	}
	gone := "diff --git a/x/y/z b/x/y/z\ndeleted file mode 100644\n--- a/x/y/z\n+++ /dev/null\n@@ -1 +0,0 @@\n-new\n"
	if got := lay(t, o, gone, apply.Options{Strip: 1}); got.Tree != small.overlay(t).Root() {
		t.Errorf("directories that lost their last file are still there: %+v", got)
	}
}

// broken is a tree that cannot be read.
type broken struct{ *apply.Overlay }

var errDisk = errors.New("disk")

func (broken) Blob(apply.Hash) ([]byte, error) { return nil, errDisk }

func TestErrorsAreTheTrees(t *testing.T) {
	o := apply.NewOverlay(broken{small.overlay(t)})
	if _, err := o.Lay(diff.Parse(aHead+middle, 1), apply.Options{Strip: 1}); !errors.Is(err, errDisk) {
		t.Errorf("got %v", err)
	}
}

// unified makes a diff of two trees of text files.
func unified(from, to aTree) string {
	var b strings.Builder
	for _, path := range from.paths() {
		old := strings.SplitAfter(from[path].data, "\n")
		new := strings.SplitAfter(to[path].data, "\n")
		old, new = old[:len(old)-1], new[:len(new)-1]
		hunks := linediff.Hunks(linediff.Edits(old, new), len(old), 3)
		if len(hunks) == 0 {
			continue
		}
		fmt.Fprintf(&b, "diff --git a/%[1]s b/%[1]s\n--- a/%[1]s\n+++ b/%[1]s\n", path)
		for _, h := range hunks {
			fmt.Fprintf(&b, "@@ -%d,%d +%d,%d @@\n", start(h.A0, h.A1), h.A1-h.A0, start(h.B0, h.B1), h.B1-h.B0)
			h.Walk(old, new, func(mark byte, line string) { b.WriteString(string(mark) + line) })
		}
	}
	return b.String()
}

func start(from, to int) int {
	if from == to {
		return from
	}
	return from + 1
}

func TestThereAndBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		lines := rapid.SliceOfN(rapid.SampledFrom([]string{"a\n", "b\n", "\n", "}\n", "c\r\n"}), 0, 60)
		a := aTree{"f": {apply.Regular, strings.Join(lines.Draw(r, "a"), "")}}
		b := aTree{"f": {apply.Regular, strings.Join(lines.Draw(r, "b"), "")}}
		if a["f"].data == b["f"].data {
			return
		}
		o := a.overlay(t)
		there := lay(t, o, unified(a, b), apply.Options{Strip: 1})
		if there.Status != apply.Clean || there.Tree != b.overlay(t).Root() {
			r.Fatalf("there: %+v", there)
		}
		back := lay(t, o, unified(b, a), apply.Options{Strip: 1})
		if back.Status != apply.Clean || back.Tree != a.overlay(t).Root() {
			r.Fatalf("back: %+v", back)
		}
	})
}

func FuzzLay(f *testing.F) {
	f.Add(aHead + middle)
	f.Add(create("x/y") + create("x"))
	f.Add("diff --git a/dir/b.c b/empty\nsimilarity index 100%\nrename from dir/b.c\nrename to empty\n")
	f.Add("diff --git a/dir/b.c b/dir/b.c\nindex 61780798228d17af2d34fce4cfbdf35556832472..e69de29bb2d1d6434b8b29ae775ad8c2e48c5391 100644\nGIT binary patch\nliteral 0\nHcmV?d00001\n\nliteral 2\nJcmYdfU}pdT0H6T?\n\n")
	f.Add("--- a/dir/a.c\n+++ b/dir/a.c\n@@ -0,0 +1 @@\n+x\n")
	f.Fuzz(func(t *testing.T, patch string) {
		for _, opt := range []apply.Options{{Strip: 1}, {Strip: 1, Fuzz: 2, ThreeWay: true}, {}} {
			o := small.overlay(t)
			before := o.Root()
			got := lay(t, o, patch, opt)
			applied := !got.Tree.IsZero()
			if applied != (o.Root() == got.Tree) || !applied && o.Root() != before {
				t.Fatalf("root %s, was %s: %+v", o.Root(), before, got)
			}
			if !applied && got.Status != apply.Already && len(got.Clashes) == 0 {
				t.Fatalf("%s without a reason", got.Status)
			}
		}
	})
}
