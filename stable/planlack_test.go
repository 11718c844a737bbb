package stable_test

import (
	"fmt"
	"strings"
	"testing"

	"patchpilot/history"
)

// A fix applies, and calls what the branch does not have: one function of the same file, one of a header, and one that
// the branch has elsewhere.
func TestPlanTellsWhatIsLacking(t *testing.T) {
	r := newRepo(t)
	begin := "#include <pool.h>\n#include <old.h>\n\n" + lines(40)
	header := "#ifndef POOL_H\n#define POOL_H\n" + lines(10)
	root := r.commit("Begin", files{"pool.c": begin, "include/pool.h": header, "include/old.h": "int pool_size(void);\n"})
	helped := strings.Replace(begin, "line 2\n", "line 2\nstatic void pool_kick(struct pool *p)\n{\n}\n", 1)
	up := r.commit("Add pool_kick", files{"pool.c": helped}, root)
	marked := strings.Replace(header, "line 9\n", "line 9\n/* not pool_other */\nvoid pool_mark(struct pool *p);\n", 1)
	up = r.commit("Add pool_mark", files{"include/pool.h": marked}, up)
	up = r.commit("Move pool_size", files{"include/pool.h": marked + "int pool_size(void);\n", "include/old.h": "/* nothing */\n"}, up)
	fixed := strings.Replace(helped, "line 30\n", "line 30\n\tpool_kick(p); /* pool_note */\n\tpool_mark(p);\n\tpool_other(pool_size(), \"pool_text\");\n", 1)
	up = r.commit("Fix", files{"pool.c": fixed}, up)
	k, x := r.keeper(up, root, root), r.index()
	plan, err := k.Plan([]history.N{x.Find(up)}, 0)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range plan.Steps[0].Lacks {
		title, _ := r.Title(x.ID(l.Commit))
		got = append(got, fmt.Sprintf("%s %s:%d %s", l.Name, l.Path, l.Line, title))
	}
	want := "pool_kick pool.c:6 Add pool_kick\npool_mark include/pool.h:13 Add pool_mark"
	if s := strings.Join(got, "\n"); s != want || len(plan.Steps) != 1 {
		t.Errorf("got:\n%s\nwant:\n%s", s, want)
	}
}
