package stable_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"patchpilot/history"
	"patchpilot/stable"
)

// Where one hunk is there already, and where the file has another name on the branch, it is said so, and that a merge goes
// through.
func TestTrialMerges(t *testing.T) {
	r := newRepo(t)
	long := dozen + strings.ReplaceAll(dozen, "\n", ", again\n")
	other := strings.ReplaceAll(dozen, "t", "T")
	base := r.commit("Begin", files{"a.c": long, "b.c": other})
	half := strings.Replace(long, "two\n", "two, mended\n", 1)
	whole := strings.Replace(half, "ten, again\n", "ten, mended\n", 1)
	two := r.commit("Two hunks", files{"a.c": whole}, base)
	one := r.commit("One hunk", files{"b.c": strings.Replace(other, "six\n", "six, mended\n", 1)}, two)
	tip := r.commit("Own", files{"a.c": half, "b.c": "", "c.c": other}, base)
	k, x := r.keeper(one, base, tip), r.index()

	trial, err := k.Try(x.Find(two), 0)
	if err != nil {
		t.Fatal(err)
	}
	if trial.Applies != stable.Conflict || trial.Blocked != nil || len(trial.Merged) != 1 || len(trial.Outcome.Clashes) != 1 || !trial.Outcome.Clashes[0].There {
		t.Errorf("one hunk is there: got %+v", trial)
	}
	if trial, err = k.Try(x.Find(one), 0); err != nil {
		t.Fatal(err)
	}
	want := stable.Move{From: "b.c", To: "c.c", By: x.Find(tip)}
	if trial.Applies != stable.Conflict || len(trial.Merged) != 1 || len(trial.Moved) != 1 || trial.Moved[0] != want {
		t.Errorf("the file is called otherwise: got %+v", trial)
	}
}

// merge makes a change as git cherry-pick does: of what stands around a line no more counts than the next one; a file that
// was renamed and is otherwise as it was is followed.
func (c change) merge(t text) (ok, changed bool) {
	try := t.clone()
	for _, e := range c.edits {
		switch lines, there := try[e.path]; {
		case e.was != "" || len(e.pre) == 0:
			if !e.on(try) {
				return false, false
			}
			changed = true
			continue
		case !there:
			for path, lines := range try {
				if strings.Join(lines, "\n")+"\n" == c.base[e.path] {
					e.path = path
				}
			}
			if !e.on(try) {
				return false, false
			}
			changed = true
		default:
			near := func(lines []string) []string { return lines[2 : len(lines)-2] }
			e.pre, e.post = near(e.pre), near(e.post)
			if done := (edit{path: e.path, pre: e.post, post: e.post}); done.on(text{e.path: lines}) {
				continue
			}
			if !e.on(try) {
				return false, false
			}
			changed = true
		}
	}
	maps.Copy(t, try)
	maps.DeleteFunc(t, func(path string, _ []string) bool { return try[path] == nil })
	return true, changed
}

// checkMerged makes sure that what is said to merge does, and that the rest applies.
func (d *drawn) checkMerged(t *rapid.T, x *history.Index, trial *stable.Trial) {
	now := d.branch.clone()
	steps := append(slices.Clone(trial.Prerequisites), stable.Prerequisite{Commit: x.Find(d.fix.id)})
	for _, p := range steps {
		lay := d.change(x.ID(p.Commit)).on
		if slices.Contains(trial.Merged, p.Commit) {
			if ok, _ := lay(now.clone()); ok {
				t.Fatalf("%s applies:\n%s", x.ID(p.Commit), d.found(x, trial))
			}
			lay = d.change(x.ID(p.Commit)).merge
		}
		if ok, _ := lay(now); !ok {
			t.Fatalf("%s does not merge:\n%s", x.ID(p.Commit), d.found(x, trial))
		}
	}
}
