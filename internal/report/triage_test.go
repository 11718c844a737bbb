package report

import (
	"bytes"
	"io"
	"net/mail"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"patchpilot/diff"
	"patchpilot/mbox"
	"patchpilot/review"
	"patchpilot/series"
	"patchpilot/trailers"
	"patchpilot/triage"
)

var (
	ada  = mbox.Address{Name: "Ada Author", Email: "ada@example.org"}
	max_ = mbox.Address{Name: "Max Maintainer", Email: "max@example.org"}
	june = time.Date(2024, 6, 1, 8, 0, 0, 0, time.UTC)
)

// ringSeries is two patches of Ada's, posted for the second time.
func ringSeries() *series.Revision {
	patch := func(n int, title string) *series.Patch {
		id := string(rune('0'+n)) + "@example.org"
		return &series.Patch{Index: n, Title: title, Mail: &series.Mail{
			ID: id, From: ada, Author: ada, Date: june, Subject: series.ParseSubject("[PATCH v2 " + string(rune('0'+n)) + "/2] " + title),
		}}
	}
	cover := &series.Mail{
		ID: "0@example.org", From: ada, Date: june, Parents: []string{"old@example.org", "root@example.org"},
		Subject: series.ParseSubject("[PATCH v2 0/2] demo: Mend the ring"), Log: "The ring is broken.\n\nThis mends it.\n",
		To: []mbox.Address{max_, {Email: "list@example.org"}},
		Cc: []mbox.Address{{Name: "Lee, Jr.", Email: "lee@example.org"}, {Name: "Zoë", Email: "zoe@example.org"}, {Email: "LIST@example.org"}},
	}
	rev := &series.Revision{
		ID: cover.ID, Version: 2, Expected: 2, Cover: cover, Sender: ada, Date: june, RFC: true,
		Patches: []*series.Patch{patch(1, "demo: Lock the ring"), patch(2, "demo: Free the ring")},
	}
	rev.Series = &series.Series{ID: cover.ID, Title: "demo: Mend the ring", Author: ada, Revisions: []*series.Revision{rev}}
	return rev
}

func posted(rev *series.Revision, s *triage.State) *Item {
	s.Revision = rev
	return &Item{Series: rev.Series, Postings: []*Posting{{
		Revision: rev, Cover: rev.Cover, Patches: rev.Patches, FollowUps: rev.FollowUps, State: s,
	}}}
}

// waiting is the series with a question that is open and a test that is missing.
func waiting() *Item {
	rev := ringSeries()
	reply := &series.Mail{ID: "r@example.org", From: max_, Date: june.AddDate(0, 0, 1)}
	answer := &series.Mail{ID: "a@example.org", From: ada, Date: june.AddDate(0, 0, 2)}
	question := triage.Evidence{
		Kind: "question", Mail: reply, Line: 12, Text: "Why not a mutex?", Actor: max_, Role: triage.ByMaintainer,
		Date: reply.Date, Strength: triage.Medium, Rule: "question-on-hunk", Patches: []int{2}, Used: true,
	}
	asks := triage.Evidence{
		Kind: "request", Mail: reply, Line: 20, Text: "needs an igt", Actor: max_, Role: triage.ByMaintainer,
		Date: reply.Date, Strength: triage.Medium, Rule: "asks-igt", Used: true,
	}
	promise := triage.Evidence{
		Kind: "promise", Mail: answer, Line: 4, Text: "I'll write tests", Actor: ada, Role: triage.ByAuthor, Date: answer.Date,
		Strength: triage.Weak, Rule: "asks-igt", Why: "a promise brings nothing",
	}
	link := triage.Evidence{Kind: "link", Mail: answer, Line: 6, Text: "https://example.org/mesa/1", Actor: ada, Role: triage.ByAuthor, Date: answer.Date, Used: true}
	stranger := triage.Evidence{
		Kind: "applied", Mail: answer, Line: 9, Text: "will be applied", Actor: ada, Role: triage.ByAuthor, Date: answer.Date,
		Strength: triage.Weak, Rule: "applied-notice", Why: "it speaks of the future",
	}
	return posted(rev, &triage.State{
		Name: triage.AwaitingPrereq, Rule: "asks-igt", Deciding: &asks, Reason: "an igt test is asked for and not there",
		Next: triage.Author, Waits: []mbox.Address{ada},
		Patches: []triage.PatchState{
			{Patch: rev.Patches[0], Reviews: []series.Tag{{Trailer: trailers.Trailer{Key: "Reviewed-by"}}}},
			{Patch: rev.Patches[1]},
		},
		Questions: []triage.Evidence{question},
		Missing: []triage.Item{
			{Kind: "igt-test", Text: "A test of the new ioctl is asked for.", Rule: "uapi-no-igt", Asked: []triage.Evidence{asks}, Beside: []triage.Evidence{promise}},
			{Kind: "userspace-user", Text: "Who uses the ioctl?", Cleared: &link},
		},
		Evidence: []triage.Evidence{question, asks, promise, link, stranger},
	})
}

// taken is the series with its first patch applied, and so are both where whole is asked for.
func taken(whole bool) *Item {
	rev := ringSeries()
	notice := triage.Evidence{Kind: "applied", Mail: &series.Mail{ID: "n@example.org", From: mbox.Address{Email: "bot@example.org"}},
		Line: 1, Commit: "54a4f0239f2e98a1c7b1f4d0a3b2c1d0e9f8a7b6", Tree: "demo-next", Taker: max_, Patches: []int{1}, Used: true}
	said := triage.Evidence{Kind: "applied", Used: true}
	s := &triage.State{
		Name: triage.PartiallyApplied, Next: triage.Nobody, Evidence: []triage.Evidence{notice, said},
		Patches: []triage.PatchState{{Patch: rev.Patches[0], Applied: &notice}, {Patch: rev.Patches[1]}},
	}
	if whole {
		s.Name, s.Patches[1].Applied = triage.Applied, &said
	}
	return posted(rev, s)
}

func printed(t *testing.T, make func(io.Writer) Sink, items ...*Item) string {
	t.Helper()
	var out bytes.Buffer
	sink := make(&out)
	for _, it := range items {
		if err := sink.Item(it); err != nil {
			t.Fatal(err)
		}
	}
	if err := sink.Summary(Summary{Now: june.AddDate(0, 0, 12), Messages: 5, Series: len(items), Revisions: len(items), Patches: 2}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func text(make func(io.Writer, Look) Sink) func(io.Writer) Sink {
	return func(w io.Writer) Sink { return make(w, Look{}) }
}

func TestTriage(t *testing.T) {
	want := `
partially-applied  v2  [RFC] demo: Mend the ring  Ada Author  12d  0/2 reviewed, 1/2 applied
awaiting-prereq    v2  [RFC] demo: Mend the ring  Ada Author  12d  1/2 reviewed, 1 open question  lacks igt-test  author: Ada Author
applied            v2  [RFC] demo: Mend the ring  Ada Author  12d  0/2 reviewed

5 messages, 3 series, 3 revisions, 2 patches; 1 partially-applied, 1 awaiting-prereq, 1 applied
`
	got := printed(t, text(NewTriage), taken(true), waiting(), taken(false))
	if diff := cmp.Diff(want[1:], got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestWhy(t *testing.T) {
	want := `
v2 [RFC] demo: Mend the ring, Ada Author, 2024-06-01
0@example.org
awaiting-prereq: an igt test is asked for and not there
  rule     asks-igt
  next     author: Ada Author
  patches  reviewed 1; open question on 2

decided by
+ request <r@example.org> line 20 "needs an igt" Max Maintainer (maintainer)
      2024-06-02, medium, by asks-igt

seen
+ question <r@example.org> line 12 "Why not a mutex?" Max Maintainer (maintainer)
      2024-06-02, patch 2, medium, by question-on-hunk
+ link <a@example.org> line 6 "https://example.org/mesa/1" Ada Author (author)
      2024-06-03

seen and not believed
- promise <a@example.org> line 4 "I'll write tests" Ada Author (author)
      2024-06-03, weak, by asks-igt
      a promise brings nothing
- applied <a@example.org> line 9 "will be applied" Ada Author (author)
      2024-06-03, weak, by applied-notice
      it speaks of the future

missing
igt-test: A test of the new ioctl is asked for. (uapi-no-igt)
  asked <r@example.org> line 20 "needs an igt" Max Maintainer (maintainer)
  beside <a@example.org> line 4 "I'll write tests" Ada Author (author)
      a promise brings nothing

was missing
userspace-user: Who uses the ioctl?
  cleared <a@example.org> line 6 "https://example.org/mesa/1" Ada Author (author)

5 messages, 1 series, 1 revision, 2 patches
`
	got := printed(t, text(NewWhy), waiting())
	if diff := cmp.Diff(want[1:], got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// What a reply says stands below what it quotes, with the place of that; a question that is open is marked.
func TestShowComments(t *testing.T) {
	it := waiting()
	p := it.Latest()
	patch := p.Patches[1]
	patch.Diff = diff.Parse("--- a/demo/ring.c\n+++ b/demo/ring.c\n@@ -4,2 +4,3 @@\n one();\n+mutex_lock(&ring);\n two();\n", 1)
	reply := p.State.Questions[0].Mail
	p.FollowUps = []*series.FollowUp{{Mail: reply, To: patch.Mail, Depth: 1}}
	p.Comments = map[*series.Mail][]review.Comment{reply: {
		{Line: 1, End: 1, Text: []string{"Nice."}},
		{Line: 10, End: 12, Text: []string{"Hm.", "", "Why not a mutex?"}, Quoted: []string{" one();", "+mutex_lock(&ring);"}},
	}}
	want := `
         └ 2024-06-02 08:00  Max Maintainer  r@example.org
             Nice.
           demo/ring.c:5
           >  one();
           > +mutex_lock(&ring);
           ? Hm.
           ?
           ? Why not a mutex?
           ? not answered
`
	got := printed(t, text(NewShow), it)
	if !strings.Contains(got, want) || !strings.Contains(got, "\n  state      awaiting-prereq, next author: Ada Author\n") {
		t.Errorf("no%s\nor no state in\n%s", want, got)
	}
	records := printed(t, func(w io.Writer) Sink { return NewJSON(w, Patches) }, it)
	if part := `"quoted":[" one();","+mutex_lock(&ring);"],"path":"demo/ring.c","path_line":5,"open":true}`; !strings.Contains(records, part) {
		t.Errorf("no %s in\n%s", part, records)
	}
}

func TestStateRecords(t *testing.T) {
	got := printed(t, func(w io.Writer) Sink { return NewStates(w) }, waiting())
	lines := strings.Split(got, "\n")
	want := `{"type":"state","revision":"0@example.org","state":"awaiting-prereq","rule":"asks-igt","reason":"an igt test is asked for and not there","next":"author","waits":[{"name":"Ada Author","email":"ada@example.org"}],` +
		`"missing":[{"item":"igt-test","rule":"uapi-no-igt","text":"A test of the new ioctl is asked for.","asked":[`
	if len(lines) < 4 || !strings.HasPrefix(lines[2], want) {
		t.Fatalf("%s\nwant its third line to begin\n%s", got, want)
	}
	for _, part := range []string{
		`"line":20,"text":"needs an igt","actor":{"name":"Max Maintainer","email":"max@example.org"},"role":"maintainer","date":"2024-06-02T08:00:00Z","strength":"medium","rule":"asks-igt","used":true,"deciding":true}`,
		`"rule":"asks-igt","used":false,"why":"a promise brings nothing"}`,
		`"cleared":[{"item":"userspace-user","text":"Who uses the ioctl?","cleared":{"kind":"link"`,
		`"patches":[{"index":1,"reviews":1},{"index":2,"reviews":0,"questions":1}]`,
	} {
		if !strings.Contains(lines[2], part) {
			t.Errorf("no %s in\n%s", part, lines[2])
		}
	}
	if !strings.Contains(lines[0], `"state":"awaiting-prereq"`) {
		t.Errorf("no state in %s", lines[0])
	}
}

func TestThanks(t *testing.T) {
	want := `
From git@z Thu Jan  1 00:00:00 1970
From: Max Maintainer <max@example.org>
To: list@example.org,
 Ada Author <ada@example.org>
Cc: "Lee, Jr." <lee@example.org>,
 =?utf-8?q?Zo=C3=AB?= <zoe@example.org>
Subject: Re: (subset) [PATCH v2 0/2] demo: Mend the ring
Date: Thu, 13 Jun 2024 08:00:00 +0000
Message-ID: <thanks-ID@example.org>
In-Reply-To: <0@example.org>
References: <root@example.org>
 <old@example.org>
 <0@example.org>
MIME-Version: 1.0
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: 8bit

On Sat, 01 Jun 2024 08:00:00 +0000, Ada Author wrote:
> The ring is broken.
>
> This mends it.

Applied to demo-next, thanks!

[1/2] demo: Lock the ring
      commit: 54a4f0239f2e98a1c7b1f4d0a3b2c1d0e9f8a7b6

Best regards,
-- 
Max Maintainer <max@example.org>

`
	thank := func(w io.Writer) Sink { return NewThanks(w, io.Discard, max_) }
	got := printed(t, thank, taken(false), waiting())
	id := got[strings.Index(got, "<thanks-")+len("<thanks-"):]
	id, _, _ = strings.Cut(id, "@")
	if diff := cmp.Diff(want[1:], strings.Replace(got, id, "ID", 1)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	whole := printed(t, thank, taken(true))
	for _, part := range []string{"Subject: Re: [PATCH v2 0/2]", "\nApplied, thanks!\n", "[2/2] demo: Free the ring\n      (no commit info)\n"} {
		if !strings.Contains(whole, part) {
			t.Errorf("no %q in\n%s", part, whole)
		}
	}
	lost := taken(true)
	lost.Latest().Revision.Expected = 3
	if got := printed(t, thank, lost); !strings.Contains(got, "Subject: Re: (subset) ") {
		t.Errorf("one of three did not arrive, and all are thanked for:\n%s", got)
	}
	own, stable := taken(true), taken(true)
	own.Latest().Revision.Sender, stable.Latest().Revision.Backport = max_, true
	if got := printed(t, thank, own, stable); got != "" {
		t.Errorf("thanks nobody asked for:\n%s", got)
	}
	others := taken(false)
	others.Latest().State.Evidence[0].Taker = ada
	others.Latest().State.Patches[0].Applied.Taker = ada
	if got := printed(t, thank, others); got != "" {
		t.Errorf("thanks for what somebody else did:\n%s", got)
	}
	if got := printed(t, func(w io.Writer) Sink { return NewThanks(w, io.Discard, max_, ada.Email) }, others); got != "" {
		t.Errorf("thanks to oneself:\n%s", got)
	}
	told := taken(true)
	told.Latest().State.Evidence[0].Mail.From = max_
	if got := printed(t, thank, told); got != "" {
		t.Errorf("thanks twice:\n%s", got)
	}
}

// Where there is nobody to thank, a line says why.
func TestNoThanks(t *testing.T) {
	own, others, told := taken(true), taken(false), taken(true)
	own.Latest().Revision.Sender = max_
	others.Latest().State.Evidence[0].Taker, others.Latest().State.Patches[0].Applied.Taker = ada, ada
	told.Latest().State.Evidence[0].Mail.From = max_
	twice := taken(false) // in two postings
	twice.Latest().State.Evidence[0].Taker, twice.Latest().State.Patches[0].Applied.Taker = ada, ada
	twice.Postings = append(twice.Postings, twice.Postings[0])
	for _, c := range []struct {
		want  string
		items []*Item
	}{
		{"1 series was applied by Ada Author", []*Item{twice}},
		{"nothing here was applied", []*Item{waiting()}},
		{"1 series was applied by Ada Author", []*Item{waiting(), others}},
		{"2 series were applied by Ada Author, 1 series was thanked for already, 1 series was your own", []*Item{own, others, told, others}},
		{"", []*Item{others, taken(true)}},
	} {
		var notes bytes.Buffer
		printed(t, func(w io.Writer) Sink { return NewThanks(w, &notes, max_) }, c.items...)
		if c.want != "" {
			c.want = "patchpilot: no thanks to give: " + c.want + "\n"
		}
		if notes.String() != c.want {
			t.Errorf("got %q, want %q", notes.String(), c.want)
		}
	}
}

// What is quoted of a letter: paragraphs until there are enough lines, without greeting and trailers.
func TestOpening(t *testing.T) {
	for log, want := range map[string]string{
		"It is broken.\n\nSigned-off-by: Ada Author <ada@example.org>\n": "> It is broken.\n",
		"Hi Max,\n\nboth are broken.\n":                                  "> both are broken.\n",
		"Signed-off-by: Ada Author <ada@example.org>\n":                  ">\n",
		"1\n2\n3\n4\n5\n6\n\n8\n":                                        "> 1\n> 2\n> 3\n> 4\n> 5\n> 6\n>\n> [...]\n",
		"1\n2\n\n4\n5\n6\n7\n":                                           "> 1\n> 2\n>\n> 4\n> 5\n> 6\n> 7\n",
		strings.Repeat("x\n", 60):                                        strings.Repeat("> x\n", 40) + "> [...]\n",
	} {
		if got := opening(log); got != want {
			t.Errorf("%q: got %q, want %q", log, got, want)
		}
	}
}

// The headers can be read by a mailer whatever a mail was called.
func TestThanksHeaders(t *testing.T) {
	it := taken(true)
	it.Latest().Cover.Subject.Text = "[PATCH] a\nBcc: everybody@example.org\r\n\x1b[2J"
	it.Latest().Cover.ID = "0@example.org>\nX: y"
	it.Latest().Cover.From.Name = "A\"\\, \nB"
	_, got, _ := strings.Cut(printed(t, func(w io.Writer) Sink { return NewThanks(w, io.Discard, max_) }, it), "\n")
	m, err := mail.ReadMessage(strings.NewReader(got))
	if err != nil {
		t.Fatal(err)
	}
	if m.Header.Get("Bcc") != "" || m.Header.Get("X") != "" {
		t.Errorf("a header was smuggled in:\n%s", got)
	}
	if to, err := m.Header.AddressList("To"); err != nil || len(to) != 2 || to[1].Address != "ada@example.org" {
		t.Errorf("To: %v, %v", to, err)
	}
}

// Reviews are counted of all patches that were sent.
func TestReviewWordsOfPartOfAPosting(t *testing.T) {
	rev := ringSeries()
	s := &triage.State{Revision: rev, Patches: []triage.PatchState{{Patch: rev.Patches[0], Reviews: make([]series.Tag, 1)}}}
	if got := reviewWords(s); got != "1/2 reviewed" {
		t.Errorf("%q", got)
	}
	rev.Expected = 14
	if got := reviewWords(s); got != "1/14 reviewed" {
		t.Errorf("%q", got)
	}
}
