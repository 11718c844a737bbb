package flow

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"patchpilot/internal/report"
	"patchpilot/mbox"
	"patchpilot/series"
	"patchpilot/triage"
)

// countingJudge calls a revision ready in which one rule found nothing, and counts what it found.
type countingJudge struct{ in triage.Input }

func (j countingJudge) Series(s *series.Series) (all []triage.State) {
	for _, rev := range s.Revisions {
		state := triage.State{Revision: rev, Name: triage.Ready, Next: triage.Maintainer}
		n := 0
		for _, f := range j.in.Findings(rev) {
			if f.Rule.Name == "fixes-short-id" {
				n++
			}
		}
		if n > 0 {
			state.Name, state.Reason = triage.ChangesRequested, fmt.Sprintf("%d findings", n)
		}
		if rev != s.Latest() {
			state.Name = triage.Superseded
		}
		all = append(all, state)
	}
	return all
}

func judgedBy(t Triage) *Triage {
	t.newJudge = func(in triage.Input) judge { return countingJudge{in} }
	return &t
}

// statesOf lists what a run says: id and state of each posting.
func statesOf(t *testing.T, box []byte, o Options) (words []string) {
	t.Helper()
	runOn(t, box, o, collect(func(it *report.Item) {
		for _, p := range it.Postings {
			words = append(words, fmt.Sprintf("%s %s %s", p.Revision.ID, p.State.Name, p.State.Reason))
		}
	}))
	return words
}

// collect is a sink that looks at items alone.
type collect func(*report.Item)

func (c collect) Item(it *report.Item) error   { c(it); return nil }
func (c collect) Pull(*series.Mail) error      { return nil }
func (c collect) Problem(mbox.Problem) error   { return nil }
func (c collect) Summary(report.Summary) error { return nil }

func TestEveryPostingGetsItsState(t *testing.T) {
	want := []string{
		"s0-v1-0@example.org superseded 2 findings",
		"s0-v2-0@example.org changes-requested 2 findings",
		"s1-v1-0@example.org superseded 2 findings",
		"s1-v2-0@example.org changes-requested 2 findings",
	}
	for _, workers := range []int{1, 3} {
		got := statesOf(t, archive(traffic(2)), Options{Triage: judgedBy(Triage{}), Workers: workers})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
}

// A state is that of the whole revision, whatever of it is shown.
func TestStatesDoNotDependOnTheSelection(t *testing.T) {
	o := Options{Triage: judgedBy(Triage{}), Select: Selection{Version: 2, Series: "s1-v1-0@example.org"}}
	o.Select.Patches, _ = ParseNumbers("1")
	got := statesOf(t, archive(traffic(2)), o)
	if diff := cmp.Diff([]string{"s1-v2-0@example.org changes-requested 2 findings"}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// What is not wanted is neither shown nor counted.
func TestKeep(t *testing.T) {
	keep := func(s *triage.State, now time.Time) bool {
		return strings.HasPrefix(s.Revision.ID, "s1") && s.Name == triage.ChangesRequested && !now.IsZero()
	}
	var out bytes.Buffer
	o := Options{Triage: judgedBy(Triage{Keep: keep})}
	res := runOn(t, archive(traffic(3)), o, report.NewTriage(&out, report.Look{}))
	if res.Summary.Series != 1 || res.Summary.Revisions != 2 || !strings.Contains(out.String(), "net: work 1") || strings.Contains(out.String(), "work 2") {
		t.Errorf("%+v\n%s", res.Summary, out.String())
	}
}

// The archive as of a day is the one that was there on that day.
func TestAsOf(t *testing.T) {
	mails := traffic(1) // a mail a minute, the second version from the sixth on
	until, err := ParseMoment("2024-03-01T08:05:00Z", true)
	must(t, err)
	o := Options{Triage: judgedBy(Triage{AsOf: true}), Select: Selection{Until: until}}
	want := []string{"s0-v1-0@example.org changes-requested 2 findings"}
	if diff := cmp.Diff(want, statesOf(t, archive(mails), o)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	o.Triage.AsOf = false
	want = []string{"s0-v1-0@example.org superseded 2 findings"}
	if diff := cmp.Diff(want, statesOf(t, archive(mails), o)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// A posting is found by any mail of it, and by any that answers it.
func TestHolding(t *testing.T) {
	for _, c := range []struct{ id, want string }{
		{"s1-v2-0@example.org", "s1-v2-0@example.org"},
		{"s1-v1-2@example.org", "s1-v1-0@example.org"},
		{"re-s0-v1-2@example.org", "s0-v1-0@example.org"},
	} {
		got := statesOf(t, archive(traffic(2)), Options{Triage: judgedBy(Triage{}), Select: Selection{Holding: c.id}})
		if len(got) != 1 || !strings.HasPrefix(got[0], c.want+" ") {
			t.Errorf("%s: %q, want %s alone", c.id, got, c.want)
		}
	}
	o := Options{Select: Selection{Holding: "nobody@example.org"}}
	res := runOn(t, archive(traffic(1)), o, collect(func(*report.Item) {}))
	if res.Nothing == nil || !strings.Contains(res.Nothing.Error(), "nobody@example.org") {
		t.Errorf("%v", res.Nothing)
	}
}
