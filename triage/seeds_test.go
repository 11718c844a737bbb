package triage

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"patchpilot/internal/corpustest"
	"patchpilot/series"
)

// seed judges a thread this project began with, as of a day; zero is its end.
func seed(t *testing.T, name string, until string) (*box, map[string][]State) {
	t.Helper()
	var day time.Time
	if until != "" {
		var err error
		if day, err = time.Parse(time.DateOnly, until); err != nil {
			t.Fatal(err)
		}
	}
	b := readBox(t, name, corpusBytes(t, corpustest.File(t, "seeds", name)), day)
	return b, b.states()
}

func newest(t *testing.T, all map[string][]State, id string) *State {
	t.Helper()
	states := all[id]
	if len(states) == 0 {
		t.Fatalf("no series %s", id)
	}
	return &states[len(states)-1]
}

// item gives a missing item with who asks, as "<id>:line".
func item(t *testing.T, st *State, kind string) Item {
	t.Helper()
	i := slices.IndexFunc(st.Missing, func(it Item) bool { return it.Kind == kind })
	if i < 0 {
		t.Fatalf("no item %s in %+v", kind, st.Missing)
	}
	return st.Missing[i]
}

func places(all []Evidence) string {
	var out []string
	for _, e := range all {
		out = append(out, fmt.Sprintf("%s:%d", mailID(e.Mail), e.Line))
	}
	return strings.Join(out, " ")
}

func evidence(st *State, kind string) (all []Evidence) {
	for _, e := range st.Evidence {
		if e.Kind == kind {
			all = append(all, e)
		}
	}
	return all
}

func expect(t *testing.T, what string, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

const (
	syncFile = "20200225235856.975366-1-jason@jlekstrand.net"
	wishes   = "20200930095542.GY438822@phenom.ffwll.local"
	revival  = "CAOFGe97Q_j8PWq90rQoVk-qY95LM=o+hhWYg+Gsi9sp8+FD+NQ@mail.gmail.com"
)

// Before anybody answered Daniel Vetter's list.
func TestCorpusSyncFileUntilOctober(t *testing.T) {
	_, all := seed(t, "dma-buf-sync-file.mbox", "2020-10-01")
	st := newest(t, all, syncFile)
	expect(t, "state", st.Name, AwaitingPrereq)
	expect(t, "missing", missing(st), "igt-test,review,userspace-user")
	expect(t, "RFC", st.Revision.RFC, true)
	expect(t, "next", st.Next, Author)
	for kind, line := range map[string]int{"igt-test": 80, "userspace-user": 81, "review": 82} {
		it := item(t, st, kind)
		if want := fmt.Sprintf("%s:%d", wishes, line); !strings.Contains(places(it.Asked), want) {
			t.Errorf("%s: asked by %s, want %s", kind, places(it.Asked), want)
		}
	}
	if it := item(t, st, "igt-test"); it.Rule != "uapi-drm-no-igt" {
		t.Errorf("igt-test rests on rule %q", it.Rule)
	}
	user := item(t, st, "userspace-user")
	if !slices.ContainsFunc(user.Beside, func(e Evidence) bool {
		return e.Date.Format(time.DateOnly) == "2020-03-03" && strings.Contains(e.Why, "before it was asked")
	}) {
		t.Errorf("the link of March is not beside: %+v", user.Beside)
	}
}

// A year later a link came, a promise and an announcement.
func TestCorpusSyncFile(t *testing.T) {
	_, all := seed(t, "dma-buf-sync-file.mbox", "")
	st := newest(t, all, syncFile)
	expect(t, "state", st.Name, AwaitingPrereq)
	expect(t, "missing", missing(st), "igt-test,newer-posting,review")
	user := item(t, st, "userspace-user")
	if user.Cleared == nil || mailID(user.Cleared.Mail) != revival || user.Cleared.Line < 90 || user.Cleared.Line > 91 {
		t.Errorf("userspace is cleared by %+v", user.Cleared)
	}
	test := item(t, st, "igt-test")
	if !slices.ContainsFunc(test.Beside, func(e Evidence) bool { return mailID(e.Mail) == revival && e.Line == 92 && e.Kind == "promised" }) {
		t.Errorf("the promise of line 92 is not beside: %s", places(test.Beside))
	}
	expect(t, "newer posting", places(item(t, st, "newer-posting").Asked), revival+":89")
}

// One fix through its life: applied by its author, queued for and posted to a stable branch.
func TestCorpusShmem(t *testing.T) {
	_, all := seed(t, "shmem-mmap-fix.mbox", "")
	st := newest(t, all, "20201027214922.3566743-1-daniel.vetter@ffwll.ch")
	expect(t, "state", st.Name, Applied)
	expect(t, "by", places([]Evidence{*st.Deciding}), "20201028101744.GV401619@phenom.ffwll.local:41")
	expect(t, "role", st.Deciding.Role, ByAuthor)
	expect(t, "reason", st.Reason, "Daniel Vetter applied it to drm-misc-fixes")
	expect(t, "words", st.Deciding.Text, "Patch pushed to drm-misc-fixes, thanks for taking a look.")
	expect(t, "review", places(evidence(st, "review")), "62e05cfd-0030-ad32-0b3f-69dd257b2e3c@gmail.com:46")
	expect(t, "queued", places(evidence(st, "stable-queued")), "1604414398190106@kroah.com:2")
	posted := evidence(st, "stable-posted")
	if len(posted) != 1 || mailID(posted[0].Mail) != "20201103203405.042055538@linuxfoundation.org" || !strings.HasPrefix(posted[0].Commit, "f49a51bf") {
		t.Fatalf("posted to stable: %+v", posted)
	}
	expect(t, "why", posted[0].Why, "posted for the 5.9 stable branch by a mail that names this commit as upstream's")
	backport := newest(t, all, "20201103203405.042055538@linuxfoundation.org")
	expect(t, "backport", backport.Name, Applied)
}

func TestCorpusDMAVirtOps(t *testing.T) {
	const id, parts, whole = "20201104095052.1222754-1-hch@lst.de", "20201112165935.GA932629@nvidia.com", "20201117194129.GA1757698@nvidia.com"
	_, all := seed(t, "dma-virt-ops-removal.mbox", "2020-11-13")
	st := newest(t, all, id)
	expect(t, "third posting", st.Revision.Version, 3)
	expect(t, "in between", st.Name, PartiallyApplied)
	expect(t, "by", places([]Evidence{*st.Deciding}), parts+":27")
	expect(t, "which", st.Deciding.Patches, []int{1, 2, 3, 4, 6})

	_, all = seed(t, "dma-virt-ops-removal.mbox", "")
	st = newest(t, all, id)
	expect(t, "at last", st.Name, Applied)
	expect(t, "all", places([]Evidence{*st.Deciding}), whole+":27")
	expect(t, "reason", st.Reason, "Jason Gunthorpe applied it to for-next")
	expect(t, "tested", told(st, "tag"), []string{"Mike Marciniszyn all"})
	expect(t, "asked of Santosh", evidence(st, "question")[0].Why, "it is put to somebody else")
	first, second := &all[id][0], &all[id][1]
	expect(t, "first", first.Name, Superseded)
	expect(t, "reviews of the first", told(first, "review"), []string{"Bjorn Helgaas [3]", "Bjorn Helgaas [4]", "Logan Gunthorpe [3 4]"})
	expect(t, "words", places(evidence(first, "wording")), bjornOn3+":1 "+bjornOn3+":8 20201104165447.GA358343@bjorn-Precision-5520:1")
	expect(t, "tests of the second", told(second, "tag"), []string{"Bernard Metzler all: no later posting carries it"})
}

const bjornOn3 = "20201104165353.GA357989@bjorn-Precision-5520"

// told are the pieces of evidence of a kind, as "who which patches: what it means".
func told(st *State, kind string) (all []string) {
	for _, e := range evidence(st, kind) {
		which := "all"
		if e.Patches != nil {
			which = fmt.Sprint(e.Patches)
		}
		if e.Why != "" {
			which += ": " + e.Why
		}
		all = append(all, e.Actor.Name+" "+which)
	}
	return all
}

func TestCorpusMSM(t *testing.T) {
	_, all := seed(t, "msm-struct-mutex.mbox", "")
	states := all["20201004192152.3298573-1-robdclark@gmail.com"]
	if len(states) != 4 {
		t.Fatalf("%d revisions", len(states))
	}
	for i, st := range states[:3] {
		expect(t, "older", st.Name, Superseded)
		if next := states[i+1].Revision; !strings.Contains(st.Reason, next.ID) || !strings.Contains(st.Reason, next.Tie) {
			t.Errorf("v%d: %s", i+1, st.Reason)
		}
	}
	for i, want := range []string{
		"Jordan Crouse [2], Jordan Crouse [3], Jordan Crouse [4], Jordan Crouse [5], Jordan Crouse [6], Jordan Crouse [7], " +
			"Jordan Crouse [8]: no later posting carries it, Jordan Crouse [9], Kristian Høgsberg [13], Kristian Høgsberg [1 2 3 4 5 6 7 8 9 10 11 12 14]",
		"",
		"Kristian Høgsberg all",
		"",
	} {
		expect(t, fmt.Sprintf("reviews of v%d", i+1), strings.Join(told(&states[i], "review"), ", "), want)
	}
	const answered, other = ": the author answered", ": it is put to somebody else"
	for i, want := range []string{
		"Daniel Vetter [7]" + answered,
		"Daniel Vetter [7]" + answered + ", Daniel Vetter [22]" + answered + ", Daniel Vetter [22]" + answered + ", Daniel Vetter [7]" + other + ", Viresh Kumar [7]" + answered +
			", Viresh Kumar [7]" + answered + ", Viresh Kumar [7]", // whether Rob could test a patch of his
		"Kristian Høgsberg [6]: its sender approved or took it back later",
		"Lucas Stach [23]" + answered + ", Lucas Stach [23]" + answered,
	} {
		expect(t, fmt.Sprintf("questions on v%d", i+1), strings.Join(told(&states[i], "question"), ", "), want)
	}
	if open := states[3].Questions; len(open) > 0 {
		t.Errorf("v4: open questions %+v", open)
	}
	for _, p := range states[3].Patches {
		if len(p.Reviews) == 0 {
			t.Errorf("v4 %d: no review", p.Patch.Index)
		}
	}
}

// What Christoph Hellwig suggests in a reply is no patch: there is no series to have a state.
func TestCorpusRXE(t *testing.T) {
	b, all := seed(t, "rxe-dma-mask-syzbot.mbox", "")
	if len(b.archive.Series) != 0 || len(all) != 0 {
		t.Errorf("%d series", len(b.archive.Series))
	}
	found := false
	for _, th := range b.archive.Threads {
		th.Root.Walk(func(n *series.Node, _ int) {
			if n.Mail == nil {
				return
			}
			found = found || n.ID == "20201028173108.GA10135@lst.de" && n.Mail.Kind == series.Reply
			if n.Mail.IsPosting() {
				t.Errorf("<%s> posts a patch", n.ID)
			}
		})
	}
	if !found {
		t.Error("the mail that says DMA_BIT_MASK(64) is not there as a plain reply")
	}
}

// Reading the mails backwards, and twice, changes nothing.
func TestCorpusOrder(t *testing.T) {
	data := corpusBytes(t, corpustest.File(t, "seeds", "dma-virt-ops-removal.mbox"))
	b := readBox(t, "b", data, time.Time{})
	want := printStates(b.states())
	var mails []*series.Mail
	for _, th := range b.archive.Threads {
		th.Root.Walk(func(n *series.Node, _ int) {
			if n.Mail != nil {
				mails = append(mails, n.Mail)
			}
		})
	}
	slices.Reverse(mails)
	b.in.Archive = series.Group(append(mails, mails...))
	b.archive, b.in.Findings = b.in.Archive, nil
	withoutRules := readBox(t, "b", data, time.Time{})
	withoutRules.in.Findings = nil
	if got := printStates(b.states()); got != printStates(withoutRules.states()) {
		t.Errorf("backwards:\n%s\nforwards:\n%s", got, want)
	}
}

func printStates(all map[string][]State) string {
	var ids []string
	for id := range all {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	var b strings.Builder
	for _, id := range ids {
		for _, st := range all[id] {
			fmt.Fprintf(&b, "%s v%d %s %s %s %s %s\n", id, st.Revision.Version, st.Name, st.Rule, st.Reason, st.Next, missing(&st))
			for _, e := range st.Evidence {
				fmt.Fprintf(&b, "\t%s %s:%d %v %q %s %s %v %s\n", e.Kind, mailID(e.Mail), e.Line, e.Patches, e.Text, e.Role, e.Strength, e.Used, e.Why)
			}
		}
	}
	return b.String()
}
