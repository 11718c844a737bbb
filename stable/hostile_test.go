package stable_test

import (
	"crypto/sha1"
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"patchpilot/history"
	"patchpilot/stable"
)

// TestTangledHistories draws commits that name any others, later ones and themselves too, in every way there is: whatever
// comes of it, it ends, and it is the same the next time.
func TestTangledHistories(t *testing.T) {
	forms := []string{
		"This reverts commit %s.\n", "commit %s upstream.\n", "Fixes: %.12[1]s (\"t1\")\n", "(cherry picked from commit %s)\n", "Fixes: %.7s\n",
		"commit %s (\"t2\") is to blame\n", "Fixes: 123456789abc (\"t3\")\n%.0s", "This reverts commit %s which is\ncommit %[1]s upstream.\n",
	}
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.IntRange(2, 40).Draw(t, "commits")
		id := func(n int) history.ID { return sha1.Sum([]byte{byte(n)}) }
		pick := func(what string, n int) int { return rapid.IntRange(0, n-1).Draw(t, what) }
		var commits []history.Commit
		for n := range total {
			c := history.Commit{ID: id(n)}
			for range pick("parents", 3) {
				c.Parents = append(c.Parents, id(pick("parent", n+1)-1)) // of the first, one that is not here
			}
			title := fmt.Sprintf("t%d", pick("title", 4))
			for range pick("reverts", 3) {
				title = `Revert "` + title + `"`
			}
			c.Message = title + "\n\n"
			for range pick("lines", 4) {
				c.Message += fmt.Sprintf(forms[pick("form", len(forms))], id(pick("named", total)).String())
			}
			c.Author = history.Person{Name: fmt.Sprint(pick("author", 2)), When: time.Unix(int64(pick("when", 5)), 0)}
			commits = append(commits, c)
		}
		x := history.New(history.Kernel)
		x.Extend(commits)
		anyOf := func(what string) history.N { return history.N(pick(what, x.Len()+1) - 1) }
		in := stable.Input{Index: x, Upstream: anyOf("upstream"), Mainline: []stable.Release{{Name: "v1", Commit: anyOf("release")}}}
		for b := range 1 + pick("branches", 3) {
			in.Branches = append(in.Branches, stable.Branch{Name: fmt.Sprint(b), Version: "5.1", Tip: anyOf("tip"), Base: anyOf("base"), Releases: []stable.Release{{Name: "r", Commit: anyOf("tag")}}})
		}
		var all []history.N
		for n := range x.Len() {
			all = append(all, history.N(n))
		}
		k := stable.New(in)
		cells := k.Table(all)
		if again := stable.New(in).Table(all); !reflect.DeepEqual(cells, again) {
			t.Fatal("two looks differ")
		}
		for i, c := range cells {
			if c.Fix != all[i/len(in.Branches)] || c.Status == "" || c.Reason == "" {
				t.Fatalf("%+v", c)
			}
			if len(k.Why(c.Fix, c.Branch)) == 0 {
				t.Fatalf("no chain of %d", c.Fix)
			}
		}
		k.Needed(all, 0)
	})
}
