package triage

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"patchpilot/mbox"
	"patchpilot/series"
)

// remarks are what people and robots say in invented threads.
var remarks = []string{
	"Applied, thanks!", "Applied 1-2, thanks!", "Dropped it again.", "NAK. This races.", "I withdraw my NAK.", "Why is the lock held here?",
	"Please resend.", "Will fix it in v2.", "Please ignore this series.", "pw-bot: accept", "pw-bot: cr", "Reviewed-by: Ben Reader <ben@example.org>",
	"The missing bits are\n- igt testcases", "kernel test robot noticed the following build errors:", summary, "Good.",
	"#syz fix: demo: free the ring", clean, stays, "s/ring/pipe/", "Mary, is it in misc-fixes?",
}

// The same mails give the same states, in whatever order and however often they came.
func TestOrderChangesNothing(t *testing.T) {
	names := []string{"ada", "mary", "ben", "eve", "bot", "forged", "robot"}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 4).Draw(t, "patches")
		var replies []string
		for i := range rapid.IntRange(0, 6).Draw(t, "replies") {
			to := fmt.Sprint(rapid.IntRange(1, n).Draw(t, "to"))
			if i > 0 && rapid.Bool().Draw(t, "deep") {
				to = fmt.Sprintf("r%d", rapid.IntRange(1, i).Draw(t, "reply"))
			}
			replies = append(replies, fmt.Sprintf("%s %s %d\n%s", rapid.SampledFrom(names).Draw(t, "who"), to, rapid.IntRange(1, 3).Draw(t, "day"), rapid.SampledFrom(remarks).Draw(t, "says")))
		}
		var mails []*series.Mail
		heard := map[string]*Heard{}
		mbox.Scan("p", strings.NewReader(thread(n, replies...)), func(raw mbox.Raw) error {
			m := series.NewMail(mbox.Parse(raw))
			heard[m.ID] = Read(m)
			mails = append(mails, m.Light())
			return nil
		})
		states := func(mails []*series.Mail) string {
			a := series.Group(mails)
			b := &box{archive: a, in: Input{Archive: a, Now: a.Newest, Heard: func(m *series.Mail) *Heard { return heard[m.ID] }}}
			return printStates(b.states())
		}
		want := states(mails)
		mixed := rapid.Permutation(append(mails, rapid.SliceOf(rapid.SampledFrom(mails)).Draw(t, "twice")...)).Draw(t, "order")
		if got := states(mixed); got != want {
			t.Fatalf("got\n%s\nwant\n%s", got, want)
		}
	})
}

func FuzzRead(f *testing.F) {
	for _, r := range remarks {
		f.Add("Re: [PATCH] demo: free the ring", r)
	}
	f.Add("[GIT PULL] demo", "are available in the Git repository at:\n\n  https://d.example/x tags/y\n\nAda (1):\n      demo: free the ring\n")
	f.Add(`Patch "demo: free the ring" has been added to the 5.9-stable tree`, "This is a note to let you know\n")
	f.Add("Re: [PATCH 0/2] demo", "Applied, thanks!\n\n[1/2] demo: free the ring\n      commit: 0123456789abcdef\n[2/2] x\n      (no commit info)\n")
	f.Add(toMM, inMM)
	f.Add("[merged mm-stable] demo-free-the-ring.patch removed from -mm tree", left+"it was merged into the mm-stable branch\nof x")
	f.Add("[tip: demo/core] demo: free the ring", inTip)
	f.Add("linux-next: manual merge of the demo tree", clash)
	f.Add("✗ Fi.CI.BAT: failure for demo", "")
	f.Fuzz(func(t *testing.T, subject, text string) {
		raw := "From: Ben Reader <ben@example.org>\nSubject: " + strings.ReplaceAll(subject, "\n", " ") + "\nMessage-ID: <1@b.example>\nIn-Reply-To: <0@b.example>\n\n" + text
		m := series.NewMail(mbox.Parse(mbox.Raw{Source: "f", Line: 1, Data: []byte(raw)}))
		h := Read(m)
		if h == nil {
			return
		}
		last := strings.Count(m.Text, "\n") + 1
		for _, s := range h.sentences {
			if s.Line < 1 || s.Line > last || len(s.Text) > mostText+50 {
				t.Errorf("line %d of %d: %q", s.Line, last, s.Text)
			}
		}
		if h.notice != nil && len(h.notice.listed) > mostListed+1 {
			t.Errorf("%d titles", len(h.notice.listed))
		}
	})
}
