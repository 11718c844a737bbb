package maintainers

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func (g glob) matches(path string) bool { return g.match(path, strings.Count(path, "/")) }

func TestGlob(t *testing.T) {
	for _, tc := range []struct {
		pattern, path string
		want          bool
		depth         int
	}{
		{"drivers/foo/", "drivers/foo/a.c", true, 2},
		{"drivers/foo/", "drivers/foo/sub/a.c", true, 2},
		{"drivers/foo/", "drivers/foo", false, 2},
		{"drivers/foo/*", "drivers/foo/a.c", true, 3},
		{"drivers/foo/*", "drivers/foo/sub/a.c", false, 3},
		{"drivers/foo/a.c", "drivers/foo/a.c", true, 3},
		{"drivers/foo/a.c", "drivers/foo/a.cpp", true, 3}, // need not reach the end
		{"drivers/foo/a.c", "drivers/foo/abc", false, 3},  // a dot is a dot
		{"drivers/foo", "drivers/foo/sub/a.c", true, 2},   // a folder without its slash
		{"drivers/foo", "drivers/foobar/a.c", false, 2},
		{"drivers/foo?.c", "drivers/foo1.c", true, 2},
		{"drivers/foo?.c", "drivers/fooö.c", true, 2},
		{"drivers/foo?.c", "drivers/foo.c", false, 2},
		{"drivers/*/foo*", "drivers/a/b/foo.c", false, 3},
		{"drivers/*/foo/", "drivers/a/b/foo/c.c", true, 3}, // a star takes slashes
		{"drivers/*-[a-cx]*.[ch]", "drivers/a-b.h", true, 2},
		{"drivers/*-[^a-c].c", "drivers/a-b.c", false, 2},
		{"drivers/*-[^a-c].c", "drivers/a-a-d.c", true, 2},
		{"drivers/[]x].c", "drivers/].c", true, 2},
		{"drivers/[x", "drivers/[x", true, 2}, // no set
		{"drivers/a|b", "drivers/a|b", true, 2},
		{"*/foo/", "a/b/foo/c", true, -1},
		{"*", "README", true, -1},
		{"*", "fs/README", false, -1},
		{"*/", "fs/README", true, -1},
		{"?", "README", true, 1},
		{"*x", "", false, -1},
	} {
		g := readGlob(tc.pattern)
		if got := g.matches(tc.path); got != tc.want || g.depth() != tc.depth {
			t.Errorf("%s on %s: %v, depth %d; want %v, %d", tc.pattern, tc.path, got, g.depth(), tc.want, tc.depth)
		}
	}
}

// A pattern is the regular expression that get_maintainer makes of it: "." is "\.", "?" is ".", "*" is ".*".
func TestGlobIsTheScriptsExpression(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pattern := rapid.StringMatching(`([ab./*?]|\[ab\]|\[\^a\]){1,12}`).Draw(t, "pattern")
		path := rapid.StringMatching(`[abc./]{0,16}`).Draw(t, "path")
		re := regexp.MustCompile("^" + strings.NewReplacer(".", `\.`, "?", ".", "*", ".*").Replace(pattern))
		want := re.MatchString(path) &&
			(strings.HasSuffix(pattern, "/") || strings.Count(path, "/") == strings.Count(pattern, "/"))
		if g := readGlob(pattern); g.wild == "" && strings.HasPrefix(path, pattern+"/") {
			want = true
		}
		if got := readGlob(pattern).matches(path); got != want {
			t.Errorf("%q on %q: %v, want %v", pattern, path, got, want)
		}
	})
}

func TestReadRegex(t *testing.T) {
	for _, tc := range []struct {
		perl, source string // source "" = cannot be read
		needs        []string
	}{
		{`foo`, `foo`, []string{"foo"}},
		{`foo | bar # or`, `foo|bar`, []string{"foo", "bar"}},
		{`foo\ bar\#`, `foo\ bar\#`, []string{"foo bar#"}},
		{`a[ #]b`, `a[ #]b`, []string{"a"}},
		{`[]# ]x`, `[]# ]x`, []string{"x"}},
		{`[^]# ]x`, `[^]# ]x`, []string{"x"}},
		{`\[ #x`, `\[`, []string{"["}},
		{`\b(?i:Rust)\b`, `\b(?i:Rust)\b`, []string{"rust"}},
		{`(?i)über`, `(?i)über`, nil},
		{`(devm_)?gpio_(un)?register`, `(devm_)?gpio_(un)?register`, []string{"register"}},
		{`(ab){2,}c`, `(ab){2,}c`, []string{"ab"}},
		{`x*`, `x*`, nil},
		{`foo|x*`, `foo|x*`, nil},
		{`(?=x)`, "", nil},
		{`(x)\1`, "", nil},
		{`(`, "", nil},
		{`?x`, "", nil},
		{`x{1,2000}`, "", nil},
		{`  # remark`, "", nil},
	} {
		re, err := readRegex(tc.perl)
		if err != nil {
			re = &regex{}
		}
		if re.source != tc.source || !slices.Equal(re.needs, tc.needs) {
			t.Errorf("%s: %q, needs %q, %v; want %q, %q", tc.perl, re.source, re.needs, err, tc.source, tc.needs)
		}
	}
}

// What an expression needs is in every text that it matches.
func TestNeedsAreNeeded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		perl := rapid.StringMatching(`((\(\?i:)?[abK](b|[cK])?[*?+]?(\|[aB]c)?){1,3}`).Draw(t, "expression")
		perl += strings.Repeat(")", strings.Count(perl, "("))
		re, err := readRegex(perl)
		if err != nil {
			t.Skip(err)
		}
		text := rapid.StringMatching(`[abcABCkK ]{0,12}`).Draw(t, "text")
		if regexp.MustCompile(re.source).MatchString(text) && !re.may(lower(text)) {
			t.Errorf("%q matches %q, which lacks %q", perl, text, re.needs)
		}
	})
}

func TestKeywords(t *testing.T) {
	f := Parse("FOO\nK:\tfoo_get\nK:\tbar$\nALT\nK:\tone|two\n")
	const head = "Subject: x\n\n--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@ void foo_get(void)\n"
	for _, tc := range []struct {
		name, patch string
		want        []string
	}{
		{"the log", "Subject: foo_get\n\nbar\n", []string{"foo_get", "bar$"}},
		{"a file's name", "diff --git a/foo_get b/foo_get\n--- a/foo_get\n+++ b/foo_get\n", nil},
		{"an added line", head + "+x = foo_get();\n", []string{"foo_get"}},
		{"a removed line", head + "-\tfoo_get();\n", []string{"foo_get"}},
		{"a context line", head + " \tfoo_get();\n", nil},
		{"a line's end", head + "+bar\n+bar;\n", []string{"bar$"}},
		{"a text's end", head + "+bar", []string{"bar$"}},
		{"not a line's end", head + "+bar;\n", nil},
		{"the first of alternatives in context", head + " one\n", nil},
		{"the second of alternatives in context", head + " two\n", []string{"one|two"}},
		{"nothing", "", nil},
	} {
		var got []string
		for _, m := range f.Keywords(tc.patch) {
			got = append(got, m.By.Value)
		}
		if d := cmp.Diff(tc.want, got); d != "" {
			t.Errorf("%s: %s", tc.name, d)
		}
	}
	if got := f.KeywordsInFile("int two;\nint foo_get;\n"); len(got) != 2 || got[0].Title != "FOO" || got[1].Title != "ALT" {
		t.Errorf("in a file: %v", got)
	}
}

func TestReadPeople(t *testing.T) {
	for value, want := range map[string]string{
		`Ada Quill <ada@example.org>`:                           `[Ada Quill <ada@example.org>]`,
		`"Quill, Ada" <ada@example.org>`:                        `["Quill, Ada" <ada@example.org>]`,
		`Quill, Ada <ada@example.org>`:                          `["Quill, Ada" <ada@example.org>]`,
		`Ada "A" Quill <ada@example.org>`:                       `["Ada \"A\" Quill" <ada@example.org>]`,
		`Søren Halvorsen <s@example.org> (suspend, resume)`:     `["Søren Halvorsen" <s@example.org>]`,
		`ada@example.org`:                                       `[ada@example.org]`,
		`<ada@example.org>`:                                     `[ada@example.org]`,
		`ada@example.org, Tan Hu <tan@example.cn>,`:             `[ada@example.org Tan Hu <tan@example.cn>]`,
		`Ada (of A, B) <ada@example.org>, <tan@example.cn> (x)`: `["Ada (of A, B)" <ada@example.org> tan@example.cn]`,
		`Ada Quill`:  `[]`,
		`Ada <ada>`:  `[]`,
		`Ada <a@b`:   `[a@b]`,
		`a@b, Ada, `: `[a@b]`,
	} {
		if got := fmt.Sprint(readPeople(value)); got != want {
			t.Errorf("%s: %s, want %s", value, got, want)
		}
	}
}

func TestTrees(t *testing.T) {
	s := Parse("FOO\n" +
		"T:\tgit git://git.example.org/foo.git for-next\n" +
		"T:\tgit git://git.example.org/foo.git (for fixes)\n" +
		"T:\tgit://git.example.org/bar.git next\n" +
		"T:\tgit\n").Sections[0]
	want := []Tree{
		{"git", "git://git.example.org/foo.git", "for-next", 2},
		{"git", "git://git.example.org/foo.git", "", 3},
		{"", "git://git.example.org/bar.git", "next", 4},
		{"", "git", "", 5},
	}
	if d := cmp.Diff(want, s.Trees()); d != "" {
		t.Error(d)
	}
}

func TestOrphan(t *testing.T) {
	for statuses, want := range map[string]bool{
		"S: Orphan": true, "S: orphan / Obsolete": true, "S: Obsolete": true, "S: Maintained": false, "M: a@b": false,
		"S: Maintained (the driver)\nS: Orphan (the firmware)": false,
	} {
		if got := Parse("FOO\n" + statuses + "\n").Sections[0].Orphan(); got != want {
			t.Errorf("%q: %v", statuses, got)
		}
	}
}
