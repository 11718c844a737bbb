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
