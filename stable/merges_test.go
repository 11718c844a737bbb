package stable_test

import (
	"strings"
	"testing"

	"patchpilot/stable"
)

func TestCellsOfMerges(t *testing.T) {
	for _, c := range []struct{ name, script, want string }{
		{"the fault is a merge's own, and the branch has nothing of it", widget + `
			fork 5.1
			fork side
			side one: net: move a widget
			main+side fault2: Merge the side
			main fix: net: mend the merge | Fixes: {fault2:12} ("Merge the side")`, `
			not-affected: it fixes fault2, which the branch does not have`},
		{"the fault is a merge's own, and the branch has what it merged", widget + `
			fork 5.1
			fork side
			side one: net: move a widget
			5.1 copy: net: move a widget | commit {one} upstream.
			main+side fault2: Merge the side
			main fix: net: mend the merge | Fixes: {fault2:12} ("Merge the side")`, `
			unknown: it fixes the merge fault2, which the branch lacks; of what that merged it has some`},
		{"the fault is a merge's own, and there", widget + `
			fork 5.1
			fork side
			side one: net: move a widget
			main+side fault2: Merge the side
			5.1+main all: Merge main
			main fix: net: mend the merge | Fixes: {fault2:12} ("Merge the side")`, `
			missing: it fixes fault2, which the branch has
				fix:3 names what it fixes`},
		{"a merge", widget + `
			fork 5.1
			fork side
			side one: net: move a widget
			main+side fix: Merge the side | Fixes: {fault:12} ("net: add a widget")`, `
			unknown: it is a merge, and cannot be taken: ask about the commits that it brought`},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := perform(c.script)
			got := p.tell(stable.New(p.in).Cell(p.n("fix"), 0))
			if want := strings.ReplaceAll(strings.TrimSpace(c.want), "\n\t\t\t", "\n"); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}
