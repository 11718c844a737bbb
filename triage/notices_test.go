package triage

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// letter is a mail beside those of a thread, as an answer to patch 1 where its subject begins with Re.
func letter(from, subject string, day int, text string) string {
	to := ""
	if strings.HasPrefix(subject, "Re: ") || strings.HasPrefix(subject, "[tip: ") || strings.Contains(subject, "CI.") {
		to = "In-Reply-To: <1@t.example>\n"
	}
	date := time.Date(2026, 3, 2+day, 10, 0, 0, 0, time.UTC)
	return fmt.Sprintf("From mboxrd@z Thu Jan  1 00:00:00 1970\nFrom: %s\nTo: demo@example.org\nSubject: %s\nDate: %s\nMessage-ID: <l%d-%d@t.example>\n%s\n%s\n", from, subject, date.Format(time.RFC1123Z), day, len(text), to, text)
}

const (
	andrew = "Andrew Morton <akpm@linux-foundation.org>"
	tipBot = "tip-bot2 for Ada Coder <tip-bot2@linutronix.de>"
	nextBy = "Stephen Rothwell <sfr@canb.auug.org.au>"
	intel  = "Patchwork <patchwork@emeril.freedesktop.org>"
	eve    = "Eve Stranger <eve@example.net>"
	syzbot = "syzbot <syzbot+0123456789abcdef0123@syzkaller.appspotmail.com>"

	inMM = "\nThe patch titled\n     Subject: demo: free the ring\nhas been added to the -mm mm-unstable branch.  Its filename is\n     demo-free-the-ring.patch\n"
	toMM = "+ demo-free-the-ring.patch added to mm-unstable branch"
	left = "\nThe quilt patch titled\n     Subject: demo: free the ring\nhas been removed from the -mm tree.  Its filename was\n     demo-free-the-ring.patch\n\nThis patch was dropped because "

	inTip = "The following commit has been merged into the demo/core branch of tip:\n\nCommit-ID:     0123456789abcdef0123456789abcdef01234567\nGitweb:        https://git.example.org/tip/0123456789abcdef0123456789abcdef01234567\n" +
		"Author:        Ada Coder <ada@example.org>\nCommitter:     Mary Keeper <mary@example.org>\n\ndemo: free the ring\n\nIt leaks.\n"

	broken = "Hi all,\n\nAfter merging the demo tree, today's linux-next build (x86_64 allmodconfig)\nfailed like this:\n\nf1.c:1:1: error: no\n\nCaused by commit\n\n  0123456789ab (\"demo: free the ring\")\n\nI have reverted it for today.\n"
	clash  = "Hi all,\n\nToday's linux-next merge of the demo tree got a conflict in:\n\n  drivers/demo/f1.c\n\nbetween commit:\n\n  0123456789ab (\"demo: free the ring\")\n\nfrom the demo-fixes tree and commit:\n\n  fedcba987654 (\"demo: rework it\")\n\nfrom the demo tree.\n"

	fails = "kernel test robot noticed the following build errors:"
	clean = "syzbot has tested the proposed patch and the reproducer did not trigger any issue:"
	stays = "syzbot has tested the proposed patch but the reproducer is still triggering an issue:"
)

// what trees and robots tell, beside what looks like it and is not.
func TestNotices(t *testing.T) {
	for _, c := range []struct {
		about   string
		letters []string
		want    string // state, and the tree
	}{
		{"the queue took it", []string{letter(andrew, toMM, 1, inMM)}, "applied -mm mm-unstable"},
		{"the queue of old took it", []string{letter(andrew, "+ demo-free-the-ring.patch added to -mm tree", 1, strings.Replace(inMM, "mm-unstable branch", "tree", 1)[:80]+strings.Replace(inMM, " mm-unstable branch", " tree", 1)[80:])}, "applied -mm"},
		{"a stranger's queue", []string{letter(eve, toMM, 1, inMM)}, "new"},
		{"the queue took another", []string{letter(andrew, toMM, 1, strings.Replace(inMM, "free the ring", "free the pipe", 1))}, "new"},
		{"somebody quotes the queue", []string{letter(andrew, "Re: "+toMM, 1, "> "+strings.ReplaceAll(inMM, "\n", "\n> ")+"\nGood.")}, "under-review"},
		{"the queue let go of it", []string{letter(andrew, toMM, 1, inMM), letter(andrew, "[to-be-updated] demo-free-the-ring.patch removed from -mm tree", 2, left+"an updated version will be issued\n")}, "new"},
		{"a stranger says so", []string{letter(andrew, toMM, 1, inMM), letter(eve, "[withdrawn] demo-free-the-ring.patch removed from -mm tree", 2, left+"it was withdrawn\n")}, "applied -mm mm-unstable"},
		{"it left the queue for a tree", []string{letter(andrew, "[merged mm-stable] demo-free-the-ring.patch removed from -mm tree", 2, left+"it was merged into the mm-stable branch\nof git://git.example.org/mm\n")}, "applied mm-stable"},
		{"Andrew Morton asks", []string{letter(andrew, "Re: [PATCH] demo: free the ring", 1, "Why is the lock held here?")}, "under-review"},

		{"tip took it", []string{letter(tipBot, "[tip: demo/core] demo: free the ring", 1, inTip)}, "applied tip/demo/core"},
		{"tip took another", []string{letter(tipBot, "[tip: demo/core] demo: free the pipe", 1, inTip)}, "new"},
		{"somebody calls himself tip", []string{letter("tip-bot2 for Ada Coder <tip-bot2@example.net>", "[tip: demo/core] demo: free the ring", 1, inTip)}, "new"},
		{"somebody repeats tip", []string{letter("Ben Reader <ben@example.org>", "Re: [PATCH] demo: free the ring", 1, inTip)}, "under-review"},

		{"linux-next does not build with it", []string{letter(nextBy, "linux-next: build failure after merge of the demo tree", 1, broken)}, "applied demo"},
		{"linux-next merges it", []string{letter(nextBy, "linux-next: manual merge of the demo tree with the demo-fixes tree", 1, clash)}, "applied demo-fixes"},
		{"a stranger's linux-next", []string{letter(eve, "linux-next: build failure after merge of the demo tree", 1, broken)}, "new"},
		{"linux-next does not build with another", []string{letter(nextBy, "linux-next: build failure after merge of the demo tree", 1, strings.Replace(broken, "free the ring", "free the pipe", 1))}, "new"},

		{"a robot's error", []string{letter(syzbot, "Re: [PATCH] demo: free the ring", 1, stays)}, "changes-requested"},
		{"and then none", []string{letter(syzbot, "Re: [PATCH] demo: free the ring", 1, stays), letter(syzbot, "Re: [PATCH] demo: free the ring", 2, clean)}, "new"},
		{"none, and then an error", []string{letter(syzbot, "Re: [PATCH] demo: free the ring", 1, clean), letter(syzbot, "Re: [PATCH] demo: free the ring", 2, stays)}, "changes-requested"},
		{"another robot finds none", []string{letter(people["robot"], "Re: [PATCH] demo: free the ring", 1, fails), letter(syzbot, "Re: [PATCH] demo: free the ring", 2, clean)}, "changes-requested"},
		{"somebody repeats that there is none", []string{letter(syzbot, "Re: [PATCH] demo: free the ring", 1, stays), letter("syzbot <syzbot@example.net>", "Re: [PATCH] demo: free the ring", 2, clean)}, "changes-requested"},
		{"it does not boot", []string{letter(intel, "✗ Fi.CI.BAT: failure for demo: free the ring", 1, "== Series Details ==")}, "changes-requested"},
		{"at the second try it does", []string{letter(intel, "✗ Fi.CI.BAT: failure for demo: free the ring", 1, "== Series Details =="), letter(intel, "✓ Fi.CI.BAT: success for demo: free the ring (rev2)", 2, "== Series Details ==")}, "new"},
		{"something else passes", []string{letter(intel, "✗ Fi.CI.BAT: failure for demo: free the ring", 1, "== Series Details =="), letter(intel, "✓ Fi.CI.IGT: success for demo: free the ring", 2, "== Series Details ==")}, "changes-requested"},
		{"the whole suite fails somewhere", []string{letter(intel, "✗ Fi.CI.IGT: failure for demo: free the ring", 1, "== Series Details ==")}, "new"},
		{"a stranger's test", []string{letter(eve, "✗ Fi.CI.BAT: failure for demo: free the ring", 1, "== Series Details ==")}, "under-review"},
	} {
		t.Run(c.about, func(t *testing.T) {
			st := judged(t, thread(1)+strings.Join(c.letters, ""))
			got := string(st.Name)
			if a := st.Patches[0].Applied; a != nil {
				got += " " + a.Tree
			}
			if got != c.want {
				t.Errorf("got %s (%s, %s), want %s", got, st.Rule, st.Reason, c.want)
				for _, e := range st.Evidence {
					t.Logf("%v %s %q %s %s %s", e.Used, e.Kind, e.Text, e.Role, e.Strength, e.Why)
				}
			}
		})
	}
}

// A notice names the commit, who made it, and its place.
func TestNoticesShowTheirSource(t *testing.T) {
	st := judged(t, thread(1)+letter(tipBot, "[tip: demo/core] demo: free the ring", 1, inTip))
	e := st.Deciding
	expect(t, "tip", fmt.Sprint(e.Line, " ", e.Commit, " ", e.Taker.Email, " ", st.Reason), "1 0123456789abcdef0123456789abcdef01234567 mary@example.org mary@example.org applied it to tip/demo/core")
	st = judged(t, thread(1)+letter(nextBy, "linux-next: build failure after merge of the demo tree", 1, broken))
	expect(t, "linux-next", fmt.Sprint(st.Deciding.Line, " ", st.Deciding.Commit, " ", st.Deciding.Why), "10 0123456789ab linux-next has its commit, and does not build well with it; unauthenticated")
}

// Commands to those that track bugs are shown, and move nothing.
func TestTrackerCommands(t *testing.T) {
	for _, c := range []struct{ about, reply, want string }{
		{"the author's", "ada 1 1\n#syz fix: demo: free the ring", "new syzbot medium true it mends the bug"},
		{"the maintainer's", "mary 1 1\n#syz dup: demo: ring leaks", "under-review syzbot medium true the bug is another one's double"},
		{"a stranger's", "eve 1 1\n#syz invalid", "under-review syzbot weak false the bug is none; nothing says that the sender has to do with it"},
		{"a test", "ada 1 1\n#syz test: git://git.example.org/demo main", "new syzbot medium true it is to be tested"},
		{"none", "ada 1 1\n#syz frobnicate", "new syzbot weak false no command that syzbot knows"},
		{"quoted", "ada 1 1\n> #syz invalid\n\nNo.", "new"},
		{"in a sentence", "ada 1 1\nSay #syz invalid then.", "new"},
		{"a regression's", "ben 1 1\n#regzbot ^introduced: 0123456789ab", "under-review regzbot medium true what brought the regression"},
		{"a stranger's on a regression", "eve 1 1\n#regzbot fix: demo: free the ring", "under-review regzbot weak false it mends the regression; nothing says that the sender has to do with it"},
	} {
		t.Run(c.about, func(t *testing.T) {
			st := judged(t, thread(1, c.reply))
			got := []string{string(st.Name)}
			for _, e := range st.Evidence {
				got = append(got, fmt.Sprint(e.Kind, " ", e.Strength, " ", e.Used, " ", e.Why))
			}
			expect(t, "evidence", strings.Join(got, " "), c.want)
		})
	}
}
