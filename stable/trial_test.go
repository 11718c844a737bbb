package stable_test

import (
	"fmt"
	"strings"
	"testing"

	"patchpilot/history"
	"patchpilot/stable"
)

// lines makes a file of numbered lines, some of them otherwise: "4=text", "4=" takes one out, "4+=text" puts one behind.
func lines(n int, changes ...string) string {
	all := make([]string, n+1)
	for i := range all[1:] {
		all[i+1] = fmt.Sprintf("line %d\n", i+1)
	}
	for _, c := range changes {
		var at int
		where, text, _ := strings.Cut(c, "=")
		fmt.Sscan(where, &at)
		switch {
		case strings.HasSuffix(where, "+"):
			all[at] += text + "\n"
		case text == "":
			all[at] = ""
		default:
			all[at] = text + "\n"
		}
	}
	return strings.Join(all, "")
}

// found says what a trial came to.
func (r *repo) found(x *history.Index, t *stable.Trial) string {
	var b strings.Builder
	b.WriteString(string(t.Applies))
	if t.ThreeWay {
		b.WriteString(", merges")
	}
	if t.Context > 0 {
		fmt.Fprintf(&b, ", %d of context", t.Context)
	}
	if t.More {
		b.WriteString(", more")
	}
	for _, p := range t.Prerequisites {
		title, _ := r.Title(x.ID(p.Commit))
		hard := "soft"
		if p.Hard {
			hard = "hard"
		}
		fmt.Fprintf(&b, "\n%s, %s: %s", title, hard, r.named(x, p.Why))
	}
	for _, n := range t.Ends {
		title, _ := r.Title(x.ID(n))
		b.WriteString("\nhistory ends at " + title)
	}
	for _, n := range t.Merged {
		title, _ := r.Title(x.ID(n))
		b.WriteString("\nmerged: " + title)
	}
	if t.Blocked != nil {
		who := "patch"
		if t.Blocked.Commit != history.None {
			who, _ = r.Title(x.ID(t.Blocked.Commit))
		}
		fmt.Fprintf(&b, "\nblocked: %s, %s %s", who, t.Blocked.Clashes[0].Path, t.Blocked.Clashes[0].Reason)
		for _, n := range t.Blocked.By {
			title, _ := r.Title(x.ID(n))
			b.WriteString(", by " + title)
		}
	}
	return b.String()
}

// named puts titles in the place of ids.
func (r *repo) named(x *history.Index, s string) string {
	for _, c := range r.commits {
		title, _, _ := strings.Cut(c.Message, "\n")
		s = strings.ReplaceAll(s, c.ID.String()[:12], title)
	}
	return s
}

// A commit at which history was cut off seems to have made all that is in its tree: it is no reason for anything. Nor is
// the first of a branch that is not known to share history with upstream.
func TestTryWhereHistoryEnds(t *testing.T) {
	r := newRepo(t)
	cut := func(title string, content files) history.ID {
		id := r.commit(title, content)
		r.commits[len(r.commits)-1].Cut = true
		return id
	}
	begin := r.commit("Begin", files{"f.c": lines(40)})
	own := r.commit("Own", files{"f.c": lines(40, "21=own")}, begin)
	shallow := cut("Branch's edge", files{"f.c": lines(40, "21=own")})
	edge := cut("Edge", files{"f.c": lines(40, "19=five")})
	seen := r.commit("Seen", files{"f.c": lines(40, "18=seen", "19=five")}, edge)
	fix := r.commit("Fix", files{"f.c": lines(40, "18=seen", "19=five", "20=fixed")}, seen)
	x := r.index()
	for _, c := range []struct {
		name string
		tip  history.ID
		want string
	}{
		{"the branch is whole, upstream is not", own, "conflict, 3 of context\nSeen, soft: made line 18 of f.c, beside what Fix changes\n" +
			"history ends at Edge\nblocked: Seen, f.c context, by Own"},
		{"both are cut off", shallow, "conflict, 3 of context\nSeen, soft: made line 18 of f.c, beside what Fix changes\n" +
			"history ends at Branch's edge\nhistory ends at Edge\nblocked: Seen, f.c context"},
	} {
		trial, err := r.keeper(fix, history.ID{}, c.tip).Try(x.Find(fix), 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.found(x, trial); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// step is a commit of upstream after the base.
type step struct {
	title  string
	change files
}

func TestTry(t *testing.T) {
	base := files{"f.c": lines(40), "g.c": lines(20), "old.c": lines(30)}
	for _, c := range []struct {
		name   string
		steps  []step // the last is the fix
		branch []files
		want   string
	}{
		{"clean", []step{{"Fix", files{"f.c": lines(40, "20=fixed")}}}, nil, "clean"},
		{"offset", []step{{"Noise", files{"f.c": lines(40, "2+=new")}}, {"Fix", files{"f.c": lines(40, "2+=new", "20=fixed")}}}, nil, "offset"},
		{"there already", []step{{"Fix", files{"f.c": lines(40, "20=fixed")}}}, []files{{"f.c": lines(40, "20=fixed")}}, "already"},
		{"a line that the fix changes", []step{
			{"Noise", files{"f.c": lines(40, "5=noise")}},
			{"Rework", files{"f.c": lines(40, "5=noise", "20=reworked")}},
			{"More noise", files{"f.c": lines(40, "5=noise", "20=reworked", "35=noise")}},
			{"Fix", files{"f.c": lines(40, "5=noise", "20=fixed", "35=noise")}},
		}, nil, "conflict\nRework, hard: made line 20 of f.c, which Fix changes"},
		{"a line beside it", []step{
			{"Rename", files{"f.c": lines(40, "18=renamed")}},
			{"Fix", files{"f.c": lines(40, "18=renamed", "20=fixed")}},
		}, nil, "conflict, merges, 1 of context\nRename, soft: made line 18 of f.c, beside what Fix changes"},
		{"a line taken out beside it", []step{
			{"Drop", files{"f.c": lines(40, "18=")}},
			{"Fix", files{"f.c": lines(40, "18=", "20=fixed")}},
		}, nil, "conflict, merges, 1 of context\nDrop, soft: took out lines before line 18 of f.c, beside what Fix changes"},
		{"a line changed twice", []step{
			{"First", files{"f.c": lines(40, "20=one")}},
			{"Second", files{"f.c": lines(40, "20=two")}},
			{"Fix", files{"f.c": lines(40, "20=fixed")}},
		}, nil, "conflict\nFirst, hard: made line 20 of f.c, which Second changes\nSecond, hard: made line 20 of f.c, which Fix changes"},
		{"the first is on the branch", []step{
			{"First", files{"f.c": lines(40, "20=one")}},
			{"Second", files{"f.c": lines(40, "20=two")}},
			{"Fix", files{"f.c": lines(40, "20=fixed")}},
		}, []files{{"f.c": lines(40, "20=one")}}, "conflict\nSecond, hard: made line 20 of f.c, which Fix changes"},
		{"hard and soft in two files", []step{
			{"Soft", files{"g.c": lines(20, "9=soft")}},
			{"Hard", files{"f.c": lines(40, "20=hard")}},
			{"Fix", files{"f.c": lines(40, "20=fixed"), "g.c": lines(20, "9=soft", "11=fixed")}},
		}, nil, "conflict\nSoft, soft: made line 9 of g.c, beside what Fix changes\nHard, hard: made line 20 of f.c, which Fix changes"},
		{"the branch has lines of its own", []step{{"Fix", files{"f.c": lines(40, "20=fixed")}}},
			[]files{{"f.c": lines(40, "35=own")}, {"f.c": lines(40, "18=own", "35=own")}},
			"conflict, merges, 1 of context\nmerged: Fix"},
		{"the branch took lines out", []step{{"Fix", files{"f.c": lines(40, "20=fixed")}}},
			[]files{{"f.c": lines(40, "18=")}, {"g.c": lines(20, "4=own")}},
			"conflict, merges, 1 of context\nmerged: Fix"},
		{"the branch dropped the file", []step{{"Fix", files{"f.c": lines(40, "20=fixed")}}},
			[]files{{"f.c": ""}}, "conflict\nblocked: Fix, f.c missing-file, by Change 0"},
		{"a file that came later", []step{
			{"Add new.c", files{"new.c": lines(30)}},
			{"Change new.c", files{"new.c": lines(30, "9=changed")}},
			{"Noise", files{"new.c": lines(30, "9=changed", "25=noise")}},
			{"Fix", files{"new.c": lines(30, "9=changed", "10=fixed", "25=noise")}},
		}, nil, "conflict\nAdd new.c, hard: adds new.c, which Fix changes\nChange new.c, soft: made line 9 of new.c, beside what Fix changes"},
		{"a file renamed", []step{
			{"Before", files{"old.c": lines(30, "9=before")}},
			{"Move", files{"old.c": "", "new.c": lines(30, "9=before")}},
			{"Fix", files{"new.c": lines(30, "9=before", "10=fixed")}},
		}, nil, "conflict\nBefore, soft: made line 9 of old.c, beside what Fix changes\nMove, hard: renames old.c to new.c, which Fix changes"},
		{"soft at first sight, hard once the file has its name", []step{
			{"Move", files{"old.c": "", "new.c": lines(30)}},
			{"Change both", files{"new.c": lines(30, "9=changed"), "g.c": lines(20, "9=changed")}},
			{"Fix", files{"new.c": lines(30, "9=fixed"), "g.c": lines(20, "9=changed", "10=fixed")}},
		}, nil, "conflict\nMove, hard: renames old.c to new.c, which Fix changes\nChange both, hard: made line 9 of new.c, which Fix changes; the like in 1 file more"},
		{"a file in the way", []step{
			{"Drop g.c", files{"g.c": ""}},
			{"Fix", files{"g.c": lines(3, "1=anew")}},
		}, nil, "conflict\nDrop g.c, hard: takes away g.c, which Fix changes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRepo(t)
			root := r.commit("Begin", base)
			up := root
			for _, s := range c.steps {
				up = r.commit(s.title, s.change, up)
			}
			tip := r.chain(root, c.branch...)
			k, x := r.keeper(up, root, tip), r.index()
			trial, err := k.Try(x.Find(up), 0)
			if err != nil {
				t.Fatal(err)
			}
			if got := r.found(x, trial); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}

const (
	pool = `#include <pool.h>

/**
 * pool_map - map a buffer
 * @b: the buffer
 * @size: of the mapping
 * @m: the mapping
 */
int pool_map(struct buffer *b, size_t size, struct mapping *m)
{
	int ret;

	if (size < b->size)
		return -EINVAL;

	buffer_get(b);
	m->private = b;

	if (b->ops && b->ops->map) {
		ret = b->ops->map(b, m);
		if (ret) {
			buffer_put(b);
			return ret;
		}
	} else {
		m->flags |= MAP_IO;
	}
	return 0;
}
`
	shared = `#include <pool.h>

static int shared_map(struct buffer *b, struct mapping *m)
{
	int ret;

	if (b->import) {
		m->private = NULL;
		return import_map(b, m);
	}
	ret = shared_get_pages(b);
	if (ret)
		return ret;
	return 0;
}
`
)

// A fix is written where the check of ops is gone already, posted from there, and applied to the branch of fixes, which
// still has the check: what it lacks there is not among its ancestors.
func TestTryPatchMadeElsewhere(t *testing.T) {
	r := newRepo(t)
	release := r.commit("Release", files{"pool.c": pool, "shared.c": shared})
	helper := strings.Replace(shared, "static int", "static void shared_mark(struct buffer *b)\n{\n\tb->marked = true;\n}\n\nstatic int", 1)
	next := r.commit("Mark buffers", files{"shared.c": helper}, release)
	unchecked := strings.Replace(pool, "b->ops && b->ops->map", "b->ops->map", 1)
	next = r.commit("Every buffer has ops", files{"pool.c": unchecked}, next)
	documented := strings.Replace(unchecked, " * pool_map - map a buffer\n", " * pool_map - map a buffer\n *\n * Maps it whole.\n *\n", 1)
	next = r.commit("Say what pool_map does", files{"pool.c": documented}, next)
	fixed := strings.Replace(documented, "\tbuffer_get(b);\n\tm->private = b;\n\n", "\tbuffer_get(b);\n\tm->private = b;\n\tm->reset = true;\n\n", 1)
	fixedHelper := strings.Replace(helper, "\t\tm->private = NULL;\n", "\t\tbuffer_put(b);\n\t\tm->private = NULL;\n", 1)
	mail := r.commit("Do not forget the buffer", files{"pool.c": fixed, "shared.c": fixedHelper}, next)

	k, x := r.keeper(next, release, release), r.index()
	patch, err := r.Patch(mail)
	if err != nil {
		t.Fatal(err)
	}
	trial, err := k.TryPatch(patch, x.Find(next), 0)
	if err != nil {
		t.Fatal(err)
	}
	want := "conflict, 1 of context\nEvery buffer has ops, soft: made line 22 of pool.c, beside what the patch changes"
	if got := r.found(x, trial); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if c := trial.Outcome.Clashes; len(c) != 1 || c[0].Path != "pool.c" {
		t.Errorf("%+v; shared.c applies with an offset", c)
	}
}

// Two commits that cancel out on a side branch hide from a walk back; that one was taken for the fix elsewhere is told
// by the copy there.
func TestTryWhatAnotherBranchTook(t *testing.T) {
	r := newRepo(t)
	f := func(changes ...string) files { return files{"f.c": lines(40, changes...)} }
	root := r.commit("Begin", f())
	side := r.commit("Add", f("18+=added"), root)
	side = r.commit("Drop", f(), side)
	id := r.commits[len(r.commits)-1].ID
	up := r.commit("Other", files{"g.c": lines(3)}, root)
	up = r.commit("Merge", files{}, up, side)
	up = r.commit("Fix", f("20=fixed"), up)
	fix := up
	tip := r.commit("Add for linux-5.9.y\n\ncommit "+r.commits[1].ID.String()+" upstream.\n", f("18+=added"), root)
	other := r.commit("Drop for linux-6.1.y\n\ncommit "+id.String()+" upstream.\n\nStable-dep-of: "+fix.String()+"\n", files{"h.c": lines(3)}, root)
	x := r.index()
	k := stable.New(stable.Input{Index: x, Upstream: x.Find(up), Source: r, Branches: []stable.Branch{
		{Name: "linux-5.9.y", Version: "5.9", Tip: x.Find(tip), Base: x.Find(root)},
		{Name: "linux-6.1.y", Version: "6.1", Tip: x.Find(other), Base: x.Find(root)},
	}})
	trial, err := k.Try(x.Find(fix), 0)
	if err != nil {
		t.Fatal(err)
	}
	merge, err := k.Try(x.Parents(x.Find(fix))[0], 0)
	if err != nil || r.found(x, merge) != "conflict\nblocked: Merge,  corrupt" {
		t.Errorf("a merge has no one patch: %s, %v", r.found(x, merge), err)
	}
	want := "conflict, merges, 1 of context\nDrop, soft: was taken for it on another branch"
	if got := r.found(x, trial); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// What another branch took is enough, though too many commits stand between for a walk back to come upon it.
func TestTryBeyondTheWalk(t *testing.T) {
	r := newRepo(t)
	root := r.commit("Begin", files{"f.c": lines(40)})
	add := r.commit("Add", files{"f.c": lines(40, "18=added")}, root)
	up := add
	for i := range 45 {
		up = r.commit(fmt.Sprintf("Noise %d", i), files{"f.c": lines(40, "18=added", fmt.Sprintf("35=noise %d", i))}, up)
	}
	fix := r.commit("Fix", files{"f.c": lines(40, "18=added", "20=fixed", "35=noise 44")}, up)
	other := r.commit("Add\n\ncommit "+add.String()+" upstream.\n\nStable-dep-of: "+fix.String()+"\n", files{"f.c": lines(40, "18=added")}, root)
	x := r.index()
	k := stable.New(stable.Input{Index: x, Upstream: x.Find(fix), Source: r, Branches: []stable.Branch{
		{Name: "linux-5.9.y", Version: "5.9", Tip: x.Find(root), Base: x.Find(root)},
		{Name: "linux-6.1.y", Version: "6.1", Tip: x.Find(other), Base: x.Find(root)},
	}})
	trial, err := k.Try(x.Find(fix), 0)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := r.found(x, trial), "conflict, merges, 1 of context\nAdd, soft: was taken for it on another branch"; got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
