package lint

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestMend(t *testing.T) {
	const text = "one\ntwo\nthree\nfour\n"
	edit := func(first, last int, lines ...string) Finding {
		return Finding{Edit: &Edit{First: first, Last: last, Lines: lines}}
	}
	for _, c := range []struct {
		about string
		found []Finding
		want  string
		done  int
	}{
		{"nothing to do", []Finding{{Fix: "think"}}, text, 0},
		{"a line replaced", []Finding{edit(2, 2, "TWO")}, "one\nTWO\nthree\nfour\n", 1},
		{"two joined", []Finding{edit(2, 3, "two three")}, "one\ntwo three\nfour\n", 1},
		{"one taken out", []Finding{edit(4, 4)}, "one\ntwo\nthree\n", 1},
		{"one put in", []Finding{edit(1, 0, "zero")}, "zero\n" + text, 1},
		{"in any order", []Finding{edit(4, 4, "FOUR"), edit(1, 1, "ONE")}, "ONE\ntwo\nthree\nFOUR\n", 2},
		{"the second of two on one line waits", []Finding{edit(2, 3, "x"), edit(3, 3, "y")}, "one\nx\nfour\n", 1},
		{"outside the text", []Finding{edit(4, 5, "x"), edit(0, 0, "y"), edit(3, 1, "z")}, text, 0},
	} {
		t.Run(c.about, func(t *testing.T) {
			got, done := Mend(text, c.found)
			if got != c.want || len(done) != c.done {
				t.Errorf("%d done, got\n%s", len(done), got)
			}
		})
	}
}

// Edits that replace lines by themselves change nothing, wherever they stand.
func TestMendKeepsTheRest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([a-c]{0,2}\n){1,8}[a-c]{0,1}`).Draw(t, "text")
		lines := strings.Split(text, "\n")
		var found []Finding
		for range rapid.IntRange(0, 5).Draw(t, "edits") {
			n := rapid.IntRange(1, len(lines)).Draw(t, "line")
			if n == len(lines) {
				continue // without its end: an edit gives it one
			}
			found = append(found, Finding{Edit: &Edit{First: n, Last: n, Lines: []string{lines[n-1]}}})
		}
		if got, _ := Mend(text, found); got != text {
			t.Fatalf("%q became %q", text, got)
		}
	})
}
