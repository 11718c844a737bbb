package triage

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// A list that names a patch as an older posting called it is about that posting; the newer one is applied with it
// where it makes the same change.
func TestListOfAnOldTitle(t *testing.T) {
	old := thread(1)
	same := strings.NewReplacer("[PATCH] demo: free the ring", "[PATCH v2] demo: mend a leak in the reader", "<1@t.", "<2@t.", "02 Mar", "03 Mar").Replace(old)
	pull := "From mboxrd@z Thu Jan  1 00:00:00 1970\nFrom: Mary Keeper <mary@example.org>\nSubject: [GIT PULL] demo\nDate: Thu, 05 Mar 2026 10:00:00 +0000\nMessage-ID: <p@t.example>\n\n" +
		"The following changes since commit 0123456789abcdef0123456789abcdef01234567:\n\n  Demo 1 (2026-03-01)\n\nare available in the Git repository at:\n\n  https://git.example/demo tags/demo-1\n\nAda Coder (1):\n      demo: free the ring\n\n drivers/demo/f1.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n"
	for _, c := range []struct{ name, newer, want string }{
		{"the same change", same, "applied applied"},
		{"another change under the old title", strings.Replace(old, "<1@t.", "<2@t.", 1), "superseded applied"},
		{"a change of the change", strings.NewReplacer("int b1", "int c1").Replace(strings.Replace(same, "mend a leak in the reader", "free the pipe", 1)), "applied new"},
	} {
		newer := strings.Replace(strings.Replace(c.newer, "[PATCH] ", "[PATCH v2] ", 1), "02 Mar", "03 Mar", 1)
		b := readBox(t, "pull", []byte(old+newer+pull), time.Time{})
		var got []string
		for _, st := range NewJudge(b.in).Series(b.archive.Series[0]) {
			got = append(got, string(st.Name))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
}

// pullOf is Mary's request to pull what a text lists.
func pullOf(text string) string {
	return "From mboxrd@z Thu Jan  1 00:00:00 1970\nFrom: Mary Keeper <mary@example.org>\nSubject: [GIT PULL] demo\nDate: Thu, 05 Mar 2026 10:00:00 +0000\nMessage-ID: <p@t.example>\n\n" +
		"The following changes since commit 0123456789abcdef0123456789abcdef01234567:\n\n  Demo 1 (2026-03-01)\n\nare available in the Git repository at:\n\n  https://git.example/demo tags/demo-1\n\n" + text
}

// A request without a shortlog tells at least its newest commit.
func TestPullWithoutShortlog(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"for you to fetch changes up to 89abcdef0123456789abcdef0123456789abcdef:\n\n  demo: free the ring (2026-03-04 10:00:00 +0100)\n\n----\none mend\n", "applied"},
		{"for you to fetch changes up to 89abcdef0123456789abcdef0123456789abcdef:\n\n  demo: free the ring (2026-03-04\n10:00:00 +0100)\n\n----\none mend\n", "applied"},
		{"for you to fetch changes up to 89abcdef0123456789abcdef0123456789abcdef:\n\n  demo: free the pipe (2026-03-04 10:00:00 +0100)\n\n----\none mend\n", "new"},
		{"for you to fetch changes up to 89abcdef0123456789abcdef0123456789abcdef:\n\n  demo: free the ring (2026-03-04 10:00:00 +0100)\n\n----\n\nAda Coder (1):\n      demo: free the pipe\n", "new"},
	} {
		if st := judged(t, thread(1)+pullOf(c.text)); string(st.Name) != c.want {
			t.Errorf("%q: %s (%s), want %s", c.text, st.Name, st.Reason, c.want)
		}
	}
}

// A stable tree's keeper who posts a patch with its commit upstream tells that it is there, where nobody else says what
// became of it.
func TestUpstreamByStablePosting(t *testing.T) {
	posting := func(from, head, upstream string) string {
		text := thread(1)
		text = strings.NewReplacer(
			"From: Ada Coder <ada@example.org>\n", "From: "+from+"\n"+head, "[PATCH]", "[PATCH AUTOSEL 6.1 4/9]", "02 Mar", "20 Mar", "<1@t.", "<s@t.",
			"\n\nIt leaks.", "\n\nFrom: Ada Coder <ada@example.org>\n\n"+upstream+"It leaks.").Replace(text)
		return text
	}
	const named, keeper = "[ Upstream commit 0123456789abcdef0123456789abcdef01234567 ]\n\n", "Sasha Levin <sashal@kernel.org>"
	for _, c := range []struct{ about, text, want string }{
		{"posted", thread(1) + posting(keeper, "", named), "merged"},
		{"by somebody else", thread(1) + posting("Eve Stranger <eve@example.net>", "", named), "new"},
		{"by somebody who signs otherwise", thread(1) + posting(keeper, "Authentication-Results: mx.example.org; dkim=fail header.d=kernel.org\n", named), "new"},
		{"no commit named", thread(1) + posting(keeper, "", ""), "new"},
		{"its maintainer said where it is", thread(1, "mary 1 1\nApplied to for-next, thanks!") + posting(keeper, "", named), "applied"},
	} {
		b := readBox(t, "stable", []byte(c.text), time.Time{})
		b.in.Findings = nil
		all := b.states()["1@t.example"]
		if len(all) == 0 || string(all[len(all)-1].Name) != c.want {
			t.Errorf("%s: %+v, want %s", c.about, all, c.want)
		}
	}
}

// What landed a patch stays so when evidence is put in order.
func TestUpstreamBesideLaterWords(t *testing.T) {
	for n := range 4 {
		var replies []string
		for i := range n {
			replies = append(replies, fmt.Sprintf("ben 1 %d\nWhy is that so?", 30+i))
		}
		text := thread(1, replies...) + strings.NewReplacer(
			"From: Ada Coder <ada@example.org>\n", "From: Sasha Levin <sashal@kernel.org>\n", "[PATCH]", "[PATCH AUTOSEL 6.1 4/9]", "02 Mar", "20 Mar", "<1@t.", "<s@t.",
			"\n\nIt leaks.", "\n\nFrom: Ada Coder <ada@example.org>\n\n[ Upstream commit 0123456789abcdef0123456789abcdef01234567 ]\n\nIt leaks.").Replace(thread(1))
		b := readBox(t, "stable", []byte(text), time.Time{})
		b.in.Findings = nil
		st := b.states()["1@t.example"][0]
		if st.Name != Merged || st.Deciding.Kind != "merged" || st.Patches[0].Applied.Kind != "merged" {
			t.Errorf("%d replies: %s, decided by %+v, applied %+v", n, st.Name, st.Deciding, st.Patches[0].Applied)
		}
	}
}

// Most of a posting came again in another series before the list that names some of it: that one is meant.
func TestListOfWhatCameAgain(t *testing.T) {
	again := strings.NewReplacer("demo: mend the ring", "demo: mend the ring and its readers", "demo: wake the reader", "demo: wake it gently now", "02 Mar", "04 Mar", "@t.", "@u.", "int b", "int c").Replace(thread(4))
	pull := pullOf("Ada Coder (3):\n      demo: free the ring\n      demo: count the slots\n      demo: lock the table\n\n drivers/demo/f1.c | 2 +-\n")
	for _, c := range []struct{ about, text, want string }{
		{"in part", thread(4) + pull, "partially-applied"},
		{"in part, and it came again", thread(4) + again + pull, "superseded"},
		{"it came again after the list", thread(4) + strings.ReplaceAll(again, "04 Mar", "09 Mar") + pull, "partially-applied"},
		{"it came again, and its maintainer took it here", thread(4, "mary 0 3\nApplied 1-3, thanks!") + again + pull, "partially-applied"},
	} {
		b := readBox(t, "again", []byte(c.text), time.Time{})
		b.in.Findings = nil
		all := b.states()["0@t.example"]
		if len(all) != 1 || string(all[0].Name) != c.want {
			t.Errorf("%s: %d states, %+v; want %s", c.about, len(all), all[0].Name, c.want)
		}
	}
}

// Whoever asks to pull is believed where something else says that he keeps a tree.
func TestPullOfAStranger(t *testing.T) {
	mary := pullOf("Ada Coder (1):\n      demo: free the ring\n\n drivers/demo/f1.c | 2 +-\n")
	eve := strings.Replace(mary, people["mary"], people["eve"], 1)
	tracker := letter("pr-tracker-bot@kernel.org", "Re: [GIT PULL] demo", 5, "The pull request you sent:\n\n> git://git.example.org/demo tags/demo\n\nhas been merged into torvalds/linux.git:\nhttps://git.kernel.org/torvalds/c/0123456789ab\n")
	tracker = strings.Replace(tracker, "<1@t.example>", "<p@t.example>", 1)
	without := func(in *Input) { in.Owners = nil }
	for _, c := range []struct {
		about, text, want string
		more              []func(*Input)
	}{
		{"of the maintainer", thread(1) + mary, "applied", nil},
		{"of the maintainer, without MAINTAINERS", thread(1) + mary, "applied", []func(*Input){without}},
		{"of a stranger", thread(1) + eve, "new", nil},
		{"of a stranger, without MAINTAINERS", thread(1) + eve, "new", []func(*Input){without}},
		{"of a stranger, who says so here too", thread(1, "eve 1 4\nApplied to for-next.") + strings.ReplaceAll(eve, "free the ring", "free the pipe"), "under-review", nil},
		{"that was merged", thread(1) + eve + tracker, "merged", nil},
		{"that was merged, and a notice", thread(1, "eve 1 4\nApplied to for-next.") + strings.ReplaceAll(eve, "free the ring", "free the pipe") + tracker, "applied", nil},
	} {
		if st := judged(t, c.text, c.more...); string(st.Name) != c.want {
			t.Errorf("%s: %s (%s), want %s", c.about, st.Name, st.Reason, c.want)
		}
	}
}

// A posting that two people took in part is merged when the parts of both are.
func TestMergedInPart(t *testing.T) {
	tracker := strings.Replace(letter("pr-tracker-bot@kernel.org", "Re: [GIT PULL] demo", 5, "The pull request you sent:\n\n> git://git.example.org/demo tags/demo\n\nhas been merged into torvalds/linux.git:\nhttps://git.kernel.org/torvalds/c/0123456789ab\n"), "<1@t.example>", "<p@t.example>", 1)
	pull := pullOf("Ada Coder (1):\n      demo: free the ring\n\n drivers/demo/f1.c | 2 +-\n") + tracker
	for _, c := range []struct {
		about, text, want string
	}{
		{"one person took both", thread(2, "mary 0 1\nSeries applied, thanks!") + pull, "merged"},
		{"another took the second", thread(2, "mary 1 1\nApplied, thanks!", "ben 2 1\nApplied, thanks!") + pull, "applied"},
		{"nobody took the second", thread(2, "mary 1 1\nApplied, thanks!") + pull, "partially-applied"},
	} {
		if st := judged(t, c.text, func(in *Input) { in.Owners = nil }); string(st.Name) != c.want {
			t.Errorf("%s: %s (%s), want %s", c.about, st.Name, st.Reason, c.want)
		}
	}
}
