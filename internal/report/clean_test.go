package report

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"patchpilot/diff"
	"patchpilot/lint"
	"patchpilot/mbox"
	"patchpilot/review"
	"patchpilot/series"
	"patchpilot/trailers"
	"patchpilot/triage"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"drm/msm: fix it", "drm/msm: fix it"},
		{"Kristian Høgsberg 回复", "Kristian Høgsberg 回复"},
		{"a\tb", "a b"},
		{"a\nb", "a<U+000A>b"},
		{"\x1b[31mred", "<U+001B>[31mred"},
		{"a\u202eb\u2066", "a<U+202E>b<U+2066>"},
		{"\u009b31m", "<U+009B>31m"},
		{"zero\u200bwidth\ufeff", "zero<U+200B>width<U+FEFF>"},
		{"joined \u200d stays", "joined \u200d stays"},
		{"bad \xff byte", "bad <0xFF> byte"},
		{"line\u2028end", "line<U+2028>end"},
		{"tag \U000E0041", "tag <U+E0041>"},
	} {
		if diff := cmp.Diff(c.want, Clean(c.in)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.in, diff)
		}
	}
}

// hostile draws text that is rich in what must not reach a terminal.
func hostile() *rapid.Generator[string] {
	odd := rapid.SampledFrom([]string{"\x1b[2J", "\r", "\n", "\x00", "\u202e", "\u2066", "\u200f", "\u009b", "\x7f", "\xff", "\t", "\u2028", "ü", "漢"})
	piece := rapid.OneOf(odd, rapid.String())
	return rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(piece, 0, 6).Draw(t, "pieces"), "") })
}

// sgr are the colour sequences the printer makes itself.
var sgr = regexp.MustCompile("\x1b\\[[0-9;]*m")

// checkSafe fails where output holds anything but visible text, newlines and colours.
func checkSafe(t *rapid.T, out string) {
	if !utf8.ValidString(out) {
		t.Fatalf("not UTF-8: %q", out)
	}
	for _, r := range sgr.ReplaceAllString(out, "") {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
			t.Fatalf("%U is printed raw in %q", r, out)
		}
	}
}

// hostileItem is a series that holds hostile text wherever text can stand.
func hostileItem(t *rapid.T) *Item {
	s := func() string { return hostile().Draw(t, "text") }
	who := func() mbox.Address { return mbox.Address{Name: s(), Email: s()} }
	mail := func() *series.Mail {
		return &series.Mail{
			ID: s(), From: who(), Author: who(), Date: time.Unix(1700000000, 0), Parents: []string{s()},
			Subject:  series.Subject{Text: s(), Title: s(), Index: 1},
			Diff:     &diff.Patch{Files: []*diff.File{{OldPath: s(), NewPath: s(), Status: diff.Renamed}}},
			Problems: []mbox.Problem{{Source: s(), MessageID: s(), Text: s()}},
		}
	}
	one := &series.Series{ID: s(), Title: s(), Author: who(), ChangeID: s()}
	first, cover, reply := mail(), mail(), mail()
	tags := []series.Tag{
		{Trailer: trailers.Trailer{Key: s(), Value: s(), Comment: s()}, By: first, Verdict: series.Own},
		{Trailer: trailers.Trailer{Key: s(), Value: s()}, By: reply, Verdict: series.Conditional, Remark: s(), Scope: s()},
	}
	patch := &series.Patch{Mail: first, Index: 1, Title: s(), Reviews: tags}
	rev := &series.Revision{
		ID: s(), Series: one, Version: 2, Stated: 3, Expected: 4, Cover: cover,
		Patches: []*series.Patch{patch}, Extra: []int{5}, Sender: who(), Target: s(), BaseCommit: s(), Tie: s(),
		FollowUps: []*series.FollowUp{{Mail: reply, To: first, Depth: 1, Tags: tags}},
	}
	rev.Supersedes = rev
	one.Revisions = []*series.Revision{rev}
	found := lint.Finding{
		Rule: &lint.Rule{Name: "some-rule"}, Severity: lint.Warning, Revision: rev, Mail: first,
		Path: s(), Text: s(), Fix: s(),
	}
	said := triage.Evidence{Kind: s(), Mail: reply, Text: s(), Actor: who(), Role: triage.Role(s()), Why: s(), Rule: s(), Commit: s(), Used: true}
	doubted := said
	doubted.Used = false
	state := &triage.State{
		Revision: rev, Name: triage.PartiallyApplied, Rule: s(), Reason: s(), Deciding: &said, Next: triage.Author, Waits: []mbox.Address{who()},
		Patches:   []triage.PatchState{{Patch: patch, Applied: &said}, {Patch: patch}},
		Questions: []triage.Evidence{said},
		Missing:   []triage.Item{{Kind: s(), Text: s(), Rule: s(), Asked: []triage.Evidence{said}}, {Kind: s(), Cleared: &said}},
		Evidence:  []triage.Evidence{said, doubted},
	}
	return &Item{Series: one, Postings: []*Posting{{
		State: state, Comments: map[*series.Mail][]review.Comment{reply: {{Line: 1, Text: []string{s(), s()}, Quoted: []string{s()}}}},
		Revision: rev, Cover: cover, Patches: rev.Patches, FollowUps: rev.FollowUps, Findings: []lint.Finding{found},
	}}}
}

func TestTextIsSafe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		look := Look{Color: rapid.Bool().Draw(t, "color"), Width: rapid.SampledFrom([]int{0, 40, 80, 200}).Draw(t, "width")}
		item := hostileItem(t)
		problem := mbox.Problem{Source: hostile().Draw(t, "source"), Text: hostile().Draw(t, "problem")}
		var out bytes.Buffer
		for _, sink := range []Sink{NewList(&out, look), NewLint(&out, look), NewShow(&out, look), NewTriage(&out, look), NewWhy(&out, look)} {
			run(t, sink, item, problem)
		}
		checkSafe(t, out.String())
	})
}

func TestJSONIsSafeAndWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		item := hostileItem(t)
		var out bytes.Buffer
		sink := NewJSON(&out, Findings)
		sink.states = true
		run(t, sink, item, mbox.Problem{Text: hostile().Draw(t, "problem")})
		checkSafe(t, out.String())
		var first struct{ Title string }
		if err := json.NewDecoder(&out).Decode(&first); err != nil {
			t.Fatal(err)
		}
		if want := strings.ToValidUTF8(item.Series.Title, "\ufffd"); strings.ToValidUTF8(first.Title, "\ufffd") != want && utf8.ValidString(item.Series.Title) {
			t.Fatalf("title %q came back as %q", want, first.Title)
		}
	})
}

func run(t *rapid.T, sink Sink, item *Item, problem mbox.Problem) {
	for _, err := range []error{sink.Item(item), sink.Problem(problem), sink.Summary(Summary{Messages: 3, Series: 1})} {
		if err != nil {
			t.Fatal(err)
		}
	}
}
