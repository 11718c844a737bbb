package query

import (
	"testing"
	"time"

	"patchpilot/diff"
	"patchpilot/mbox"
	"patchpilot/series"
	"patchpilot/triage"
)

var now = time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC)

// ready is an RFC of three weeks ago that lacks a test, and waits for Max.
func ready() *triage.State {
	ada := mbox.Address{Name: "Ada Author", Email: "ada@example.org"}
	mail := &series.Mail{
		Author: ada, To: []mbox.Address{{Email: "list@example.org"}},
		Diff: &diff.Patch{Files: []*diff.File{{OldPath: "drivers/gpu/old.c", NewPath: "drivers/gpu/drm/ring.c"}}},
	}
	rev := &series.Revision{
		Sender: ada, Date: now.AddDate(0, 0, -21), RFC: true, Patches: []*series.Patch{{Mail: mail, Title: "drm/foo: Mend the ring"}},
	}
	rev.Series = &series.Series{Title: "Mend foo", Revisions: []*series.Revision{rev}}
	return &triage.State{
		Revision: rev, Name: triage.Ready, Next: triage.Maintainer,
		Waits: []mbox.Address{{Name: "Max Maintainer", Email: "max@example.org"}},
		Missing: []triage.Item{
			{Kind: "igt-test"},
			{Kind: "userspace-user", Cleared: &triage.Evidence{}},
		},
	}
}

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		query string
		want  bool
	}{
		{"", true},
		{"is:ready", true},
		{"is:new", false},
		{"is:new,ready", true},
		{"-is:new", true},
		{"not:rfc", false},
		{"-not:rfc", true},
		{"is:rfc is:open", true},
		{"is:reviewed", false},
		{"missing:igt", true},
		{"missing:IGT-test", true},
		{"missing:userspace", false}, // it was brought
		{"missing:any", true},
		{"next:maintainer", true},
		{"next:author", false},
		{"needs:max@example.org", true},
		{"needs:ada@example.org", false},
		{"author:ada", true},
		{"from:max", false},
		{"to:list@", true},
		{"file:drivers/gpu", true},
		{"file:drivers/gpu/", true},
		{"file:drivers/gp", false}, // no folder
		{"file:drivers/gpu/old.c", true},
		{"age:>2w", true},
		{"age:>4w", false},
		{"age:<4w", true},
		{"age:3w", true},
		{"ring", true},
		{`"mend the ring"`, true},
		{`title:"mend the pipe"`, false},
		{"is:ready missing:igt file:drivers/gpu age:>2w not:rfc", false},
		{"is:ready missing:igt file:drivers/gpu age:>2w", true},
	} {
		q, err := Parse(c.query)
		if err != nil {
			t.Errorf("%s: %v", c.query, err)
			continue
		}
		if got := q.Matches(ready(), now); got != c.want {
			t.Errorf("%s: %v, want %v", c.query, got, c.want)
		}
	}
}

// Every state and every kind of item can be asked for.
func TestAllWordsAreKnown(t *testing.T) {
	for _, name := range triage.Names() {
		q, err := Parse("is:" + name)
		if err != nil || !q.Matches(&triage.State{Name: triage.Name(name), Revision: &series.Revision{}}, now) {
			t.Errorf("is:%s: %v", name, err)
		}
	}
	for _, kind := range triage.ItemKinds() {
		q, err := Parse("missing:" + kind)
		if err != nil || !q.Matches(&triage.State{Missing: []triage.Item{{Kind: kind}}}, now) {
			t.Errorf("missing:%s: %v", kind, err)
		}
	}
}

func TestMistakes(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{"is:redy", `unknown state "redy": did you mean "ready"?`},
		{"not:rcf", `unknown state "rcf": did you mean "rfc"?`},
		{"mising:igt", `unknown key "mising": did you mean "missing"?`},
		{"missing:revue", `unknown item "revue": did you mean "review"?`},
		{"next:autor", `unknown turn "autor": did you mean "author"?`},
		{"age:>2", `age:>2: write age:>2w or age:<3d; units are h, d, w, m, y`},
		{"age:>999y", `age:>999y: write age:>2w or age:<3d; units are h, d, w, m, y`},
		{"age:soon", `age:soon: write age:>2w or age:<3d; units are h, d, w, m, y`},
		{"file:", `file: of what? write file:drivers/gpu`},
		{"is:ready,", `is: of what? write is:ready`},
		{"-", `title: of what? write title:fence`},
		{`title:"mend`, `"title:\"mend": a quote that does not end`},
	} {
		_, err := Parse(c.query)
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.query, err, c.want)
		}
	}
}

// A term and its opposite never agree.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"is:ready missing:igt", `-file:a,b "x y" age:>2w`, "not:rfc", `"`, "-", "::", "age:<16383y"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := Parse(text)
		if err != nil {
			return
		}
		for _, one := range q.terms {
			turned := Query{[]term{{!one.not, one.holds}}}
			if (Query{[]term{one}}).Matches(ready(), now) == turned.Matches(ready(), now) {
				t.Errorf("%q and its opposite agree", text)
			}
		}
	})
}
