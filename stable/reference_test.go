package stable_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"patchpilot/diff"
	"patchpilot/history"
	"patchpilot/internal/corpustest"
	"patchpilot/mbox"
	"patchpilot/series"
	"patchpilot/stable"
)

// reference is the mail about a fix of a helper of shared buffers, and a history that stands in for those about it.
type reference struct {
	*history.Index
	posted, backport         *series.Mail
	facts                    []stable.Fact
	fault, fix, later, v58   history.N
	tip59, tip59Taken, tip58 history.N
}

func readReference(t *testing.T) *reference {
	file, err := os.Open(corpustest.File(t, "seeds", "shmem-mmap-fix.mbox"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r := &reference{}
	if _, err := mbox.Scan("seed", file, func(raw mbox.Raw) error {
		m := series.NewMail(mbox.Parse(raw))
		r.facts = append(r.facts, stable.ReadFacts(m, stable.Ours{})...)
		switch {
		case m.Kind == series.PatchMail && m.Subject.Stable:
			r.backport = m
		case m.Kind == series.PatchMail:
			r.posted = m
		}
		return nil
	}); err != nil || r.posted == nil || r.backport == nil {
		t.Fatalf("posted %v, backport %v: %v", r.posted, r.backport, err)
	}
	r.index(t)
	return r
}

// index makes a history: the fault came with v5.9, upstream fixed it, and found fault with the fix.
func (r *reference) index(t *testing.T) {
	r.Index = history.New(history.Kernel)
	clock := time.Date(2020, 8, 2, 0, 0, 0, 0, time.UTC)
	commit := func(id, message string, author mbox.Address, parents ...history.N) history.N {
		clock = clock.AddDate(0, 0, 10)
		c := history.Commit{ID: parseID(t, id), Message: message}
		c.Author = history.Person{Name: author.Name, Email: author.Email, When: clock}
		c.Committer = c.Author
		for _, p := range parents {
			c.Parents = append(c.Parents, r.ID(p))
		}
		r.Extend([]history.Commit{c})
		return r.Find(c.ID)
	}
	ada := mbox.Address{Name: "Ada Writer", Email: "ada@example.org"}
	r.v58 = commit("58", "Linux 5.8\n", ada)
	r.fault = commit("26d3ac3cb04d", "Redirect the mapping\n", ada, r.v58)
	v59 := commit("59", "Linux 5.9\n", ada, r.fault)
	r.fix = commit("f49a51bfdc8ea717c97ccd4cc98b7e6daaa5553a", r.posted.Subject.Title+"\n\n"+r.posted.Log, r.posted.Author, v59)
	r.later = commit("ee9adb7a4551", "Take away one put more\n\nFixes: f49a51bfdc8e (\""+r.posted.Subject.Title+"\")\n", ada, r.fix)
	r.tip58 = commit("581", "Linux 5.8.1\n", ada, r.v58)
	r.tip59 = commit("591", "Linux 5.9.1\n", ada, v59)
	r.tip59Taken = commit("592", r.backport.Subject.Title+"\n\n"+r.backport.Log, r.backport.Author, r.tip59)
}

func parseID(t *testing.T, digits string) (id history.ID) {
	digits += strings.Repeat("0", 40-len(digits))
	for i := range id {
		for _, c := range digits[2*i : 2*i+2] {
			id[i] = id[i]<<4 | byte(strings.IndexRune("0123456789abcdef", c))
		}
	}
	return id
}

func (r *reference) keeper(tip59 history.N) *stable.Keeper {
	return stable.New(stable.Input{
		Index: r.Index, Upstream: r.later, Facts: r.facts,
		Branches: []stable.Branch{
			{Name: "linux-5.9.y", Version: "5.9", Tip: tip59, Base: r.fault},
			{Name: "linux-5.8.y", Version: "5.8", Tip: r.tip58, Base: r.v58},
		},
	})
}

// The mailed patch and the backport are one change with one line around it that differs: by what they change they are
// the same, by their patch-ids they are not.
func TestCorpusReferenceChange(t *testing.T) {
	r := readReference(t)
	if !strings.HasPrefix(r.posted.ChangeHash, "1979b384") || r.posted.ChangeHash != r.backport.ChangeHash {
		t.Errorf("change hashes %s and %s", r.posted.ChangeHash, r.backport.ChangeHash)
	}
	if !strings.HasPrefix(r.posted.PatchID, "b9c45305") || !strings.HasPrefix(r.backport.PatchID, "904bd1c3") {
		t.Errorf("patch-ids %s and %s", r.posted.PatchID, r.backport.PatchID)
	}
}

func TestCorpusReferenceCells(t *testing.T) {
	r := readReference(t)
	k := r.keeper(r.tip59)
	queued := k.Cell(r.fix, 0)
	if queued.Status != stable.Queued || !slices.Equal(queued.FollowUps, []history.N{r.later}) {
		t.Errorf("5.9 before: %s, %s, later %v", queued.Status, queued.Reason, queued.FollowUps)
	}
	if older := k.Cell(r.fix, 1); older.Status != stable.NotAffected {
		t.Errorf("5.8: %s, %s", older.Status, older.Reason)
	}
	k = r.keeper(r.tip59Taken)
	taken := k.Cell(r.fix, 0)
	if taken.Status != stable.Done || taken.Commit != r.tip59Taken || taken.Copies[0].Rank != stable.ByID || !slices.Equal(taken.FollowUps, []history.N{r.later}) {
		t.Errorf("5.9 after: %s, %s, later %v", taken.Status, taken.Reason, taken.FollowUps)
	}
	if next := k.Cell(r.later, 0); next.Status != stable.Missing {
		t.Errorf("the fix of the fix on 5.9: %s, %s", next.Status, next.Reason)
	}
}

// The backport as a submission: of the commit it names, changed around alone, and not the end of it.
func TestCorpusReferenceSubmission(t *testing.T) {
	r := readReference(t)
	mailed := func(history.ID) (*series.Mail, error) { return r.posted, nil }
	found, err := r.keeper(r.tip59).Check([]*series.Patch{{Mail: r.backport, Index: 267, Title: r.backport.Subject.Title}}, nil, mailed)
	if err != nil || len(found) != 1 || len(found[0].Origins) != 1 {
		t.Fatalf("found %+v: %v", found, err)
	}
	if o := found[0].Origins[0]; o.Commit != r.fix || o.Sameness != diff.SameChange || len(o.Difference) != 1 {
		t.Errorf("commit %d, %s, differs %v", o.Commit, o.Sameness, o.Difference)
	}
	var names []string
	for _, remark := range found[0].Remarks {
		names = append(names, remark.Name)
	}
	if got := strings.Join(names, " "); got != "stable-followup stable-context-changed" {
		t.Errorf("got %s", got)
	}
}
