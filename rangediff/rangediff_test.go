package rangediff

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func posting(version int, patches ...string) []byte {
	var b strings.Builder
	for i, p := range patches {
		title, rest, _ := strings.Cut(p, "\n")
		fmt.Fprintf(&b, "From mboxrd@z Thu Jan  1 00:00:00 1970\nMessage-ID: <v%d-%d@ann>\nFrom: Ann Author <ann@example.org>\n"+
			"Subject: [PATCH v%d %d/%d] %s\nDate: Fri, 0%d Mar 2024 08:%02d:%02d +0000\n\n%s\n", version, i+1, version, i+1, len(patches), title, version, i/60, i%60, rest)
	}
	return []byte(b.String())
}

// body is a log, and a diff that puts words into a file.
func body(log, file, words string) string {
	lines := strings.Fields(words)
	return fmt.Sprintf("%s\n\nSigned-off-by: Ann Author <ann@example.org>\n---\ndiff --git a/%s b/%s\nindex 1..2 100644\n--- a/%s\n+++ b/%s\n@@ -1,1 +1,%d @@ int f(void)\n a\n+%s\n",
		log, file, file, file, file, len(lines)+1, strings.Join(lines, "\n+"))
}

func TestCompare(t *testing.T) {
	const many = "one two three four five six seven eight nine ten eleven twelve"
	old := revisions(t, "old", posting(1,
		"foo: first\n"+body("Why.", "a.c", many),
		"foo: second\n"+body("Why.", "b.c", many),
		"foo: third\n"+body("Why.", "c.c", many)))[0]
	for _, tc := range []struct {
		name string
		new  []string
		want []string
	}{
		{"nothing changed", []string{"foo: first\n" + body("Why.", "a.c", many), "foo: second\n" + body("Why.", "b.c", many), "foo: third\n" + body("Why.", "c.c", many)},
			[]string{"1 = 1", "2 = 2", "3 = 3"}},
		{"another order", []string{"foo: third\n" + body("Why.", "c.c", many), "foo: first\n" + body("Why.", "a.c", many), "foo: second\n" + body("Why.", "b.c", many)},
			[]string{"3 = 1", "1 = 2", "2 = 3"}},
		{"dropped and added", []string{"foo: first\n" + body("Why.", "a.c", many), "foo: new\n" + body("Else.", "n.c", "x y z"), "foo: third\n" + body("Why.", "c.c", many)},
			[]string{"1 = 1", "2 < -", "- > 2", "3 = 3"}},
		{"log and title", []string{"foo: the first\n" + body("Why.", "a.c", many), "foo: second\n" + body("Therefore.", "b.c", many), "foo: third\n" + body("Why.", "c.c", many)},
			[]string{"1 ! 1", "2 ! 2", "3 = 3"}},
		{"diff", []string{"foo: first\n" + body("Why.", "a.c", strings.Replace(many, "six", "SIX", 1)), "foo: second\n" + body("Why.", "b.c", many), "foo: third\n" + body("Why.", "c.c", many)},
			[]string{"1 ! 1", "2 = 2", "3 = 3"}},
		{"rewritten", []string{"foo: first\n" + body("Why.", "a.c", strings.ToUpper(many)), "foo: second\n" + body("Why.", "b.c", many), "foo: third\n" + body("Why.", "c.c", many)},
			[]string{"1 < -", "- > 1", "2 = 2", "3 = 3"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			pairs := Compare(old, revisions(t, "new", posting(2, tc.new...))[0])
			if d := cmp.Diff(tc.want, summary(pairs)); d != "" {
				t.Error(d)
			}
		})
	}
}

// A changed pair tells where and what.
func TestHunks(t *testing.T) {
	const many = "one two three four five six seven eight nine ten eleven twelve"
	a := revisions(t, "old", posting(1, "foo: first\n"+body("Why.", "a.c", many)))[0]
	b := revisions(t, "new", posting(2, "foo: first\n"+body("Therefore.", "a.c", strings.Replace(many, "eleven", "ELEVEN", 1))))[0]
	pairs := Compare(a, b)
	if len(pairs) != 1 || pairs[0].Kind != Changed || !pairs[0].Log || !pairs[0].Change || pairs[0].AuthorToo {
		t.Fatalf("%+v", pairs)
	}
	var out strings.Builder
	for _, h := range pairs[0].Hunks {
		fmt.Fprintf(&out, "@@ %s\n", h.Section)
		for _, l := range h.Lines {
			fmt.Fprintf(&out, "%c%s\n", l.Mark, l.Text)
		}
	}
	want := `@@ Commit message
  ## Commit message ##
     foo: first
 
-    Why.
+    Therefore.
 
     Signed-off-by: Ann Author <ann@example.org>
 
@@ a.c: int f(void)
 +eight
 +nine
 +ten
-+eleven
++ELEVEN
 +twelve
`
	if d := cmp.Diff(strings.Replace(want, "@@ Commit message", "@@ Metadata", 1), out.String()); d != "" {
		t.Error(d)
	}
}

// The assignment is the cheapest there is.
func TestCheapest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "n")
		costs := make([][]int, n)
		for i := range costs {
			costs[i] = rapid.SliceOfN(rapid.IntRange(0, 20), n, n).Draw(t, "row")
		}
		columns := cheapest(costs)
		used := slices.Clone(columns)
		slices.Sort(used)
		total := 0
		for i, j := range columns {
			total += costs[i][j]
			if used[i] != i {
				t.Fatalf("%v is no assignment", columns)
			}
		}
		if best := search(costs, 0, make([]bool, n)); total != best {
			t.Fatalf("%v costs %d, the cheapest %d", columns, total, best)
		}
	})
}

func search(costs [][]int, row int, used []bool) int {
	if row == len(costs) {
		return 0
	}
	best := 1 << 30
	for j := range used {
		if !used[j] {
			used[j] = true
			best = min(best, costs[row][j]+search(costs, row+1, used))
			used[j] = false
		}
	}
	return best
}

func BenchmarkCompare(b *testing.B) {
	revs := fixture(b, "rerolled-driver-series")
	b.ReportAllocs()
	for b.Loop() {
		Compare(revs[2], revs[3])
	}
}
