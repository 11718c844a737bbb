package stable_test

import (
	"fmt"
	"testing"
	"time"

	"patchpilot/history"
	"patchpilot/stable"
)

// What mail says of a fix that is not on its branch: by id or title, for one branch or a range, the last word.
func TestHeard(t *testing.T) {
	r := newRepo(t)
	base := r.commit("Begin", files{"demo.c": dozen})
	fix := r.commit("demo: free the ring\n\nFixes: "+base.String()[:12]+" (\"Begin\")\n", files{"demo.c": dozen + "freed\n"}, base)
	tip := r.commit("Linux 5.9.1", files{"Makefile": "1\n"}, base)
	fact := func(day int, kind stable.FactKind, version string) stable.Fact {
		return stable.Fact{Kind: kind, Upstream: fix.String(), Version: version, MessageID: fmt.Sprintf("%d@a.example", day), Line: 2, Date: time.Date(2020, 11, day, 0, 0, 0, 0, time.UTC), Text: "words"}
	}
	byTitle := fact(1, stable.FactQueued, "5.9")
	byTitle.Upstream, byTitle.Title = "", "demo: Free the  ring"
	for _, c := range []struct {
		about string
		facts []stable.Fact
		want  string
	}{
		{"nothing", nil, "missing"},
		{"queued, by title", []stable.Fact{byTitle}, "queued 1@a.example:2"},
		{"for another branch", []stable.Fact{fact(1, stable.FactQueued, "5.10")}, "missing"},
		{"posted for a range", []stable.Fact{fact(1, stable.FactPosted, "5.4-5.10")}, "pending 1@a.example:2"},
		{"a round of review shows the queue", []stable.Fact{fact(2, stable.FactPosted, "5.9"), fact(1, stable.FactQueued, "5.9")}, "queued 1@a.example:2"},
		{"queued, then dropped", []stable.Fact{fact(2, stable.FactDropped, "5.9"), fact(1, stable.FactQueued, "5.9")}, "dropped 2@a.example:2"},
		{"failed, then posted", []stable.Fact{fact(1, stable.FactFailed, "5.9"), fact(2, stable.FactPosted, "5.9")}, "pending 2@a.example:2 1@a.example:2"},
		{"queued and dropped in one second", []stable.Fact{fact(1, stable.FactQueued, "5.9"), fact(1, stable.FactDropped, "5.9")}, "dropped 1@a.example:2 1@a.example:2 !1@a.example"},
		{"asked for when it was mailed", []stable.Fact{fact(1, stable.FactAsked, "5.9")}, "missing 1@a.example:2"},
	} {
		x := r.index()
		k := stable.New(stable.Input{
			Index: x, Upstream: x.Find(fix), Facts: c.facts,
			Branches: []stable.Branch{{Name: "linux-5.9.y", Version: "5.9", Tip: x.Find(tip), Base: x.Find(base)}},
		})
		cell := k.Cell(x.Find(fix), 0)
		got := string(cell.Status)
		for _, e := range cell.Evidence {
			if e.Commit == history.None {
				got += fmt.Sprintf(" %s:%d", e.Mail, e.Line)
			}
		}
		for _, e := range cell.Conflicts {
			got += " !" + e.Mail
		}
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.about, got, c.want)
		}
	}
}

const dozen = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\neleven\ntwelve\n"

// What mail brings together with what it is about needs no second look; alone it does.
func TestHeardTogether(t *testing.T) {
	r := newRepo(t)
	base := r.commit("Begin", files{"demo.c": dozen})
	fix := r.commit("demo: free the ring\n", files{"demo.c": dozen + "freed\n"}, base)
	later := r.commit("demo: free it once\n\nFixes: "+fix.String()[:12]+" (\"demo: free the ring\")\n", files{"demo.c": dozen + "freed once\n"}, fix)
	fact := func(of history.ID, kind stable.FactKind, version string) stable.Fact {
		return stable.Fact{Kind: kind, Upstream: of.String(), Version: version, MessageID: "1@a.example"}
	}
	for _, c := range []struct {
		about string
		first []stable.Fact
		want  int
	}{
		{"alone", nil, 1},
		{"together", []stable.Fact{fact(fix, stable.FactPosted, "5.9")}, 0},
		{"after what is queued", []stable.Fact{fact(fix, stable.FactQueued, "5.9")}, 0},
		{"what it fixes goes elsewhere", []stable.Fact{fact(fix, stable.FactPosted, "5.10")}, 1},
		{"what it fixes was dropped", []stable.Fact{fact(fix, stable.FactDropped, "5.9")}, 1},
	} {
		x := r.index()
		k := stable.New(stable.Input{
			Index: x, Upstream: x.Find(later), Facts: append(c.first, fact(later, stable.FactPosted, "5.9")),
			Branches: []stable.Branch{{Name: "linux-5.9.y", Version: "5.9", Tip: x.Find(base), Base: x.Find(base)}},
		})
		cell := k.Cell(x.Find(later), 0)
		if cell.Status != stable.Pending || len(cell.Conflicts) != c.want {
			t.Errorf("%s: %s, %v; want %d contradictions", c.about, cell.Status, cell.Conflicts, c.want)
		}
	}
}
