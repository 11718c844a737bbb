package stable_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"patchpilot/apply"
	"patchpilot/history"
	"patchpilot/stable"
)

// A made history: no two lines that were ever written are equal, so that whether a change can be made hangs on nothing
// but whether the lines around it stand together.

type text map[string][]string // files by path

func (t text) files() files {
	all := files{}
	for path, lines := range t {
		all[path] = strings.Join(lines, "\n") + "\n"
	}
	return all
}

func (t text) clone() text {
	all := text{}
	for path, lines := range t {
		all[path] = slices.Clone(lines)
	}
	return all
}

// edit is a change of one file: the lines around it before and after; or a file added, or renamed.
type edit struct {
	path, was string
	pre, post []string
}

func (e edit) on(t text) bool {
	lines, there := t[e.path]
	switch {
	case e.was != "":
		if _, ok := t[e.was]; !ok || there {
			return false
		}
		t[e.path] = t[e.was]
		delete(t, e.was)
		return true
	case len(e.pre) == 0:
		t[e.path] = e.post
		return !there
	}
	for at := 0; at+len(e.pre) <= len(lines); at++ {
		if slices.Equal(lines[at:at+len(e.pre)], e.pre) {
			t[e.path] = slices.Concat(lines[:at], e.post, lines[at+len(e.pre):])
			return true
		}
	}
	return false
}

type change struct {
	id    history.ID
	edits []edit
	base  files // what it was made on
}

// back is what undoes an edit.
func (e edit) back(t text) bool {
	switch {
	case e.was != "":
		return edit{path: e.was, was: e.path}.on(t)
	case len(e.pre) == 0:
		return slices.Equal(t[e.path], e.post)
	}
	return edit{path: e.path, pre: e.post, post: e.pre}.on(t)
}

// on makes a change, all of it or nothing; what is made already is left.
func (c change) on(t text) (ok, already bool) {
	try := t.clone()
	if !slices.ContainsFunc(c.edits, func(e edit) bool { return !e.on(try) }) {
		maps.Copy(t, try)
		maps.DeleteFunc(t, func(path string, _ []string) bool { return try[path] == nil })
		return true, false
	}
	try = t.clone()
	already = !slices.ContainsFunc(c.edits, func(e edit) bool { return !e.back(try) })
	return already, already
}

// makes tells whether a change wrote a line that another takes out, or a file that it needs.
func (c change) makes(other change) bool {
	for _, mine := range c.edits {
		for _, e := range other.edits {
			if mine.was != "" || len(mine.pre) == 0 {
				if mine.path == e.path || mine.path == e.was {
					return true
				}
				continue
			}
			for _, line := range e.pre {
				if !slices.Contains(e.post, line) && slices.Contains(mine.post, line) && !slices.Contains(mine.pre, line) {
					return true
				}
			}
		}
	}
	return false
}

// history is what is drawn.
type drawn struct {
	*repo
	t      *rapid.T
	lines  int // written so far
	up     []change
	missed []change // of up, what the branch lacks, without the fix
	fix    change
	branch text
	root   history.ID
	top    history.ID
	tip    history.ID

	already bool // there is a set with which there is nothing left for the fix to do
}

func (d *drawn) line() string {
	d.lines++
	return fmt.Sprintf("written %d", d.lines)
}

func (d *drawn) file(n int) (lines []string) {
	for range n {
		lines = append(lines, d.line())
	}
	return lines
}

// edit draws a change somewhere in the middle of a file.
func (d *drawn) edit(now text, path string) edit {
	lines := now[path]
	at := rapid.IntRange(8, min(20, len(lines)-8)).Draw(d.t, "line")
	e := edit{path: path}
	switch before, after := lines[at-3:at], lines[at+1:at+4]; rapid.SampledFrom([]string{"replace", "replace", "delete", "insert"}).Draw(d.t, "how") {
	case "replace":
		e.pre, e.post = lines[at-3:at+4], slices.Concat(before, []string{d.line()}, after)
	case "delete":
		e.pre, e.post = lines[at-3:at+4], slices.Concat(before, after)
	case "insert":
		e.pre, e.post = lines[at-3:at+3], slices.Concat(before, []string{d.line()}, lines[at:at+3])
	}
	e.pre, e.post = slices.Clone(e.pre), slices.Clone(e.post)
	return e
}

// draw draws what a commit changes; without renames and new files in a fix.
func (d *drawn) draw(now text, paths []string, fix bool) change {
	var c change
	switch kind := rapid.IntRange(0, 11).Draw(d.t, "kind"); {
	case kind == 0 && !fix && slices.Contains(paths, "h.c"):
		for path := range now {
			if path[0] == 'h' {
				c.edits = []edit{{path: path[:len(path)-2] + "x.c", was: path}}
			}
		}
	case kind == 1 && !fix && now["new.c"] == nil && slices.Contains(paths, "h.c"):
		c.edits = []edit{{path: "new.c", post: d.file(30)}}
	default:
		for path := range now {
			if path == "new.c" || path[0] == 'h' && slices.Contains(paths, "h.c") && path != "h.c" {
				paths = append(paths, path)
			}
		}
		paths = slices.DeleteFunc(slices.Compact(slices.Sorted(slices.Values(paths))), func(p string) bool { return now[p] == nil })
		c.edits = []edit{d.edit(now, rapid.SampledFrom(paths).Draw(d.t, "path"))}
		if other := rapid.SampledFrom(paths).Draw(d.t, "second"); other != c.edits[0].path && rapid.IntRange(0, 3).Draw(d.t, "two") == 0 {
			c.edits = append(c.edits, d.edit(now, other))
		}
	}
	if ok, already := c.on(now); !ok || already {
		d.t.Fatal("not on its own tree")
	}
	return c
}

// commit commits a drawn change.
func (d *drawn) commit(c change, now text, parents ...history.ID) change {
	all := now.files()
	for path := range d.trees[parents[0]] {
		if _, ok := all[path]; !ok {
			all[path] = ""
		}
	}
	c.base = d.trees[parents[0]]
	c.id = d.repo.commit(fmt.Sprintf("Change %d", len(d.commits)), all, parents...)
	d.up = append(d.up, c)
	return c
}

func drawHistory(t *rapid.T, tb testing.TB) *drawn {
	d := &drawn{repo: newRepo(tb), t: t}
	now := text{"f.c": d.file(30), "g.c": d.file(30), "h.c": d.file(30)}
	d.branch = now.clone()
	d.root = d.repo.commit("Begin", now.files())
	d.top = d.root
	main := []string{"f.c", "h.c"}
	for n := rapid.IntRange(2, 9).Draw(t, "commits"); n > 0; n-- {
		if rapid.IntRange(0, 5).Draw(t, "side") > 0 {
			c := d.draw(now, main, false)
			d.top = d.commit(c, now, d.top).id
			continue
		}
		side, from := now.clone(), d.top // two commits of the side, one on main, a merge
		for range 2 {
			c := d.draw(side, []string{"g.c"}, false)
			from = d.commit(c, side, from).id
		}
		if slices.Equal(side["g.c"], now["g.c"]) { // a detour: git log does not look into it, and nor do we
			d.up = d.up[:len(d.up)-2]
			continue
		}
		d.top = d.commit(d.draw(now, main, false), now, d.top).id
		now["g.c"] = side["g.c"]
		d.top = d.repo.commit("Merge", files{"g.c": now.files()["g.c"]}, d.top, from)
	}
	d.fix = d.draw(now, []string{"f.c", "g.c", "h.c"}, true)
	d.fix = d.commit(d.fix, now, d.top)
	d.top = d.fix.id
	d.up = d.up[:len(d.up)-1]
	d.drawBranch()
	return d
}

// drawBranch takes some of upstream, where that can be done, and adds something of its own now and then.
func (d *drawn) drawBranch() {
	d.tip = d.root
	own := func() {
		e := d.edit(d.branch, "f.c")
		e.on(d.branch)
		d.tip = d.repo.commit("Own", d.branch.files(), d.tip)
	}
	for _, c := range d.up {
		if rapid.IntRange(0, 20).Draw(d.t, "own") == 0 {
			own()
		}
		try := d.branch.clone()
		ok, already := c.on(try)
		if rapid.IntRange(0, 2).Draw(d.t, "take") > 0 || !ok || already {
			d.missed = append(d.missed, c)
			continue
		}
		all := try.files()
		for path := range d.branch {
			if _, ok := all[path]; !ok {
				all[path] = ""
			}
		}
		d.branch = try
		d.tip = d.repo.commit(fmt.Sprintf("Taken\n\ncommit %s upstream.\n", c.id), all, d.tip)
	}
}

// smallest are the smallest sets of what is missed with which the fix can be made, found by trying all.
func (d *drawn) smallest() (sets [][]change, after []text) {
	for size := 0; size <= len(d.missed) && len(sets) == 0; size++ {
		for mask := range 1 << len(d.missed) {
			var set []change
			for i, c := range d.missed {
				if mask&(1<<i) != 0 {
					set = append(set, c)
				}
			}
			if len(set) != size {
				continue
			}
			now := d.branch.clone()
			fails := func(c change) bool { ok, _ := c.on(now); return !ok }
			if slices.ContainsFunc(set, fails) {
				continue
			}
			switch ok, already := d.fix.on(now); {
			case already:
				d.already = true
			case ok:
				sets, after = append(sets, set), append(after, now)
			}
		}
	}
	return sets, after
}

func TestPrerequisitesAreExact(t *testing.T) {
	counts := map[string]int{}
	rapid.Check(t, func(rt *rapid.T) {
		d := drawHistory(rt, t)
		x, k := d.index(), d.keeper(d.top, d.root, d.tip)
		trial, err := k.Try(x.Find(d.fix.id), 0)
		if err != nil {
			rt.Fatal(err)
		}
		sets, after := d.smallest()
		counts[d.check(rt, x, trial, sets)]++
		plan, err := k.Plan([]history.N{x.Find(d.fix.id)}, 0)
		if err != nil {
			rt.Fatal(err)
		}
		if trial.Applies != stable.Already && len(sets) > 0 && len(sets[0]) <= 8 {
			d.checkPlan(rt, x, plan, sets, after)
		}
	})
	t.Log(counts)
}

// check compares a trial with the truth, and says of which kind it is.
func (d *drawn) check(t *rapid.T, x *history.Index, trial *stable.Trial, sets [][]change) string {
	if trial.Applies == stable.Already {
		if !d.already {
			t.Fatal("it is not there, with whatever set")
		}
		return "already"
	}
	if _, already := d.fix.on(d.branch.clone()); already {
		t.Fatalf("it is there, but: %s", d.found(x, trial))
	}
	if len(sets) == 0 || len(sets[0]) > 8 {
		if len(trial.Merged) > 0 {
			d.checkMerged(t, x, trial)
			return fmt.Sprint("merges with ", len(trial.Prerequisites))
		}
		if ok, changed := d.fix.merge(d.branch.clone()); ok && changed {
			t.Fatalf("it merges, but: %s", d.found(x, trial))
		}
		if trial.Applies != stable.Conflict || trial.Blocked == nil {
			t.Fatalf("nothing makes it apply, but: %s", d.found(x, trial))
		}
		return "blocked"
	}
	if (len(sets[0]) == 0) != (trial.Applies == stable.Clean || trial.Applies == stable.Offset) {
		t.Fatalf("%s, want %d prerequisites", d.found(x, trial), len(sets[0]))
	}
	var got []history.ID
	kinds := map[bool]string{true: "hard", false: "soft"}
	has := map[string]bool{}
	for _, p := range trial.Prerequisites {
		got = append(got, x.ID(p.Commit))
		has[kinds[p.Hard]] = true
		if want := d.change(x.ID(p.Commit)).makes(d.change(x.ID(p.For))); p.Hard != want {
			t.Fatalf("%s: hard: %v\n%s", x.ID(p.Commit), p.Hard, d.found(x, trial))
		}
	}
	if !slices.ContainsFunc(sets, func(set []change) bool { return slices.Equal(idsOf(set), got) }) || trial.Blocked != nil {
		t.Fatalf("%s\nwant %v", d.found(x, trial), sets)
	}
	return fmt.Sprint(len(got), slices.Sorted(maps.Keys(has)))
}

func (d *drawn) change(id history.ID) change {
	if id == d.fix.id {
		return d.fix
	}
	return d.up[slices.IndexFunc(d.up, func(c change) bool { return c.id == id })]
}

func idsOf(set []change) (ids []history.ID) {
	for _, c := range set {
		ids = append(ids, c.id)
	}
	return ids
}

// checkPlan makes sure that a plan takes such a set, and that what comes of it is what should.
func (d *drawn) checkPlan(t *rapid.T, x *history.Index, plan *stable.Plan, sets [][]change, after []text) {
	var got []history.ID
	for _, s := range plan.Steps {
		got = append(got, x.ID(s.Commit))
	}
	for i, set := range sets {
		if !slices.Equal(append(idsOf(set), d.fix.id), got) {
			continue
		}
		if plan.Laid.Root() != treeOf(t, after[i]) {
			t.Fatal("another tree")
		}
		return
	}
	t.Fatalf("%s\nwant %v", d.told(x, plan), sets)
}

func treeOf(t *rapid.T, all text) apply.Hash {
	tree := apply.NewOverlay(apply.Empty)
	for path, data := range all.files() {
		if err := tree.Put(path, apply.Regular, []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	return tree.Root()
}

// A plan of several fixes can be made step by step, and comes to the tree that it says.
func TestPlanOfSeveral(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := drawHistory(rt, t)
		x, k := d.index(), d.keeper(d.top, d.root, d.tip)
		var fixes []history.N
		for _, c := range append(d.up, d.fix) {
			if rapid.IntRange(0, 2).Draw(rt, "ask") == 0 {
				fixes = append(fixes, x.Find(c.id))
			}
		}
		plan, err := k.Plan(fixes, 0)
		if err != nil {
			rt.Fatal(err)
		}
		now := d.branch.clone()
		told := map[history.N]bool{}
		for _, l := range plan.Left {
			told[l.Commit] = true
		}
		for _, s := range plan.Steps {
			if told[s.Commit] = true; s.Trial != nil {
				continue
			}
			if s.Applies == stable.Merges {
				if ok, changed := d.change(x.ID(s.Commit)).merge(now); !ok || !changed {
					rt.Fatalf("%s cannot be merged:\n%s", x.ID(s.Commit), d.told(x, plan))
				}
			} else if ok, already := d.change(x.ID(s.Commit)).on(now); !ok || already {
				rt.Fatalf("%s cannot be taken:\n%s", x.ID(s.Commit), d.told(x, plan))
			}
		}
		if plan.Laid.Root() != treeOf(rt, now) {
			rt.Fatal("another tree")
		}
		for _, n := range fixes {
			if !told[n] {
				rt.Fatalf("nothing is said of %s:\n%s", x.ID(n), d.told(x, plan))
			}
		}
	})
}
