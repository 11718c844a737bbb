package triage

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"patchpilot/maintainers"
)

// thread writes a posting of n patches by Ada with a cover where n > 1, sent to Mary, who keeps the tree in MAINTAINERS,
// and replies: each "WHO TO DAY [Header: value…]\ntext". TO is the number of a patch, 0 the cover; DAY counts from the posting.
func thread(n int, replies ...string) string {
	var b strings.Builder
	mail := func(from, subject, id, to, more, text string, day int) {
		date := time.Date(2026, 3, 2+day, 10, 0, 0, 0, time.UTC).Format(time.RFC1123Z)
		fmt.Fprintf(&b, "From mboxrd@z Thu Jan  1 00:00:00 1970\nFrom: %s\nTo: Mary Keeper <mary@example.org>, Ada Coder <ada@example.org>\nCc: Ben Reader <ben@example.org>, cleo.tester@example.org, linux-demo@example.org\nSubject: %s\nDate: %s\nMessage-ID: <%s@t.example>\n%s", from, subject, date, id, more)
		if to != "" {
			fmt.Fprintf(&b, "In-Reply-To: <%s@t.example>\n", to)
		}
		fmt.Fprintf(&b, "\n%s\n", text)
	}
	titles := []string{"", "demo: free the ring", "demo: count the slots", "demo: lock the table", "demo: wake the reader"}
	up := ""
	if n > 1 {
		mail(people["ada"], fmt.Sprintf("[PATCH 0/%d] demo: mend the ring", n), "0", "", "", "Four mends.\n", 0)
		up = "0"
	}
	for i := 1; i <= n; i++ {
		number := ""
		if n > 1 {
			number = fmt.Sprintf(" %d/%d", i, n)
		}
		mail(people["ada"], "[PATCH"+number+"] "+titles[i], fmt.Sprint(i), up, "", fmt.Sprintf("It leaks.\n\nSigned-off-by: Ada Coder <ada@example.org>\n---\n drivers/demo/f%d.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n\ndiff --git a/drivers/demo/f%d.c b/drivers/demo/f%d.c\n--- a/drivers/demo/f%d.c\n+++ b/drivers/demo/f%d.c\n@@ -1,1 +1,1 @@\n-int a%d;\n+int b%d;\n", i, i, i, i, i, i, i), 0)
	}
	for k, r := range replies {
		head, text, _ := strings.Cut(r, "\n")
		f := strings.SplitN(head, " ", 4)
		more := ""
		if len(f) > 3 {
			more = f[3] + "\n"
		}
		day := 0
		fmt.Sscan(f[2], &day)
		mail(people[f[0]], "Re: [PATCH] "+titles[1], fmt.Sprintf("r%d", k+1), f[1], more, text, day)
	}
	return b.String()
}

var people = map[string]string{
	"ada": "Ada Coder <ada@example.org>", "mary": "Mary Keeper <mary@example.org>", "ben": "Ben Reader <ben@example.org>", "eve": "Eve Stranger <eve@example.net>",
	"bot": "patchwork-bot+demo@kernel.org", "forged": "patchwork-bot+demo@example.net", "robot": "kernel test robot <lkp@intel.com>",
}

const owners = "DEMO RING\nM:\tMary Keeper <mary@example.org>\nL:\tdemo@example.org\nS:\tMaintained\nF:\tdrivers/demo/\n"

// judged is the newest state of the only series of a thread, with MAINTAINERS at hand.
func judged(t testing.TB, text string, more ...func(*Input)) *State {
	t.Helper()
	states := judgedAll(t, text, more...)
	return &states[len(states)-1]
}

// judgedAll are the states of all its revisions.
func judgedAll(t testing.TB, text string, more ...func(*Input)) []State {
	t.Helper()
	b := readBox(t, "trap.mbox", []byte(text), time.Time{})
	b.in.Owners, b.in.Findings = maintainers.Parse(owners), nil
	for _, with := range more {
		with(&b.in)
	}
	if len(b.archive.Series) != 1 {
		t.Fatalf("%d series", len(b.archive.Series))
	}
	return NewJudge(b.in).Series(b.archive.Series[0])
}

const summary = "Hello:\n\nThis series was applied to demo/linux.git (main)\nby Mary Keeper <mary@example.org>:\n\nOn Mon you wrote:\n> It leaks.\n\nHere is the summary with links:\n" +
	"  - [1/2] demo: free the ring\n    https://git.kernel.org/demo/c/0123456789ab\n  - [2/2] demo: count the slots\n    (no matching commit)\n"

// TestTraps: what looks like evidence and is none, beside its like that is.
func TestTraps(t *testing.T) {
	for _, c := range []struct {
		about   string
		patches int
		replies []string
		want    string // state, and the patches applied where it is in part
	}{
		{"nobody answers", 1, nil, "new"},
		{"a maintainer's notice", 1, []string{"mary 1 1\nPushed to drm-misc (drm-misc-next). Thanks!"}, "applied"},
		{"what a pushed patch will do", 1, []string{"mary 1 1\nThe patch pushed to drm-misc-next should automatically fall out when\nyou rebase."}, "under-review"},
		{"a notice about another copy", 1, []string{"mary 1 1\nThis patch is already pushed to drm-misc-fixes. Please check for existing patches."}, "under-review"},
		{"a proposal", 1, []string{"mary 1 1\nI think you can just push this patch here to drm-misc-next."}, "under-review"},
		{"the quoted list above, not the list below", 3, []string{"mary 0 1\nI looked at all of it.\n\n> demo: free the ring\n> demo: count the slots\n\nThese have been pushed to drm-misc-next.\n\nStill open:\n\n> demo: lock the table\n"}, "partially-applied 1,2"},
		{"the list below", 3, []string{"mary 0 1\nI've grabbed the first parts to for-next for now:\n\n Demo: Free the ring\n demo: lock the table\n\nWill get the rest next week.\n"}, "partially-applied 1,3"},
		{"a future", 1, []string{"mary 1 1\nWill apply it tomorrow."}, "under-review"},
		{"a condition", 1, []string{"mary 1 1\nOnce applied, it can be pushed to drm-misc-next."}, "under-review"},
		{"a denial", 1, []string{"mary 1 1\nNot applied, it conflicts."}, "under-review"},
		{"a wish", 1, []string{"ben 1 1\nCan this be applied to for-next?"}, "under-review"},
		{"a quoted notice", 1, []string{"ben 1 1\n> Applied to for-next, thanks!\n\nGood."}, "under-review"},
		{"a quoted tag", 1, []string{"ben 1 1\n> Reviewed-by: Mary Keeper <mary@example.org>\n\nGood."}, "under-review"},
		{"a tag", 1, []string{"ben 1 1\nReviewed-by: Ben Reader <ben@example.org>"}, "ready"},
		{"the author's own tag", 1, []string{"ada 1 1\nReviewed-by: Ada Coder <ada@example.org>"}, "new"},
		{"a sign-off is no review", 1, []string{"ben 1 1\nSigned-off-by: Ben Reader <ben@example.org>"}, "under-review"},
		{"a tag taken back", 1, []string{"ben 1 1\nReviewed-by: Ben Reader <ben@example.org>", "ben r1 2\nI take back my Reviewed-by."}, "under-review"},
		{"a tag taken back by naming it", 1, []string{"ben 1 1\nReviewed-by: Ben Reader <ben@example.org>", "ben r1 2\nPlease drop my\n\nReviewed-by: Ben Reader <ben@example.org>"}, "under-review"},
		{"a tag given again", 1, []string{"ben 1 1\nReviewed-by: Ben Reader <ben@example.org>", "ben r1 2\nI take back my Reviewed-by.", "ben r2 3\nAcked-by: Ben Reader <ben@example.org>"}, "ready"},
		{"a tag that somebody else takes back", 1, []string{"ben 1 1\nReviewed-by: Ben Reader <ben@example.org>", "eve r1 2\nI take back my Reviewed-by."}, "ready"},
		{"a tag taken back of one of two", 2, []string{"ben 0 1\nReviewed-by: Ben Reader <ben@example.org>", "ben 2 2\nI take back my Reviewed-by."}, "under-review"},
		{"another tag taken back", 1, []string{"ben 1 1\nReviewed-by: Ben Reader <ben@example.org>", "ben r1 2\nPlease drop my Tested-by."}, "ready"},
		{"a tag asked after", 1, []string{"ben 1 1\nReviewed-by: Ben Reader <ben@example.org>", "ben r1 2\nWhy did you drop my Reviewed-by?", "ada r2 3\nI did not."}, "ready"},
		{"a tag for the whole series", 2, []string{"ben 0 1\nFor the series:\n\nReviewed-by: Ben Reader <ben@example.org>"}, "ready"},
		{"a tag for one of two", 2, []string{"ben 1 1\nReviewed-by: Ben Reader <ben@example.org>"}, "under-review"},
		{"numbers", 4, []string{"mary 0 1\nApplied 1-3, thanks!"}, "partially-applied 1,2,3"},
		{"numbers and a word", 4, []string{"mary 0 1\nI've applied patches 1 and 4, because 2 needs an ack."}, "partially-applied 1,4"},
		{"a release is no number", 4, []string{"mary 0 1\nQueued for 5.10, thanks!"}, "applied"},
		{"all", 4, []string{"mary 2 1\nAll applied to for-next, thanks everyone"}, "applied"},
		{"one patch answered", 4, []string{"mary 2 1\nApplied, thanks!"}, "partially-applied 2"},
		{"taken back", 1, []string{"mary 1 1\nApplied, thanks!", "mary 1 2\nDropped it again, it does not build."}, "under-review"},
		{"taken back in part", 3, []string{"mary 0 1\nApplied, thanks!", "mary 0 2\nI'll just drop patches 2-3."}, "partially-applied 1"},
		{"a stranger takes it back", 1, []string{"mary 1 1\nApplied, thanks!", "eve 1 2\nDropped it again."}, "applied"},
		{"a stranger's notice", 1, []string{"eve 1 1\nApplied to for-next, thanks!"}, "under-review"},
		{"the author's tree", 1, []string{"ada 1 1\nPatch pushed to drm-misc-fixes, thanks for taking a look."}, "applied"},
		{"the author's branch at home", 1, []string{"ada 1 1\nPushed to my branch for-you, have a look."}, "new"},
		{"patchwork's robot names one of two", 2, []string{"bot 0 1\n" + summary}, "partially-applied 1"},
		{"a forged robot", 2, []string{"forged 0 1\n" + summary}, "new"},
		{"a forged robot that makes its friend a maintainer", 2, []string{"forged 0 1\n" + strings.ReplaceAll(summary, "Mary Keeper <mary@example.org>", "Eve Stranger <eve@example.net>"), "eve 0 2\nAll applied to for-next, thanks!"}, "under-review"},
		{"a robot whose signature did not hold", 2, []string{"bot 0 1 Authentication-Results: mx.example.org; dkim=fail header.d=kernel.org\n" + summary}, "new"},
		{"NAK from a device", 1, []string{"ben 1 1\nNACK on the I2C bus is no error."}, "under-review"},
		{"other words, and a tag", 1, []string{"ben 1 1\ns/leaks/does leak/\n\nReviewed-by: Ben Reader <ben@example.org>"}, "ready"},
		{"a question to somebody else by name", 1, []string{"ben 1 1\nMary, is that in your tree yet?\n\nReviewed-by: Ben Reader <ben@example.org>", "eve 1 2\nMary, can you say when?"}, "ready"},
		{"a question to somebody else with a colon", 1, []string{"ben 1 1\nReviewed-by: Ben Reader <ben@example.org>", "eve 1 2\nMary: Can I have your say on it?"}, "ready"},
		{"a question to somebody else of whom only the address is known", 1, []string{"ben 1 1\nReviewed-by: Ben Reader <ben@example.org>", "eve 1 2\nCleo, can you say when?"}, "ready"},
		{"a question that begins as the name of a list does", 1, []string{"ben 1 1\nReviewed-by: Ben Reader <ben@example.org>", "eve 1 2\nLinux can do that without the lock, or not?"}, "under-review"},
		{"a question to the author by name, below another's mail", 1, []string{"ben 1 1\nReviewed-by: Ben Reader <ben@example.org>", "eve r1 2\nAda, can you say when?"}, "under-review"},
		{"a NAK alone", 1, []string{"mary 1 1\nNAK. This races."}, "changes-requested"},
		{"a NAK and silence", 1, []string{"mary 1 1\nNAK. This races.", "bot 1 40\nHello."}, "rejected"},
		{"a NAK that the author accepts", 1, []string{"mary 1 1\nNAK. This races.", "ada r1 2\nI do not insist on it."}, "rejected"},
		{"a NAK taken back", 1, []string{"mary 1 1\nNAK. This races.", "mary 1 2\nI withdraw my NAK."}, "under-review"},
		{"a request", 1, []string{"ben 1 1\nPlease resend with the lock held."}, "changes-requested"},
		{"no request", 1, []string{"ben 1 1\nNo need to resend."}, "under-review"},
		{"a promise", 1, []string{"ben 1 1\nIt leaks.", "ada r1 2\nWill fix it in v2."}, "changes-requested"},
		{"taken off the list", 1, []string{"ada 1 1\nPlease ignore this series."}, "withdrawn"},
		{"a stranger's wish", 1, []string{"eve 1 1\nPlease ignore this series."}, "under-review"},
		{"a command of the maintainer", 1, []string{"mary 1 1\npw-bot: au"}, "awaiting-upstream"},
		{"a command of a stranger", 1, []string{"eve 1 1\npw-bot: reject"}, "under-review"},
		{"the author may close", 1, []string{"ada 1 1\npw-bot: cr"}, "changes-requested"},
		{"the author may not accept", 1, []string{"ada 1 1\npw-bot: accept"}, "new"},
		{"silence", 1, []string{"bot 1 60\nHello."}, "stalled"},
		{"a wish for tests", 1, []string{"mary 1 1\nThe missing bits are\n- igt testcases\n- review of it"}, "awaiting-prereq"},
		{"a wish fulfilled", 1, []string{"mary 1 1\nThe missing bits are\n- igt testcases", "ada 1 2\nThe tests are at\nhttps://gitlab.freedesktop.org/drm/igt-gpu-tools/-/merge_requests/1"}, "under-review"},
		{"a wish and a promise", 1, []string{"mary 1 1\nThe missing bits are\n- igt testcases", "ada 1 2\nI'll be writing IGT tests over the next few days."}, "awaiting-prereq"},
		{"the robot found an error", 1, []string{"robot 1 1\nkernel test robot noticed the following build errors:"}, "changes-requested"},
	} {
		t.Run(c.about, func(t *testing.T) {
			st := judged(t, thread(c.patches, c.replies...))
			got := string(st.Name)
			if st.Name == PartiallyApplied {
				var at []string
				for _, p := range st.Patches {
					if p.Applied != nil {
						at = append(at, fmt.Sprint(p.Patch.Index))
					}
				}
				got += " " + strings.Join(at, ",")
			}
			if got != c.want {
				t.Errorf("got %s (%s, %s), want %s", got, st.Rule, st.Reason, c.want)
				for _, e := range st.Evidence {
					t.Logf("%v %s %q %s %s", e.Used, e.Kind, e.Text, e.Role, e.Why)
				}
			}
		})
	}
}

// Without MAINTAINERS less is known of who says something, and less is asked.
func TestTrapsWithoutOwners(t *testing.T) {
	for _, c := range []struct {
		about, reply, want string
	}{
		{"somebody it was not sent to says so", "eve 1 1\nApplied to for-next.", "under-review"},
		{"and gives thanks", "eve 1 1\nApplied.  Thanks!", "applied"},
		{"and lets go of it", "eve 1 1\nApplied.  Thanks!\n\n> It leaks.\n\nAnd I have dropped it again.", "under-review"},
		{"and gives thanks in one sentence", "eve 1 1\nNow queued up, thanks.", "applied"},
		{"a maintainer's own tests", "mary 1 1\nSeries applied to the ring branch of demo.git and pushed out as\ntesting for robots to look at.", "applied"},
		{"a tester it was sent to", "ben 1 1\nApplied this to for-next for testing.", "under-review"},
		{"a tester", "eve 1 1\nApplied to my test tree, thanks!", "under-review"},
		{"thanks that only close the mail", "eve 1 1\nApplied.\n\nThanks,\nEve", "under-review"},
		{"another patch does it", "ben 1 1\nShould be fixed by:\n\nhttps://patchwork.example/patch/1/", "superseded"},
		{"a stranger knows of another patch", "eve 1 1\nShould be fixed by:\n\nhttps://patchwork.example/patch/1/", "under-review"},
		{"what another patch did to something else", "ben 1 1\nThe other leak was fixed by 0123456789ab.", "under-review"},
	} {
		st := judged(t, thread(1, c.reply), func(in *Input) { in.Owners = nil })
		if string(st.Name) != c.want {
			t.Errorf("%s: got %s (%s, %s), want %s", c.about, st.Name, st.Rule, st.Reason, c.want)
		}
	}
}

// Of a patch that did not arrive nobody knows who approves of it, but for who approves of the series.
func TestReviewOfWhatDidNotArrive(t *testing.T) {
	const tag = "Reviewed-by: Ben Reader <ben@example.org>"
	for _, c := range []struct {
		about   string
		replies []string
		want    string
	}{
		{"both that arrived are reviewed", []string{"ben 1 1\n" + tag, "ben 2 1\n" + tag}, "under-review review"},
		{"so is the series", []string{"ben 0 1\n" + tag}, "ready -"},
		{"in a sentence", []string{"ben 1 1\nSeries is " + tag}, "ready -"},
		{"and then it is not", []string{"ben 0 1\n" + tag, "ben 1 2\n" + tag, "ben 2 2\n" + tag, "ben r1 3\nI take back my Reviewed-by."}, "under-review review"},
	} {
		st := judged(t, without(thread(3, c.replies...), "3"))
		if got := string(st.Name) + " " + missing(st); got != c.want {
			t.Errorf("%s: got %s (%s), want %s", c.about, got, st.Reason, c.want)
		}
	}
}

// without is a thread that lost a mail.
func without(text, id string) string {
	at := strings.Index(text, "<"+id+"@t.example>")
	from, next := strings.LastIndex(text[:at], "From mboxrd"), strings.Index(text[at:], "From mboxrd")
	if next < 0 {
		return text[:from]
	}
	return text[:from] + text[at+next:]
}

// A landing says of how many patches it is known.
func TestLandingOfWhatArrived(t *testing.T) {
	for _, c := range []struct {
		about, text, want string
	}{
		{"all of it", thread(3, "mary 0 1\nSeries applied to for-next, thanks!"), "applied: Mary Keeper applied it to for-next"},
		{"both that arrived", without(thread(3, "mary 0 1\nSeries applied to for-next, thanks!"), "2"),
			"applied: 2 of 3 patches: Mary Keeper applied it to for-next; not here: 2"},
		{"one of those that arrived", without(thread(4, "mary 1 1\nApplied, thanks!"), "3"), "partially-applied: 1 of 4 patches are applied; open: 2, 4; not here: 3"},
	} {
		if st := judged(t, c.text); string(st.Name)+": "+st.Reason != c.want {
			t.Errorf("%s: %s: %s, want %s", c.about, st.Name, st.Reason, c.want)
		}
	}
}

// Evidence says which patch it is about, also where it is the only one that arrived, one that took the place of
// another, or one that has the tag already.
func TestEvidenceNamesItsPatch(t *testing.T) {
	rerolled := strings.NewReplacer("Subject: Re: [PATCH] demo: free the ring\nDate: Tue, 03 Mar 2026 10:00:00 +0000\nMessage-ID: <r1@", "Subject: [PATCH] demo: count the slots\nDate: Tue, 03 Mar 2026 10:00:00 +0000\nMessage-ID: <r1@")
	tag := "Reviewed-by: Ben Reader <ben@example.org>"
	diff := "It leaks.\n---\n drivers/demo/f2.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n\ndiff --git a/drivers/demo/f2.c b/drivers/demo/f2.c\n--- a/drivers/demo/f2.c\n+++ b/drivers/demo/f2.c\n@@ -1,1 +1,1 @@\n-int a2;\n+int d2;\n"
	for _, c := range []struct {
		about, text, want string
	}{
		{"one of two that arrived", without(thread(2, "mary 1 1\nApplied to for-next.", "ben 1 2\nWhy is that so?\n", "ben 0 3\nWhy do it at all?"), "2"), "applied [1], question [1], question []"},
		{"one that was replaced", rerolled.Replace(thread(2, "ada 2 1\n"+diff, "ben r1 2\nWhy is that so?", "ben r1 3\n"+tag, "ben 2 4\n"+tag)), "question [2], review [2], review [2]"},
		{"some of three", thread(3, "ben 0 1\nFor patches 1-2:\n\n"+tag, "ben 0 2\nFor patches 1-2:\n\n"+tag), "review [1 2], review [1 2]"},
		{"the only one", thread(1, "ben 1 1\nWhy is that so?"), "question []"},
	} {
		var got []string
		for _, e := range judged(t, c.text).Evidence {
			got = append(got, fmt.Sprint(e.Kind, " ", e.Patches))
		}
		if got := strings.Join(got, ", "); got != c.want {
			t.Errorf("%s: %s, want %s", c.about, got, c.want)
		}
	}
}

// A review in the patches' own logs is evidence, with the mail that gave it where there is one.
func TestReviewsInTheLogs(t *testing.T) {
	signed := "Signed-off-by: Ada Coder <ada@example.org>\n"
	tag := "Reviewed-by: Ben Reader <ben@example.org>"
	reviewed := strings.ReplaceAll(thread(2), signed, tag+"\n"+signed)
	again := strings.NewReplacer("@t.example", "@v2.example", "[PATCH ", "[PATCH v2 ", "02 Mar", "09 Mar").Replace(reviewed)
	for _, c := range []struct {
		about, text, want string
	}{
		{"in both", reviewed, "ready collected: collected [] no mail here gives it"},
		{"given before", thread(2, "ben 2 1\n"+tag) + again, "ready collected: collected [1] no mail here gives it, collected [2] given in <r1@t.example>"},
		{"taken back", reviewed + strings.TrimPrefix(thread(2, "ben 1 3\nI take back my Reviewed-by."), thread(2)), "under-review reply: collected [2] no mail here gives it"},
	} {
		st := judged(t, c.text)
		var got []string
		for _, e := range st.Evidence {
			got = append(got, fmt.Sprint(e.Kind, " ", e.Patches, " ", e.Why))
		}
		decided := ""
		if st.Deciding != nil {
			decided = st.Deciding.Kind
		}
		if got := fmt.Sprintf("%s %s: %s", st.Name, decided, strings.Join(got, ", ")); got != c.want {
			t.Errorf("%s: %s (%s), want %s", c.about, got, st.Reason, c.want)
		}
	}
}

// What moves nothing is shown, with the reason.
func TestWeakIsShown(t *testing.T) {
	st := judged(t, thread(1, "eve 1 1\npw-bot: reject"))
	if len(st.Evidence) != 1 || st.Evidence[0].Strength != Weak || st.Evidence[0].Why == "" {
		t.Errorf("got %+v", st.Evidence)
	}
	st = judged(t, thread(2, "forged 0 1\n"+summary))
	if len(st.Evidence) == 0 || st.Evidence[0].Used || !strings.Contains(st.Evidence[0].Why, "may not say so") {
		t.Errorf("got %+v", st.Evidence)
	}
	for _, c := range []struct{ reply, want string }{
		{"bot 0 1 Authentication-Results: mx.example.org; dkim=fail header.d=kernel.org\n" + summary, "its signature did not hold"},
		{"mary 1 1\nThis is already fixed by 0123456789ab.", ""},
		{"eve 1 1\nThis is already fixed by 0123456789ab.", "nothing says that its sender has to do with it"},
		{"mary r1 1\nThis is already fixed by 0123456789ab.", "it is no answer to the posting"},
	} {
		st := judged(t, thread(2, "ben 1 1\nHm.", c.reply))
		if len(st.Evidence) == 0 || !strings.HasPrefix(st.Evidence[0].Why, c.want) || c.want == "" && st.Evidence[0].Why != "" {
			t.Errorf("%q: %+v, want %q", c.reply, st.Evidence, c.want)
		}
	}
}

// A thread of five thousand questions by as many people, and a loop of replies, come to a state.
func TestLongThread(t *testing.T) {
	var replies []string
	for i := range 5000 {
		who := fmt.Sprintf("p%d", i%2000)
		people[who] = fmt.Sprintf("Person Nr%d <p%d@example.org>", i%2000, i%2000)
		to := fmt.Sprintf("r%d", i)
		if i%50 == 0 {
			to = "1"
		}
		replies = append(replies, who+" "+to+" 1\nWhy is the lock held here?\nPlease resend.")
	}
	if st := judged(t, thread(1, replies...)); st.Name != ChangesRequested {
		t.Errorf("got %s: %s", st.Name, st.Reason)
	}
	b := readBox(t, "loop", []byte(thread(1, "ben r2 1\nWhy so?", "ada r1 1\nWhat do you mean?")), time.Time{})
	if all := b.states(); len(all) != 1 {
		t.Errorf("%d series", len(all))
	}
}
