package triage

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"patchpilot/mbox"
	"patchpilot/series"
)

// forest is a repository: which commits hold which patches, and which trees go on.
type forest struct {
	found map[int][]Found // by number of the patch
	trees []string
}

func (f forest) Find(p *series.Patch) []Found           { return f.found[p.Index] }
func (f forest) Grown(since time.Time) (trees []string) { return f.trees }

// march is a day of the month in which threads are posted, on its 2nd.
func march(day int) time.Time { return time.Date(2026, 3, day, 12, 0, 0, 0, time.UTC) }

var maryTook = mbox.Address{Name: "Mary Keeper", Email: "mary@example.org"}

// commit is one of Mary's on a day of March.
func commit(id, tree string, day int, merged bool) Found {
	return Found{Commit: id, Tree: tree, By: "patch-id", Date: march(day), Taker: maryTook, Merged: merged}
}

func in(c Commits, now int) func(*Input) {
	return func(in *Input) {
		in.Commits, in.Trees = c, map[string]string{"misc-fixes": "demo-misc-fixes", "ours": "demo-next"}
		if now > 0 {
			in.Now = march(now)
		}
	}
}

// what is found in trees, for each patch.
func TestCommits(t *testing.T) {
	const applied = "mary 0 1\nApplied to misc-fixes, thanks!"
	trees := []string{"demo-next", "demo/demo-misc-fixes"}
	for _, c := range []struct {
		about   string
		replies []string
		forest  forest
		now     int
		want    string // state, rule, whose turn, patches with commits
		reason  string
	}{
		{"none", nil, forest{trees: trees}, 0, "new nobody-answered reviewer", "2 of 2 received, and nobody has answered"},
		{"both", nil, forest{found: map[int][]Found{1: {commit("c1", "demo-next", 4, false)}, 2: {commit("c2", "demo-next", 4, false)}}}, 0,
			"applied commit nobody 1:c1 2:c2", "Mary Keeper applied it to demo-next"},
		{"one of two", nil, forest{found: map[int][]Found{2: {commit("c2", "demo-next", 4, false)}}}, 0,
			"partially-applied commit maintainer 2:c2", "1 of 2 patches are applied; open: 1"},
		{"merged", nil, forest{found: map[int][]Found{1: {commit("c1", "master", 4, true)}, 2: {commit("c2", "master", 4, true)}}}, 0,
			"merged commit nobody 1:c1 2:c2", "it is merged into master, the tree that all others flow into"},
		{"merged later than applied", nil, forest{found: map[int][]Found{1: {commit("c1", "demo-next", 4, false), commit("m1", "master", 9, true)}, 2: {commit("m2", "master", 9, true)}}}, 0,
			"merged commit nobody 1:m1 2:m2", "it is merged into master, the tree that all others flow into"},
		{"one merged, none of the other", nil, forest{found: map[int][]Found{1: {commit("m1", "master", 9, true)}}}, 0,
			"partially-applied commit maintainer 1:m1", "1 of 2 patches are applied; open: 2"},
		{"said, and seen where it is said", []string{applied}, forest{found: map[int][]Found{1: {commit("c1", "demo/demo-misc-fixes", 3, false)}, 2: {commit("c2", "demo/demo-misc-fixes", 3, false)}}, trees: trees}, 30,
			"applied commit nobody 1:c1 2:c2", "Mary Keeper applied it to demo/demo-misc-fixes"},
		{"said of both, and one never seen", []string{applied}, forest{found: map[int][]Found{1: {commit("c1", "demo/demo-misc-fixes", 3, false)}}, trees: trees}, 30,
			"applied claimed-not-seen maintainer 1:c1 2:", "Mary Keeper applied it to demo-misc-fixes, but 1 of them was not seen in any tree for 27 days"},
		{"said, and not yet seen", []string{applied}, forest{trees: trees}, 16, "applied applied-notice nobody 1: 2:", "Mary Keeper applied it to demo-misc-fixes"},
		{"said, and never seen", []string{applied}, forest{trees: trees}, 18, "applied claimed-not-seen maintainer 1: 2:",
			"Mary Keeper applied it to demo-misc-fixes, but it was not seen in any tree for 15 days"},
		{"said of one, and never seen", []string{"mary 1 1\nApplied to misc-fixes, thanks!"}, forest{trees: trees}, 18, "partially-applied applied-notice maintainer 1:",
			"1 of 2 patches are applied, but 1 of them was not seen in any tree for 15 days; open: 2"},
		{"said, and no tree went on", []string{applied}, forest{}, 30, "applied applied-notice nobody 1: 2:", "Mary Keeper applied it to demo-misc-fixes"},
		{"by another name", []string{"ada 0 1\nPushed to ours, thanks."}, forest{}, 0, "applied applied-notice nobody 1: 2:", "Ada Coder applied it to demo-next"},
		{"dropped by word, but there", []string{"mary 0 9\nDropped it again."}, forest{found: map[int][]Found{1: {commit("c1", "demo-next", 4, false)}, 2: {commit("c2", "demo-next", 4, false)}}}, 0,
			"applied commit nobody 1:c1 2:c2", "Mary Keeper applied it to demo-next"},
	} {
		t.Run(c.about, func(t *testing.T) {
			st := judged(t, thread(2, c.replies...), in(c.forest, c.now))
			got := fmt.Sprint(st.Name, " ", st.Rule, " ", st.Next)
			for _, p := range st.Patches {
				if p.Applied != nil {
					got += fmt.Sprintf(" %d:%s", p.Patch.Index, p.Applied.Commit)
				}
			}
			expect(t, "state", got, c.want)
			expect(t, "reason", st.Reason, c.reason)
		})
	}
}

// A commit is beside the word that names its tree; what was not seen is said with where it was looked for.
func TestTreesAreShown(t *testing.T) {
	text := thread(1, "mary 1 1\nApplied to misc-fixes, thanks!")
	st := judged(t, text, in(forest{found: map[int][]Found{1: {commit("c1", "demo/demo-misc-fixes", 3, false)}}}, 0))
	for _, e := range evidence(st, "applied") {
		if !sameTree(e.Tree, "demo-misc-fixes") || e.Taker != maryTook {
			t.Errorf("%s is in %q by %v", e.Rule, e.Tree, e.Taker)
		}
		if e.Rule == "commit" {
			expect(t, "why", e.Why, "found by patch-id; <r1@t.example> line 1 names that tree")
		}
	}
	st = judged(t, text, in(forest{trees: []string{"demo-next"}}, 30))
	if missed := evidence(st, "not-seen"); len(missed) != 1 || missed[0].Why != "looked for in demo-next; demo-misc-fixes is not among them" {
		t.Errorf("got %+v", missed)
	}
}

func TestTreeIn(t *testing.T) {
	j := &Judge{in: Input{Trees: map[string]string{"misc-fixes": "drm-misc-fixes", "ours": "demo-next", "ring": "demo-ring"}}}
	for text, want := range map[string]string{
		"Pushed to drm-misc (drm-misc-next). Thanks!":                      "drm-misc-next",
		"Patch pushed to misc-fixes, thanks":                               "drm-misc-fixes",
		"Applied to ours.":                                                 "demo-next",
		"All applied to for-next, thanks everyone":                         "for-next",
		"Applied to the demo tree.":                                        "demo",
		"Applied to my tree.":                                              "",
		"Queued for 5.10, thanks":                                          "",
		"Applied, thanks!":                                                 "",
		"Applied to net.git, thanks":                                       "net.git",
		"merged into demo-2.6.git for-next":                                "demo-2.6.git for-next",
		"Applied the pipe to demo (for-next/core)":                         "for-next/core",
		"Applied to the ring tree.":                                        "demo-ring",
		"Applied the bug-fixes, and the misc bits.":                        "",
		"Applied to https://git.example.org/pub/scm/ada/ring.git for-next": "ada/ring.git for-next",
	} {
		expect(t, text, j.treeIn(text), want)
	}
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"drm-misc-fixes", "drm-misc/drm-misc-fixes", true},
		{"netdev/net-next.git (main)", "net-next/main", true},
		{"netdev/net-next.git (main)", "net/main", false},
		{"for-next", "rdma/for-next", false}, // everybody has one
		{"", "", false},
	} {
		expect(t, c.a+" is "+c.b, sameTree(c.a, c.b), c.want)
	}
}

// what people decided is evidence with its author and its day, while nothing surer came after it.
func TestDecisions(t *testing.T) {
	decided := func(state Name, day, until int) Decision {
		d := Decision{MessageID: "1@t.example", State: state, Reason: "day " + fmt.Sprint(day), By: "Lea Lead <lea@example.org>", Date: march(day)}
		if until > 0 {
			d.Until = march(until)
		}
		return d
	}
	for _, c := range []struct {
		about     string
		decisions []Decision
		forest    forest
		now       int
		want      string
		evidence  []string // of decisions: which, used or not, and why not
	}{
		{"for good", []Decision{decided(Rejected, 4, 0)}, forest{}, 30, "rejected by Lea Lead <lea@example.org> decided so: day 4", []string{"day 4 2026-03-04 true"}},
		{"while it holds", []Decision{decided(Rejected, 4, 6)}, forest{}, 5, "rejected by Lea Lead <lea@example.org> decided so: day 4", []string{"day 4 2026-03-04 true"}},
		{"after its day", []Decision{decided(Rejected, 4, 6)}, forest{}, 7, "new", []string{"day 4 2026-03-04 false it held until 2026-03-06"}},
		{"the last word", []Decision{decided(Ready, 5, 0), decided(Rejected, 4, 0)}, forest{}, 30, "ready by Lea Lead <lea@example.org> decided so: day 5",
			[]string{"day 4 2026-03-04 false decided anew", "day 5 2026-03-05 true"}},
		{"the word before, when the last is over", []Decision{decided(Rejected, 4, 0), decided(Ready, 5, 6)}, forest{}, 30, "rejected by Lea Lead <lea@example.org> decided so: day 4",
			[]string{"day 4 2026-03-04 true", "day 5 2026-03-05 false it held until 2026-03-06"}},
		{"a commit came after it", []Decision{decided(Rejected, 4, 0)}, forest{found: map[int][]Found{1: {commit("c1", "demo-next", 9, false)}}}, 30, "applied",
			[]string{"day 4 2026-03-04 false it was applied after that"}},
		{"a commit was there before", []Decision{decided(Rejected, 10, 0)}, forest{found: map[int][]Found{1: {commit("c1", "demo-next", 9, false)}}}, 30,
			"rejected by Lea Lead <lea@example.org> decided so: day 10", []string{"day 10 2026-03-10 true"}},
		{"of another mail", []Decision{{MessageID: "2@t.example", State: Rejected, Date: march(4)}}, forest{}, 5, "new", nil},
	} {
		t.Run(c.about, func(t *testing.T) {
			st := judged(t, thread(1), in(c.forest, c.now), func(in *Input) { in.Decisions = c.decisions })
			got := string(st.Name)
			if st.Rule == "decision" {
				got += " by " + st.Reason
			}
			expect(t, "state", got, c.want)
			var all []string
			for _, e := range evidence(st, "decision") {
				expect(t, "who", e.Actor.Name+" "+string(e.Role), "Lea Lead <lea@example.org> user")
				all = append(all, strings.TrimSpace(fmt.Sprint(e.Text, " ", e.Date.Format(time.DateOnly), " ", e.Used, " ", e.Why)))
			}
			expect(t, "evidence", all, c.evidence)
		})
	}
}

// A decision on a posting ends with the next one.
func TestDecisionAndNewerPosting(t *testing.T) {
	text := thread(1)
	again := strings.NewReplacer("[PATCH]", "[PATCH v2]", "<1@", "<21@", "02 Mar", "12 Mar", "Mon, ", "Thu, ").Replace(thread(1))
	decided := func(in *Input) {
		in.Decisions = []Decision{{MessageID: "1@t.example", State: Ready, Reason: "good", By: "Lea", Date: march(4)}}
	}
	states := judgedAll(t, text+again, decided)
	expect(t, "postings", len(states), 2)
	expect(t, "first", states[0].Name, Superseded)
	expect(t, "why", evidence(&states[0], "decision")[0].Why, "<21@t.example> was posted after that")
}

// A stranger's word does not outdo a decision, nor a maintainer's.
func TestDecisionOutlivesWords(t *testing.T) {
	st := judged(t, thread(1, "eve 1 9\nApplied to for-next.", "mary 1 9\nPlease resend."), func(in *Input) {
		in.Decisions = []Decision{{MessageID: "1@t.example", State: Ready, Reason: "good", By: "Lea", Date: march(4)}}
	})
	expect(t, "state", st.Name, Ready)
}
