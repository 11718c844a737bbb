package nearest

import (
	"strings"
	"testing"
)

func TestOf(t *testing.T) {
	words := []string{"ready", "needs-review", "applied"}
	for word, want := range map[string]string{
		"redy":                        "ready",
		"aplied":                      "applied",
		"need-review":                 "needs-review",
		"":                            "",
		"xyzzy":                       "",
		"ready":                       "ready",
		strings.Repeat("ready", 1000): "",
	} {
		if got := Of(word, words); got != want {
			t.Errorf("%.20q: %q instead of %q", word, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"main", "main", 0},
		{"main", "mian", 2},
		{"master", "mster", 1},
		{"", "abc", 3},
		{"kitten", "sitting", 3},
	} {
		if got := Distance(test.a, test.b); got != test.want || Distance(test.b, test.a) != got {
			t.Errorf("%q, %q: %d instead of %d", test.a, test.b, got, test.want)
		}
	}
}
