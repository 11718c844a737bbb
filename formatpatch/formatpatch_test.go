package formatpatch

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"patchpilot/apply"
	"patchpilot/diff"
)

var update = flag.Bool("update", false, "write the wanted mails")

// made is a file of a tree that a test writes down.
type made struct {
	path string
	mode apply.Mode
	data string
}

type fataler interface{ Fatal(...any) }

func treeOf(t fataler, files ...made) *apply.Overlay {
	o := apply.NewOverlay(apply.Empty)
	for _, f := range files {
		if err := o.Put(f.path, f.mode, []byte(f.data)); err != nil {
			t.Fatal(err)
		}
	}
	return o
}

var (
	author  = Person{"Zoë Author", "zoe@example.org"}
	sender  = Person{"Sender, Inc.", "sender@example.org"}
	written = time.Date(2024, 3, 1, 8, 0, 0, 0, time.FixedZone("", 3600))
	code    = "#include <x.h>\n\nint one(void)\n{\n\tint a = 1;\n\n\tfoo();\n\treturn a;\n}\n\nint two(void)\n{\n\tint b = 2;\n\n\tfoo();\n\treturn b;\n}\n"
)

func all(t fataler) (before, after *apply.Overlay) {
	before = treeOf(t,
		made{"changed.c", apply.Regular, code},
		made{"bin", apply.Regular, "\x00\x01binary"},
		made{"gone", apply.Regular, "no end"},
		made{"link", apply.Symlink, "changed.c"},
		made{"run.sh", apply.Regular, "#!/bin/sh\n"},
		made{"old/dir/moved.c", apply.Regular, code},
		made{"sub", apply.Submodule, strings.Repeat("\x11", 20)},
		made{"turns", apply.Regular, "into a link\n"},
	)
	after = treeOf(t,
		made{"changed.c", apply.Regular, strings.Replace(code, "b = 2;\n\n\tfoo();\n\treturn b;\n}\n", "b = 3;\n\n\tfoo();\n\treturn b;\n}\n\nint three(void)\n{\n\tint b = 2;\n\n\tfoo();\n\treturn b;\n}\n", 1)},
		made{"bin", apply.Regular, "\x00\x02binary"},
		made{"empty file", apply.Regular, ""},
		made{"link", apply.Symlink, "run.sh"},
		made{"run.sh", apply.Executable, "#!/bin/sh\n"},
		made{"new/dir/moved.c", apply.Executable, strings.Replace(code, "a = 1", "a = 7", 1)},
		made{"sub", apply.Submodule, strings.Repeat("\x22", 20)},
		made{"turns", apply.Symlink, "link"},
	)
	return before, after
}

// TestMail holds one mail with everything in it, and the cover letter before it.
func TestMail(t *testing.T) {
	before, after := all(t)
	c := Commit{
		ID: apply.Hash{0xab}, Author: author, Date: written, Notes: "v2: changed.\n\nMore.\n", Before: before, After: after,
		Message: "drm/thing: do everything that can be done to a file in one commit, and more than that\n\nBecause.  \n\n\nSigned-off-by: Zoë Author <zoe@example.org>\n",
	}
	o := Options{RFC: true, Version: 2, N: 3, Total: 12, Sender: sender, MessageID: "3@example.org", InReplyTo: "0@example.org", Signature: "2.48.1"}
	mail, err := Mail(c, o)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "mail", mail)
	cover := Cover{
		Tip: c.ID, Sender: sender, Date: written, Subject: "Everything", Text: "What it is about.\n", Commits: []Commit{c, {Author: author, Message: "And this\n"}},
		Before: before, After: after,
	}
	o.InReplyTo, o.MessageID = "", "0@example.org"
	if mail, err = cover.Mail(o); err != nil {
		t.Fatal(err)
	}
	golden(t, "cover", mail)
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name+".eml")
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); d != "" {
		t.Error(d)
	}
}

func TestMailWithoutChange(t *testing.T) {
	mail, err := Mail(Commit{Author: author, Date: written, Message: "Nothing\n", Before: apply.Empty, After: apply.Empty}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := "From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001\nFrom: =?UTF-8?q?Zo=C3=AB=20Author?= <zoe@example.org>\n" +
		"Date: Fri, 1 Mar 2024 08:00:00 +0100\nSubject: [PATCH] Nothing\n\n"
	if d := cmp.Diff(want, string(mail)); d != "" {
		t.Error(d)
	}
}

// A diff of more than ASCII under a plain log goes out as `git send-email` would declare it, if that is wanted and true.
func TestMailDeclares(t *testing.T) {
	for _, test := range []struct {
		name, text string
		declare    bool
		want       bool
	}{
		{"wanted", "Zo\u00eb\n", true, true},
		{"not wanted", "Zo\u00eb\n", false, false},
		{"ASCII", "Zoe\n", true, false},
		{"not UTF-8", "Zo\xeb\n", true, false},
	} {
		after := treeOf(t, made{"name", apply.Regular, test.text})
		plain := Person{"Ann Author", "ann@example.org"}
		mail, err := Mail(Commit{Author: plain, Date: written, Message: "Title\n", Before: apply.Empty, After: after}, Options{Declare: test.declare})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(string(mail), "\nContent-Type: text/plain; charset=UTF-8\n"); got != test.want {
			t.Errorf("%s: declared %v\n%s", test.name, got, mail)
		}
	}
}

func TestSplitMessage(t *testing.T) {
	for _, tc := range []struct{ message, title, body string }{
		{"", "", ""},
		{"one", "one", ""},
		{"\n \n one \n two\t\n\n\n\nbody  \n\n\nmore\n\n\n", " one  two", "body\n\n\nmore\n"},
		{"one\n   \n  indented\n", "one", "  indented\n"},
	} {
		if title, body := splitMessage(tc.message); title != tc.title || body != tc.body {
			t.Errorf("%q: %q and %q", tc.message, title, body)
		}
	}
}

func TestRenameName(t *testing.T) {
	for _, tc := range []struct{ old, new, want string }{
		{"a", "b", "a => b"},
		{"d/a", "d/b", "d/{a => b}"},
		{"d/a", "a", "d/a => a"},
		{"a/x.c", "b/x.c", "{a => b}/x.c"},
		{"d/a/x.c", "d/x.c", "d/{a => }/x.c"},
		{"d/x.c", "d/a/x.c", "d/{ => a}/x.c"},
		{"d/a/b/x.c", "d/c/b/x.c", "d/{a => c}/b/x.c"},
		{"a\tb", "c", `"a\tb" => c`},
	} {
		if got := renameName(tc.old, tc.new); got != tc.want {
			t.Errorf("%q, %q: %q, want %q", tc.old, tc.new, got, tc.want)
		}
	}
}

// drawFile draws contents that are hard on a diff.
func drawFile(t *rapid.T) made {
	line := rapid.SampledFrom([]string{"a\n", "b\n", "\n", "}\n", "\tx;\n", "crlf\r\n", "int f(void)\n", "\\ No newline\n", "-- \n", "@@ -1 +1 @@\n", "\xff\n"})
	text := strings.Join(rapid.SliceOfN(line, 0, 30).Draw(t, "lines"), "")
	switch rapid.IntRange(0, 9).Draw(t, "kind") {
	case 0:
		return made{mode: apply.Executable, data: text}
	case 1:
		return made{mode: apply.Symlink, data: rapid.SampledFrom([]string{"a", "b/c"}).Draw(t, "target")}
	case 2:
		return made{mode: apply.Submodule, data: strings.Repeat(rapid.SampledFrom([]string{"\x11", "\x22"}).Draw(t, "id"), 20)}
	case 3:
		return made{mode: apply.Regular, data: "\x00" + text}
	case 4:
		return made{mode: apply.Regular, data: strings.TrimSuffix(text, "\n")}
	}
	return made{mode: apply.Regular, data: text}
}

func drawTree(t *rapid.T, pool []made, name string) *apply.Overlay {
	o := apply.NewOverlay(apply.Empty)
	for _, path := range []string{"a", "b c", "d/e", "d/f.c", "d.c", "q\"\t/\xc3\xa4"} {
		if n := rapid.IntRange(-2, len(pool)-1).Draw(t, name+" "+path); n >= 0 {
			if err := o.Put(path, pool[n].mode, []byte(pool[n].data)); err != nil {
				t.Fatal(err)
			}
		}
	}
	return o
}

// Laid on the tree before, a mail's diff gives the tree after, and its diffstat is true.
func TestMailApplies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var pool []made // files are drawn from few contents, so that some move
		for range rapid.IntRange(1, 5).Draw(t, "contents") {
			pool = append(pool, drawFile(t))
		}
		if first := pool[0]; first.mode == apply.Regular {
			pool = append(pool, made{mode: first.mode, data: "new\n" + first.data})
		}
		before, after := drawTree(t, pool, "before"), drawTree(t, pool, "after")
		mail, err := Mail(Commit{Author: author, Date: written, Message: "Title\n\nText.\n", Before: before, After: after}, Options{Abbrev: 40, Signature: "x"})
		if err != nil {
			t.Fatal(err)
		}
		_, text, _ := strings.Cut(string(mail), "\n\nText.\n")
		patch := diff.Parse(text, 1)
		if len(patch.Damage) > 0 {
			t.Fatalf("%+v\n%s", patch.Damage, mail)
		}
		if before.Root() == after.Root() {
			if len(patch.Files) > 0 {
				t.Fatalf("a diff of nothing:\n%s", mail)
			}
			return
		}
		if stat := diff.ParseStat(text, 1); stat == nil || !hasBinary(stat) && !counts(stat, patch) {
			t.Fatalf("diffstat %+v\n%s", stat, mail)
		}
		outcome, err := before.Lay(patch, apply.Options{Strip: 1})
		if err != nil || outcome.Status != apply.Clean || outcome.Tree != after.Root() {
			t.Fatalf("%+v, %v\n%s", outcome, err, mail)
		}
	})
}

func BenchmarkMail(b *testing.B) {
	before, after := all(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Mail(Commit{Author: author, Date: written, Message: "Title\n", Before: before, After: after}, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func hasBinary(s *diff.Stat) bool {
	return slices.ContainsFunc(s.Files, func(f diff.StatFile) bool { return f.Count < 0 })
}

// counts tells whether a diffstat counts the lines of a diff. Of a file that became a link, say, git counts only what
// differs, though the diff has all of both: what is kept is as much of what was added as of what was deleted.
func counts(s *diff.Stat, p *diff.Patch) bool {
	added, deleted := p.Totals()
	both := added - s.Added
	return both == deleted-s.Deleted && (both == 0 || both > 0 && retyped(s))
}

func retyped(s *diff.Stat) bool {
	return slices.ContainsFunc(s.Summary, func(l string) bool {
		from, to, ok := strings.Cut(strings.TrimPrefix(l, "mode change "), " => ")
		return ok && len(to) > 3 && from[:3] != to[:3]
	})
}
