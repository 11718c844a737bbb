package linediff

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestEdits(t *testing.T) {
	for _, tc := range []struct {
		name, a, b string
		want       []Edit
	}{
		{"nothing", "", "", nil},
		{"equal", "a b c", "a b c", nil},
		{"all new", "", "a b", []Edit{{0, 0, 0, 2}}},
		{"all gone", "a b", "", []Edit{{0, 2, 0, 0}}},
		{"nothing in common", "a b", "c", []Edit{{0, 2, 0, 1}}},
		{"changed in the midst", "a b c", "a x c", []Edit{{1, 2, 1, 2}}},
		{"put in front", "b c", "a b c", []Edit{{0, 0, 0, 1}}},
		{"taken off the end", "a b c", "a b", []Edit{{2, 3, 2, 2}}},
		{"two places", "a b c d e", "a x c d", []Edit{{1, 2, 1, 2}, {4, 5, 4, 4}}},
		{"Myers' own", "a b c a b b a", "c b a b a c", []Edit{{0, 2, 0, 0}, {3, 3, 1, 2}, {5, 6, 4, 4}, {7, 7, 5, 6}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a, b := strings.Fields(tc.a), strings.Fields(tc.b)
			got := Edits(a, b)
			if apply(a, b, got) != strings.Join(b, " ") {
				t.Errorf("%v do not make %q of %q", got, tc.b, tc.a)
			}
			if tc.name == "Myers' own" { // several scripts are shortest
				if cost(got) != cost(tc.want) {
					t.Errorf("%v cost %d, want %d", got, cost(got), cost(tc.want))
				}
				return
			}
			if d := cmp.Diff(tc.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func apply(a, b []string, edits []Edit) string {
	var out []string
	at := 0
	for _, e := range edits {
		out = append(append(out, a[at:e.A0]...), b[e.B0:e.B1]...)
		at = e.A1
	}
	return strings.Join(append(out, a[at:]...), " ")
}

func cost(edits []Edit) int {
	n := 0
	for _, e := range edits {
		n += e.A1 - e.A0 + e.B1 - e.B0
	}
	return n
}

// The edits make b of a, and no shorter script does, where no line is common.
func TestEditsAreShortest(t *testing.T) {
	words := strings.Fields("a b c d e f g h i j")
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) (lines []string) {
			times := map[string]int{}
			for _, word := range rapid.SliceOfN(rapid.SampledFrom(words), 17, 60).Draw(t, name) {
				if times[word]++; times[word] < 4 {
					lines = append(lines, word)
				}
			}
			return lines
		}
		a, b := draw("a"), draw("b")
		edits := Edits(a, b)
		if got := apply(a, b, edits); got != strings.Join(b, " ") {
			t.Fatalf("%v make %q", edits, got)
		}
		if got, want := cost(edits), len(a)+len(b)-2*common(a, b); got != want {
			t.Fatalf("%v cost %d, the shortest %d", edits, got, want)
		}
	})
}

// common is the length of a longest common subsequence.
func common(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			above := row[j+1]
			row[j+1] = max(above, row[j])
			if x == y {
				row[j+1] = max(row[j+1], diagonal+1)
			}
			diagonal = above
		}
	}
	return row[len(b)]
}

// Two long texts with hardly a line in common, and with every line in common in another order.
func TestHostile(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	var a, b []string
	for i := range 60000 {
		a = append(a, fmt.Sprint(i))
		b = append(b, fmt.Sprint(i))
	}
	random.Shuffle(len(b), func(i, j int) { b[i], b[j] = b[j], b[i] })
	started := time.Now()
	edits := Edits(a, b)
	if took := time.Since(started); took > 30*time.Second {
		t.Errorf("took %v", took)
	}
	if apply(a, b, edits) != strings.Join(b, " ") {
		t.Error("the edits do not make b of a")
	}
}

func TestHunks(t *testing.T) {
	a := strings.Split("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18", " ")
	b := strings.Split("1 2 3 X 5 6 7 8 9 10 12 13 14 15 16 17 18 19", " ")
	var out strings.Builder
	for _, h := range Hunks(Edits(a, b), len(a), 3) {
		fmt.Fprintf(&out, "@@ -%d,%d +%d,%d\n", h.A0, h.A1, h.B0, h.B1)
		h.Walk(a, b, func(mark byte, line string) { fmt.Fprintf(&out, "%c%s ", mark, line) })
		out.WriteString("\n")
	}
	want := "@@ -0,14 +0,13\n 1  2  3 -4 +X  5  6  7  8  9  10 -11  12  13  14 \n@@ -15,18 +14,18\n 16  17  18 +19 \n"
	if d := cmp.Diff(want, out.String()); d != "" {
		t.Error(d)
	}
}

func FuzzEdits(f *testing.F) {
	f.Add("a b c", "a x c")
	f.Add("", "a")
	f.Fuzz(func(t *testing.T, x, y string) {
		a, b := strings.Split(x, " "), strings.Split(y, " ")
		if got := apply(a, b, Edits(a, b)); got != y {
			t.Errorf("%q", got)
		}
	})
}

func BenchmarkEdits(b *testing.B) {
	random := rand.New(rand.NewSource(1))
	var x, y []string
	for i := range 1000 {
		x = append(x, fmt.Sprint(i%300))
		if random.Intn(20) > 0 {
			y = append(y, x[i])
		}
		if random.Intn(20) == 0 {
			y = append(y, "new")
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		Edits(x, y)
	}
}
