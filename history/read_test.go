package history

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	idA = "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1"
	idB = "b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2"
	idC = "c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3"
)

// fill puts ids where a message has capitals in angle brackets, abbreviated ones for small letters.
var fill = strings.NewReplacer("<A>", idA, "<B>", idB, "<C>", idC, "<a>", idA[:12], "<b>", idB[:12], "<c>", idC[:12])

func TestReadMessage(t *testing.T) {
	for _, test := range []struct {
		name, message string
		conv          *Conventions
		want          []string
	}{
		{"nothing", "demo: add the ring\n\nIt goes round.\n\nSigned-off-by: S O <so@example.org>\n", Kernel, nil},
		{"empty", "", Kernel, nil},

		// What was fixed.
		{"fixes", "t\n\nFixes: <a> (\"demo: add the ring\")", Kernel, []string{`3 fixes <a> "demo: add the ring"`}},
		{"fixes, any case, whole id", "t\n\nfixes: <A>", Kernel, []string{`3 fixes <A>`}},
		{"fixes with a word before", "t\n\nFixes: commit <a> (\"x y\")", Kernel, []string{`3 fixes <a> "x y"`}},
		{"fixes, two ids", "t\n\nFixes: <a>, <b>", Kernel, []string{"3 fixes <a>", "3 fixes <b>"}},
		{"fixes, two with titles", "t\n\nFixes: <a> (\"x, y\"), <b> (\"z\")", Kernel, []string{`3 fixes <a> "x, y"`, `3 fixes <b> "z"`}},
		{"fixes, two with and", "t\n\nFixes: <a> (\"x\") and commit <b> (\"z\")", Kernel, []string{`3 fixes <a> "x"`, `3 fixes <b> "z"`}},
		{"fixes, two without comma", "t\n\nFixes: <a> (\"x\") <b> (\"z\")", Kernel, []string{`3 fixes <a> "x"`, `3 fixes <b> "z"`}},
		{"fixes, two ids and no comma", "t\n\nFixes: <a> <b>", Kernel, []string{"3 fixes <a>", "3 fixes <b>"}},
		{"fixes, a title of hex letters", "t\n\nFixes: <a> defaced", Kernel, []string{`3 fixes <a> "defaced"`}},
		{"fixes what has an id in its title", "t\n\nFixes: <a> (\"x: as in, <b> did\")", Kernel, []string{`3 fixes <a> "x: as in, <b> did"`}},
		{"fixes, wrapped", "t\n\nFixes: <a> (\"demo: add\n the ring\")\nFixes: <b>", Kernel, []string{`3 fixes <a> "demo: add the ring"`, "5 fixes <b>"}},
		{"fixes, wrapped, quotes inside", "t\n\nFixes: <a> (\"Revert \"demo: add\nthe ring\"\")", Kernel, []string{`3 fixes <a> "Revert "demo: add the ring""`}},
		{"fixes, not closed", "t\n\nFixes: <a> (\"demo: add\n\nLink: x (\"y\")", Kernel, []string{`3 fixes <a> "demo: add"`}},
		{"fixes, an id too short for one", "t\n\nFixes: 2a08 (\"demo: add the ring\")", Kernel, []string{`3 fixes - "demo: add the ring"`}},
		{"fixes a title", "t\n\nFixes: (\"demo: add the ring\")", Kernel, []string{`3 fixes - "demo: add the ring"`}},
		{"fixes a bare title", "t\n\nFixes: demo: ring, again: add it", Kernel, []string{`3 fixes - "demo: ring, again: add it"`}},
		{"fixes, no colon", "t\n\nFixes <a> (\"x y\").\nFixes commit <A> (\"z\")", Kernel, []string{`3 fixes <a> "x y"`, `4 fixes <A> "z"`}},
		{"fixes, no colon and more words", "t\n\nFixes <a> (\"x y\") for those that have it", Kernel, nil},
		{"fixes what a link shows", "t\n\nFixes: https://git.example.org/torvalds/c/<A>\nFixes: https://git.example.org/linux.git/commit/?h=next&id=<b>\nFixes: https://hub.example.org/linux/commit/<C>\nFixes: https://git.example.org/linus/<a>", Kernel, []string{"3 fixes <A>", "4 fixes <b>", "5 fixes <C>", "6 fixes <a>"}},
		{"fixes a bug", "t\n\nFixes: https://syz.example.org/bug?id=<A>\nFixes: drivers/a.c:12: warning: unused", Kernel, nil},
		{"fixes in prose", "t\n\nFixes: the ring that was never right", Kernel, nil},
		{"fixes a report", "t\n\nFixes: https://example.org/1234567890ab", Kernel, nil},
		{"quoted", "t\n\n  Fixes: <a> (\"x\")\n> Fixes: <b>", Kernel, nil},
		{"stable-dep-of", "t\n\nStable-dep-of: <a> (\"x\")", Kernel, []string{`3 stable-dep-of <a> "x"`}},

		// Where it was taken from.
		{"commit upstream", "t\n\ncommit <A> upstream.\n\nBody.", Kernel, []string{"3 backport of <A>"}},
		{"upstream commit", "t\n\n[ Upstream commit <A> ]", Kernel, []string{"3 backport of <A>"}},
		{"bracketed", "t\n\n[ commit <A> upstream ]", Kernel, []string{"3 backport of <A>"}},
		{"doubled word", "t\n\ncommit commit <A> upstream", Kernel, []string{"3 backport of <A>"}},
		{"bare", "t\n\ncommit <A>\n\nBody.", Kernel, []string{"3 backport of <A>"}},
		{"bare but late", "t\n\none\ntwo\nthree\ncommit <A>\n", Kernel, nil},
		{"bare but short", "t\n\ncommit <a>\n\nBody.", Kernel, nil},
		{"cherry picked", "t\n\nBody.\n\n(cherry picked from commit <A>)", Kernel, []string{"5 backport of <A>"}},
		{"cherry-picked, brackets", "t\n\nBody.\n\n[cherry-picked from commit <A>]", Kernel, []string{"5 backport of <A>"}},
		{"backported", "t\n\nBody.\n\n(backported from commit <A>)", Kernel, []string{"5 backport of <A>"}},
		{"tags of keepers", "t\n\nUpstream-commit: <A>\nGit-commit: <B>", Kernel, []string{"3 backport of <A>", "4 backport of <B>"}},
		{"squashed", "t\n\ncommit <A> upstream.\ncommit <B> upstream.\n", Kernel, []string{"3 backport of <A>", "4 backport of <B>"}},
		{"picked twice", "t\n\ncommit <A> upstream.\n\n(cherry picked from commit <B>)", Kernel, []string{"3 backport of <A>", "5 backport of <B>"}},
		{"prose", "t\n\nCommit <a> was applied and\ncommit <b> upstream was not, as the upstream commit <c> says.", Kernel, nil},
		{"abbreviated", "t\n\n[ upstream commit <a> ]", DPDK, []string{"3 backport of <a>"}},
		{"bare where it means nothing", "t\n\ncommit <A>\n", DPDK, nil},

		// What was taken back.
		{"revert", "Revert \"x\"\n\nThis reverts commit <A>.", Kernel, []string{`3 reverts <A> "x"`}},
		{"revert, short, comma", "t\n\nThis reverts commit <a>, it was wrong.", Kernel, []string{"3 reverts <a>"}},
		{"revert, wrapped", "t\n\nThis reverts\ncommit <A>.", Kernel, []string{"3 reverts <A>"}},
		{"revert, wrapped behind commit", "t\n\nThis reverts commit\n<A>.", Kernel, []string{"3 reverts <A>"}},
		{"revert of a backport", "t\n\nThis reverts commit <A> which is\ncommit <B> upstream.", Kernel, []string{"3 reverts <A>", "3 reverts <B>"}},
		{"revert of a backport, one line", "t\n\nThis reverts commit <A> which is commit <B> upstream.", Kernel, []string{"3 reverts <A>", "3 reverts <B>"}},
		{"revert of a backport, other order", "t\n\nThis reverts commit <A>, which is upstream commit <B>.", Kernel, []string{"3 reverts <A>", "3 reverts <B>"}},
		{"revert of a backport, parentheses", "t\n\nThis reverts commit <A> (commit <B> upstream).", Kernel, []string{"3 reverts <A>", "3 reverts <B>"}},
		{"revert of several", "t\n\nThis reverts commits <a>, <b>\nand <c>.", Kernel, []string{"3 reverts <a>", "3 reverts <b>", "3 reverts <c>"}},
		{"revert with a title", "t\n\nThis reverts commit <a> (\"x: y\").", Kernel, []string{`3 reverts <a> "x: y"`}},
		{"revert, and why", "t\n\nThis reverts commit <a>. It came with commit <b> (\"z\").", Kernel, []string{"3 reverts <a>", `3 mentions <b> "z"`}},
		{"revert of a part", "t\n\nThis partially reverts commit <a>.", Kernel, []string{"3 mentions <a>"}},
		{"revert of a part, in parentheses", "t\n\nThis patch (partially) reverts the commit <a>.", Kernel, []string{"3 mentions <a>"}},
		{"revert of most", "t\n\nThis mostly reverts commit <a>.", Kernel, []string{"3 mentions <a>"}},
		{"revert in the middle of a line", "t\n\nIt broke; so this reverts commit <a>.", Kernel, []string{"3 reverts <a>"}},
		{"revert that is none", "t\n\nWe cannot say this reverts commit <a>, nor that this commit reverts commit <b>.", Kernel, []string{"3 mentions <a>"}},
		{"revert in a condition", "t\n\nUnless this commit reverts commit <A>.", Kernel, []string{"3 mentions <A>"}},
		{"revert as a tag", "t\n\nReverts: <a> (\"x: y\")", DPDK, []string{`3 reverts <a> "x: y"`}},
		{"revert without this", "t\n\nReverts commit <a> (\"x: y\")", DPDK, []string{`3 reverts <a> "x: y"`}},
		{"revert in prose", "t\n\nThe next patch reverts commit <a>.", Kernel, nil},
		{"revert by title alone", "Revert \"demo: add the ring\"\n\nIt broke.", Kernel, []string{`1 reverts - "demo: add the ring"`}},
		{"revert of a revert by title", "Revert \"Revert \"demo: x\"\"", Kernel, []string{`1 reverts - "Revert "demo: x""`}},
		{"reapply by title", "Reapply \"demo: x\"", Kernel, []string{`1 reverts - "Revert "demo: x""`}},
		{"reapply", "Reapply \"demo: x\"\n\nThis reverts commit <A>.", Kernel, []string{`3 reverts <A> "Revert "demo: x""`}},
		{"a backport of a revert", "Revert \"x\"\n\ncommit <B> upstream.\n\nThis reverts commit <A>.", Kernel, []string{"3 backport of <B>", `5 reverts <A> "x"`}},

		// What comes first, and what is spoken of.
		{"prerequisite", "t\n\nCc: <stable@vger.kernel.org> # 5.10: <a>: demo: prepare", Kernel, []string{"3 prerequisite <a>"}},
		{"mention", "t\n\nSince commit <a> (\"demo: x\") and Commit <b> (\"demo: y\") it is so.", Kernel, []string{`3 mentions <a> "demo: x"`, `3 mentions <b> "demo: y"`}},
		{"mention, wrapped", "t\n\nSince commit <a> (\"demo:\nadd the ring\") it is so.", Kernel, []string{`3 mentions <a> "demo: add the ring"`}},
		{"mention, wrapped before the title", "t\n\nSince commit <a>\n(\"demo: x\") it is so.", Kernel, []string{`3 mentions <a> "demo: x"`}},
		{"no id", "t\n\nThis commit (\"demo\") and commit deadbeefs (\"x\") and commit 12345 (\"y\")", Kernel, nil},
	} {
		var got []string
		read := test.conv.read(fill.Replace(test.message))
		for _, s := range read.said {
			line := fmt.Sprintf("%d %s %s", s.line, s.kind, s.id)
			if s.id == "" {
				line += "-"
			}
			if s.title != "" {
				line += ` "` + s.title + `"`
			}
			got = append(got, line)
		}
		var want []string
		for _, w := range test.want {
			want = append(want, fill.Replace(w))
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: -want +got\n%s", test.name, d)
		}
	}
}

func TestRevertsIn(t *testing.T) {
	for text, want := range map[string][]Revert{
		"It broke.\n\nThis reverts commits <a>\nand <b>.":             {{idA[:12], 7, ""}, {idB[:12], 7, ""}},
		"This reverts commit <a> which is\ncommit <B> upstream.":      {{idA[:12], 5, idB}},
		"(this commit reverts <a>, which is upstream commit <b>)":     {{idA[:12], 5, idB[:12]}},
		"This reverts commit <a> (\"x\") (commit <b> upstream).":      {{idA[:12], 5, idB[:12]}},
		"Reverts commit <a>.\nReverts: <b>":                           {{idA[:12], 5, ""}, {idB[:12], 6, ""}},
		"This reverts commits <a>, <b> and <c>, as they are harmful.": {{idA[:12], 5, ""}, {idB[:12], 5, ""}, {idC[:12], 5, ""}},
		"This partially reverts commit <a>.":                          nil,
		"commit <A> upstream.\n\nFixes: <b>":                          nil,
	} {
		if d := cmp.Diff(want, RevertsIn(fill.Replace(text), 5)); d != "" {
			t.Errorf("%s: -want +got\n%s", text, d)
		}
	}
}

// Messages that nobody writes end, and soon.
func TestReadEndlessMessage(t *testing.T) {
	const n = 200_000
	for name, message := range map[string]string{
		"ids in a tag":     "t\n\nFixes: " + strings.Repeat(idA[:12]+", ", n),
		"an open title":    "t\n\nFixes: " + idA + " (\"" + strings.Repeat(", "+idA[:12], n),
		"tags":             "t\n\n" + strings.Repeat("Fixes: "+idA[:12]+"\n", n),
		"mentions":         "t\n\n" + strings.Repeat("commit "+idA[:12]+" (\"x", n),
		"lines of mention": "t\n\n" + strings.Repeat("commit "+idA[:12]+"\n(\"x\")\n", n),
		"reverts":          "t\n\n" + strings.Repeat("This reverts commits\n", n),
		"a revert":         "t\n\nThis reverts " + strings.Repeat("commits and ", n),
		"origins":          "t\n\n" + strings.Repeat("[ Upstream commit "+idA+" ]\n", n),
		"a title":          strings.Repeat("word ", n),
	} {
		if got := len(Kernel.read(message).said); got > 2*mostSaid+longestLine/7 {
			t.Errorf("%s: %d mentions", name, got)
		}
	}
}

func TestReadTitle(t *testing.T) {
	for message, want := range map[string]string{
		"demo: x\n":                   "demo: x",
		"demo: x\n\nBody":             "demo: x",
		"\n\ndemo: x\n\nBody":         "demo: x",
		"demo: a title\nof two lines": "demo: a title of two lines",
		"":                            "",
	} {
		if got := titleOf(message); got != want {
			t.Errorf("%q has the title %q, want %q", message, got, want)
		}
	}
}

func TestSameTitle(t *testing.T) {
	for _, test := range []struct {
		conv *Conventions
		a, b string
		same bool
	}{
		{Kernel, "demo: add  the Ring", " Demo: add the ring", true},
		{Kernel, "UPSTREAM: demo: x", "demo: x", true},
		{Kernel, "BACKPORT: FROMGIT: demo: x", "demo: x", true},
		{Kernel, "[PATCH] demo: x", "demo: x", false},
		{DPDK, "[21.11] demo: x", "demo: x", true},
		{Kernel, "demo: ab", "demo: a b", false},
		{CherryPick, "UPSTREAM: demo: x", "demo: x", false},
	} {
		if got := test.conv.titleHash(test.a) == test.conv.titleHash(test.b); got != test.same {
			t.Errorf("%s: %q and %q: %v", test.conv.Name, test.a, test.b, got)
		}
	}
}

func TestStableTags(t *testing.T) {
	type tag struct {
		Line    int
		Floor   string
		NoAuto  bool
		Comment string
	}
	for _, test := range []struct {
		conv  *Conventions
		value string
		want  []tag
	}{
		{Kernel, "stable@vger.kernel.org", []tag{{Line: 3}}},
		{Kernel, "<stable@kernel.org> # v5.9+", []tag{{3, "v5.9", false, "v5.9+"}}},
		{Kernel, "<stable@vger.kernel.org> # 5.10.x: " + idA[:12] + ": demo: prepare", []tag{{3, "v5.10", false, "5.10.x: " + idA[:12] + ": demo: prepare"}}},
		{Kernel, "<stable+noautosel@kernel.org> # needs the new ring", []tag{{3, "", true, "needs the new ring"}}},
		{Kernel, "stable@dpdk.org", nil},
		{Kernel, "Ada Stable <ada@example.org>", nil},
		{DPDK, "stable@dpdk.org", []tag{{Line: 3}}},
		{DPDK, "stable@dpdk.org # 21.11", []tag{{3, "", false, "21.11"}}},
		{CherryPick, "qemu-stable@example.org", []tag{{Line: 3}}},
	} {
		x := New(test.conv)
		x.Extend([]Commit{{ID: ID{1}, Message: "t\n\nCc: other@example.org\n"}, {ID: ID{2}, Message: "t\n\nCc: " + test.value + "\n"}})
		var got []tag
		for _, s := range x.Stable(1) {
			got = append(got, tag{s.Line, s.Floor, s.NoAuto, s.Comment})
		}
		if d := cmp.Diff(test.want, got); d != "" || len(x.Stable(0)) > 0 {
			t.Errorf("%s: %s: %s", test.conv.Name, test.value, d)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"t\n\nFixes: <a> (\"x\ny\"), <b>", "Revert \"x\"\n\nThis reverts commits <A>,\n<B> which is\ncommit <C> upstream.", "t\n\ncommit <a>\n(\"x\") commit <b> (\"y", "t\nCc: stable@vger.kernel.org # 5.10: <a>, <b>"} {
		f.Add(fill.Replace(s))
	}
	f.Fuzz(func(t *testing.T, message string) {
		lines := int32(strings.Count(message, "\n")) + 1
		for _, conv := range Known {
			last := int32(0)
			for _, s := range conv.read(message).said {
				if s.line < max(last, 1) || s.line > lines {
					t.Errorf("%s at line %d after %d, of %d", s.kind, s.line, last, lines)
				}
				if last = s.line; s.id != strings.ToLower(s.id) || len(s.title) > len(message)+8 {
					t.Errorf("%+v", s)
				}
			}
		}
	})
}
