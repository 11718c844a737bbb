package maintainers

import (
	"slices"
	"strings"
	"testing"
)

// FuzzFinder: a finder finds each literal wherever it stands, as a search for it alone does.
func FuzzFinder(f *testing.F) {
	f.Add("he|she,his,hers", "uSHErs hissed")
	f.Add("aa|aaa,a|ab", "aaabaa")
	f.Add("é,|,x", "caf\xc3\xa9 \xff X")
	f.Fuzz(func(t *testing.T, words, text string) {
		var literals [][]string
		for group := range strings.SplitSeq(lower(words), ",") {
			literals = append(literals, slices.DeleteFunc(strings.Split(group, "|"), func(s string) bool { return s == "" }))
		}
		finder, rest := newFinder(literals)
		type hit struct{ end, owner int }
		got := map[hit]bool{}
		finder.each(text, func(end int, owners []int32) {
			for _, o := range owners {
				got[hit{end, int(o)}] = true
			}
		})
		lowered := lower(text)
		for owner, all := range literals {
			if sought := !slices.Contains(rest, int32(owner)); !sought && len(all) > 0 && len(words) < largest {
				t.Errorf("%q are not sought", all)
			}
			for end := 1; end <= len(text); end++ {
				want := slices.ContainsFunc(all, func(s string) bool { return strings.HasSuffix(lowered[:end], s) }) && !slices.Contains(rest, int32(owner))
				if got[hit{end, owner}] != want {
					t.Fatalf("%q end at %d of %q: %v", all, end, text, !want)
				}
			}
		}
	})
}
