package stable_test

import (
	"strings"
	"testing"

	"patchpilot/history"
	"patchpilot/stable"
)

const widget = `
	main root: start
	main fault: net: add a widget
`

func TestCells(t *testing.T) {
	for _, c := range []struct{ name, script, want string }{
		{"needed, and taken with its own fix", widget + `
			fork 5.1
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			main later: net: mend it better | Fixes: {fix:12} ("net: mend the widget")`, `
			missing: it fixes fault, which the branch has
				fix:3 names what it fixes
				then later`},
		{"there under another id, and released", widget + `
			fork 5.1
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			5.1 copy @as:fix: net: mend the widget | commit {fix} upstream.
			tag 5.1 v5.1.1`, `
			done: the branch has it as copy, by id (v5.1.1)
				copy:3 says "commit … upstream" of it`},
		{"the fault came later, but was taken to the branch", `
			main root: start
			fork 5.1
			main fault: net: add a widget
			5.1 copied: net: add a widget | (cherry picked from commit {fault})
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")`, `
			missing: it fixes fault, which the branch has as copied
				fix:3 names what it fixes`},
		{"the fault came later", `
			main root: start
			fork 5.1
			main fault: net: add a widget
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget") | Cc: stable@vger.kernel.org # 5.1+`, `
			not-affected: it fixes fault, which the branch does not have
				fix:4 asks for more than has the fault: v5.1`},
		{"a floor above the fault", widget + `
			fork 5.1
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget") | Cc: stable@vger.kernel.org # 5.4+`, `
			missing: it fixes fault, which the branch has
				fix:3 names what it fixes
				but fix:4 is asked for from v5.4 on, but the branch has what it fixes`},
		{"a floor, and nothing else", widget + `
			fork 5.1
			main fix: net: mend the widget | Cc: stable@vger.kernel.org # 5.4+`, `
			below-floor: it is asked for from v5.4 on, and nothing here says that the fault is older`},
		{"versions up to one, for people", widget + `
			fork 5.1
			main fix: net: mend the widget | Cc: stable@vger.kernel.org # <= 5.0`, `
			unknown: it is asked for, with words for people to read
				note fix:3 says for people to read: "<= 5.0"`},
		{"a copy under another title, taken back under upstream's with an id that is none", widget + `
			fork 5.1
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			5.1 copy: net: mend it here | commit {fix} upstream.
			5.1 back: Revert "net: mend the widget" | This reverts commit {lost}.`, `
			reverted: copy was taken back in back
				back:3 takes it back
				but copy:3 names it, but has another title and was made at another time`},
		{"few digits, and nothing else alike", widget + `
			fork 5.1
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			5.1 short: mm: no such thing | commit {fix:7} upstream.`, `
			missing: it fixes fault, which the branch has
				fix:3 names what it fixes
				but short:3 names it, but has another title and was made at another time`},
		{"a copy of two", widget + `
			fork 5.1
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			main other: net: mend the gadget | Fixes: {fault:12} ("net: add a widget")
			5.1 copy: net: mend both | commit {fix} upstream. | commit {other} upstream.`, `
			done: the branch has it as copy, by id
				copy:3 says "commit … upstream" of it`},
		{"an id that is none, and the title of one", widget + `
			fork 5.1
			main fix: net: mend the widget | Fixes: 123456789abc ("net: add a widget")`, `
			missing: it fixes fault, which the branch has
				fix:3 names what it fixes
				but fix:3 names 123456789abc, which is no commit here: found by its title`},
		{"the copy names another commit", widget + `
			fork 5.1
			main other @bob: mm: mend a page
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			5.1 copy @as:fix: net: mend the widget | commit {other} upstream.`, `
			done: the branch has it as copy, by author and time
				copy:0 was made by the same author in the same second
				but copy:3 is it, but names other: a wrong id`},
		{"the copy names no commit", widget + `
			fork 5.1
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			5.1 copy @as:fix: net: mend the widget | commit 0123456789abcdef0123456789abcdef01234567 upstream.`, `
			done: the branch has it as copy, by author and time
				copy:0 was made by the same author in the same second
				but copy:3 is it, but names 0123456789abcdef0123456789abcdef01234567, which is no commit here`},
		{"nothing but the title", widget + `
			fork 5.1
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			5.1 alike @eve: net: mend the widget`, `
			missing: it fixes fault, which the branch has
				fix:3 names what it fixes
				note alike:1 has its title, and may be it: look`},
		{"nothing but the title, and the same lines amid others", widget + `
			fork 5.1
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			5.1 alike @eve: net: mend the widget
			patch fix +x
			patch alike moved +x`, `
			done: the branch has it as alike, by change hash
				alike:0 changes the same lines`},
		{"its title and author, and another file", widget + `
			fork 5.1
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			5.1 alike: net: mend the widget
			patch fix +x
			files alike b.c`, `
			missing: it fixes fault, which the branch has
				fix:3 names what it fixes
				note alike:1 has its title, and may be it: look`},
		{"its title and author, and its file among others", widget + `
			fork 5.1
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			5.1 copy: net: mend the widget
			files copy b.c a.c`, `
			done: the branch has it as copy, by author and title
				copy:0 has the same author and title`},
		{"its author and second, and another file", widget + `
			fork 5.1
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			5.1 other @as:fix: doc: say it
			files other b.c`, `
			missing: it fixes fault, which the branch has
				fix:3 names what it fixes
				note other:0 was made by its author in the same second, and may be it: look`},
		{"its author and second, as of another", widget + `
			fork 5.1
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			main twin @as:fix: net: mend the gadget
			5.1 either @as:fix: net: backport
			patch either +y`, `
			missing: it fixes fault, which the branch has
				fix:3 names what it fixes
				note either:0 was made by its author in the same second, and may be it: look`},
		{"upstream took it back", widget + `
			fork 5.1
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			main back: Revert "net: mend the widget" | This reverts commit {fix}.`, `
			missing: it fixes fault, which the branch has; upstream took it back in back: take neither, or both
				fix:3 names what it fixes
				back:3 takes it back upstream`},
		{"upstream took it back, and the branch has it", widget + `
			fork 5.1
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			5.1 copy: net: mend the widget | [ Upstream commit {fix} ]
			main back: Revert "net: mend the widget" | This reverts commit {fix}.`, `
			done: the branch has it as copy, by id
				copy:3 says "Upstream commit …" of it
				then back`},
		{"taken back, and brought back in a later release", widget + `
			fork 5.1
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			5.1 copy: net: mend the widget | [ Upstream commit {fix} ]
			tag 5.1 v5.1.1
			5.1 back: Revert "net: mend the widget" | This reverts commit {copy}.
			tag 5.1 v5.1.2
			5.1 again: Reapply "net: mend the widget" | This reverts commit {back}.
			tag 5.1 v5.1.3`, `
			done: the branch has it as copy, by id (v5.1.3)
				copy:3 says "Upstream commit …" of it
				back:3 takes it back
				again:3 brings it back`},
		{"taken back twice", widget + `
			fork 5.1
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			5.1 copy: net: mend the widget | [ Upstream commit {fix} ]
			5.1 back: Revert "net: mend the widget" | This reverts commit {copy}.
			5.1 twice: net: without mending | This reverts commit {fix}.`, `
			reverted: copy was taken back in back
				back:3 takes it back`},
		{"its reapply alone", widget + `
			fork 5.1
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			main back: Revert "net: mend the widget" | This reverts commit {fix}.
			main again: Reapply "net: mend the widget" | This reverts commit {back}.
			5.1 copy: Reapply "net: mend the widget" | [ Upstream commit {again} ]
			tag 5.1 v5.1.1`, `
			done: the branch has it as copy, by reapply (v5.1.1)
				copy:0 takes a revert of it back, and neither was here`},
		{"it fixes a reapply of what the branch has", widget + `
			main first: net: rework the widget
			fork 5.1
			main back: Revert "net: rework the widget" | This reverts commit {first}.
			main again: Reapply "net: rework the widget" | This reverts commit {back}.
			main fix: net: mend the rework | Fixes: {again:12} ("Reapply "net: rework the widget"")`, `
			missing: it fixes again, which brings back first, which the branch has
				fix:3 names what it fixes`},
		{"it fixes a reapply of what the branch took back", widget + `
			main first: net: rework the widget
			fork 5.1
			main back: Revert "net: rework the widget" | This reverts commit {first}.
			main again: Reapply "net: rework the widget" | This reverts commit {back}.
			main fix: net: mend the rework | Fixes: {again:12} ("Reapply "net: rework the widget"")
			5.1 copy: Revert "net: rework the widget" | [ Upstream commit {back} ]`, `
			not-affected: it fixes again, which the branch does not have`},
		{"taken back where it never was", widget + `
			fork 5.1
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			5.1 back: Revert "net: mend the widget" | This reverts commit {fix}.`, `
			missing: it fixes fault, which the branch has
				fix:3 names what it fixes
				but back:3 takes it back, though it never came`},
		{"merged from upstream", widget + `
			fork 5.1
			5.1 own: only here
			tag 5.1 v5.1.1
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			5.1+main merge: Merge upstream
			tag 5.1 v5.1.2`, `
			done: the branch has it as fix, by ancestor (v5.1.2)
				fix:0 is an ancestor of the branch`},
		{"upstream took it from the branch", widget + `
			fork 5.1
			5.1 first: net: mend the widget
			main fix @as:first: net: mend the widget | Fixes: {fault:12} ("net: add a widget") | (cherry picked from commit {first})`, `
			done: the branch has it as first, by id
				fix:4 says "cherry picked from commit …" of first`},
		{"taken back on the branch alone", widget + `
			fork 5.1
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			5.1 copy: net: mend the widget | [ Upstream commit {fix} ]
			5.1 back: Revert "net: mend the widget" | This reverts commit {copy} which is | commit {fix} upstream.
			tag 5.1 v5.1.1`, `
			reverted: copy was taken back in back (v5.1.1)
				back:3 takes it back`},
		{"the fault was taken back on the branch", widget + `
			fork 5.1
			5.1 back: Revert "net: add a widget" | This reverts commit {fault}.
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")`, `
			not-affected: it fixes fault, which the branch does not have`},
		{"a wrong id, and the title is right", widget + `
			fork 5.1
			main fix: net: mend the widget | Fixes: {root:12} ("net: add a widget")`, `
			missing: it fixes fault, which the branch has
				fix:3 names what it fixes
				but fix:3 names root: found by title, the id is another commit's`},
		{"an id that is not here", `
			main root: start
			fork 5.1
			main fix: net: mend the widget | Fixes: 123456789abc ("net: add a widget")`, `
			unknown: what it fixes is not here: 123456789abc`},
		{"the same change twice upstream", widget + `
			main first: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			fork 5.1
			main fix @as:first: net: mend the widget | Fixes: {fault:12} ("net: add a widget") | (cherry picked from commit {first})`, `
			in-base: the branch began with first, which is the same change`},
		{"the same change twice upstream, and a fix of the other one", widget + `
			main first: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			main fix @as:first: net: mend the widget | Fixes: {fault:12} ("net: add a widget") | (cherry picked from commit {first})
			fork 5.1
			main later: net: mend it better | Fixes: {first:12} ("net: mend the widget")`, `
			in-base: the branch began with it
				then later`},
		{"a copy of a copy", widget + `
			fork 5.4
			fork 5.1
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			5.1 copy: net: mend the widget | [ Upstream commit {fix} ]
			5.4 again: net: mend the widget | (cherry picked from commit {copy})`, `
			done: the branch has it as again, by id
				again:3 says "cherry picked from commit …" of a copy of it, copy`},
		{"two in one", widget + `
			fork 5.1
			main other: mm: mend a page
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			5.1 both @as:other: mm: mend a page | commit {other} upstream. | commit {fix} upstream.`, `
			done: the branch has it as both, by id
				both:4 says "commit … upstream" of it`},
		{"what it fixes was taken back, and perhaps came again", widget + `
			main back: Revert "net: add a widget" | This reverts commit {fault}.
			main again: net: add a widget
			fork 5.1
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")`, `
			not-affected: it fixes fault, which the branch does not have
				again:1 may be what it fixes, come again: it has its author and title`},
		{"asked for, and no more", widget + `
			fork 5.1
			main fix: net: mend the widget | Cc: stable@vger.kernel.org`, `
			unknown: it is asked for, but nothing says what it fixes or since when`},
		{"a revert in part", `
			main root: start
			fork 5.1
			main fault: net: add a widget
			main fix: net: half a widget | This partially reverts commit {fault:12} ("net: add a widget"). | Cc: stable@vger.kernel.org`, `
			unknown: it is asked for, but nothing says what it fixes or since when; it speaks of fault, which the branch does not have`},
		{"not to be picked", widget + `
			fork 5.1
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget") | Cc: <stable+noautosel@kernel.org> # needs firmware`, `
			opt-out: its maintainers do not want it picked: needs firmware
				fix:3 names what it fixes
				fix:4 opts out of stable`},
		{"not yet", widget + `
			fork 5.1
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget") | Cc: stable@vger.kernel.org # after 4 weeks in mainline
			tag main v5.2-rc1`, `
			not-before: it is asked for not before 2020-10-11: it came with v5.2-rc1 on 2020-09-13
				fix:3 names what it fixes
				fix:4 asks to wait: after 4 weeks in mainline`},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := perform(c.script)
			got := p.tell(stable.New(p.in).Cell(p.n("fix"), 0))
			if want := strings.ReplaceAll(strings.TrimSpace(c.want), "\n\t\t\t", "\n"); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// TestLameHistories judges where something is amiss with the history: it is named, and the rest stands.
func TestLameHistories(t *testing.T) {
	for _, c := range []struct{ name, script, cell, troubles string }{
		{"a branch that shares nothing", widget + `
			alone 5.1
			5.1 begin: import
			5.1 imported @as:fault: net: add a widget
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")`, `
			missing: it fixes fault, which the branch has as imported
				fix:3 names what it fixes`, `
			5.1 shares no history with upstream: what it began with is not known
			5.1 has no releases after its base: in which one a fix came is not known`},
		{"a branch that shares nothing, and has nothing of the fault", widget + `
			alone 5.1
			5.1 begin: import
			5.1 lame: net: mend | commit {lost} upstream.
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			tag 5.1 v5.1.1`, `
			unknown: the branch shares no history with upstream: what it began with is not known`, `
			5.1 shares no history with upstream: what it began with is not known
			commits on 5.1 taken from ones that are not here: 1, the first lame`},
		{"a branch without commits, version and tags", widget + `
			alone old
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")`, `
			not-affected: it fixes fault, which the branch does not have`, `
			old has no commits
			old has no version in its name: versions asked for in Ccs, and what mail says, do not count for it`},
		{"a floor, and no version to hold against it", widget + `
			fork lts
			main fix: net: mend the widget | Cc: stable@vger.kernel.org # 5.4+`, `
			unknown: it is asked for from v5.4 on, and the branch has no version`, `
			lts has no version in its name: versions asked for in Ccs, and what mail says, do not count for it`},
		{"a revert of a revert of what is not here", widget + `
			fork 5.1
			5.1 back: Revert "Revert "net: never seen"" | This reverts commit {lost}.
			5.1 again: Reapply "mm: never seen"
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			tag 5.1 v5.1.1`, `
			missing: it fixes fault, which the branch has
				fix:3 names what it fixes`, `
			reverts on 5.1 of commits that are not here: 2, the first in back`},
		{"reverts that name each other", widget + `
			fork 5.1
			5.1 one: Revert "two" | This reverts commit {two}.
			5.1 two: Revert "one" | This reverts commit {one}.
			5.1 three: Revert "net: add a widget" | This reverts commit {two}. | This reverts commit {fault}.
			5.1 four: Revert "three" | This reverts commit {three}. | This reverts commit {four}.
			main fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")
			tag 5.1 v5.1.1`, `
			missing: it fixes fault, which the branch has
				fix:3 names what it fixes`, ``},
		{"history that was cut off", `
			lost main
			main root: start
			fork 5.1
			main fix: net: mend the widget | Fixes: 123456789abc ("net: add a widget")`, `
			unknown: what it fixes is not here: 123456789abc`, `
			history of upstream and the branches is cut off before root`},
		{"history that was cut off before a branch meets upstream", `
			lost main
			main root: start
			alone 5.1
			lost 5.1
			5.1 old: older
			main fix: net: mend the widget | Fixes: 123456789abc ("net: add a widget")
			tag 5.1 v5.1.1`, `
			unknown: the branch is not known to have left upstream anywhere, as history is cut off: what it began with is not known`, `
			history of upstream and the branches is cut off in 2 places, the newest of them old
			5.1 is not known to have left upstream anywhere, as history is cut off: what it began with is not known`},
		{"no upstream", `
			alone 5.1
			5.1 fault: net: add a widget
			5.1 fix: net: mend the widget | Fixes: {fault:12} ("net: add a widget")`, `
			done: the branch has it as fix, by ancestor
				fix:0 is an ancestor of the branch`, `
			there is no upstream: copies are known by the ids they name, and nothing else
			5.1 shares no history with upstream: what it began with is not known
			5.1 has no releases after its base: in which one a fix came is not known`},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := perform(c.script)
			k := stable.New(p.in)
			var troubles []string
			for _, trouble := range k.Troubles() {
				troubles = append(troubles, p.plain(trouble.Text))
			}
			got := p.tell(k.Cell(p.n("fix"), 0)) + "\n" + strings.Join(troubles, "\n")
			want := strings.TrimSpace(c.cell) + "\n" + strings.TrimSpace(c.troubles)
			if want = strings.ReplaceAll(want, "\n\t\t\t", "\n"); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestFixes(t *testing.T) {
	p := perform(widget + `
		main asked @bob: one | Cc: stable@vger.kernel.org
		main tagged: two | Fixes: {fault:12} ("net: add a widget")
		main back: Revert "two" | This reverts commit {tagged}.
		main feature: three`)
	k := stable.New(p.in)
	for _, c := range []struct {
		sel  stable.Selection
		want string
	}{
		{stable.Selection{From: history.None}, "asked tagged back"},
		{stable.Selection{From: p.n("asked")}, "tagged back"},
		{stable.Selection{From: history.None, Tags: stable.CcStable}, "asked"},
		{stable.Selection{From: history.None, Tags: stable.FixesTag}, "tagged back"},
		{stable.Selection{From: p.n("fault"), Tags: stable.NoTagAtAll}, "asked tagged back feature"},
		{stable.Selection{From: history.None, Author: func(n history.N) bool { return n == p.n("back") }}, "back"},
		{stable.Selection{Commits: []history.N{p.n("feature"), p.n("asked"), p.n("feature")}}, "asked feature"},
	} {
		var got []string
		for _, n := range k.Fixes(c.sel) {
			got = append(got, p.name(n))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%+v: %v, want %s", c.sel, got, c.want)
		}
	}
}

// What upstream took back is not needed, nor is the revert where the revert was taken back.
func TestNeeded(t *testing.T) {
	p := perform(widget + `
		fork 5.1
		main asked @bob: one | Cc: stable@vger.kernel.org
		main fix: two | Fixes: {fault:12} ("net: add a widget")
		main later: three | Fixes: {fix:12} ("two")
		main harm: four | Fixes: {fault:12} ("net: add a widget")
		main back: Revert "four" | This reverts commit {harm}.
		main good: five | Fixes: {fault:12} ("net: add a widget")
		main away: Revert "five" | This reverts commit {good}.
		main again: Revert "Revert "five"" | This reverts commit {away}.`)
	k := stable.New(p.in)
	var got []string
	for _, n := range k.Needed(k.Fixes(stable.Selection{From: p.n("fault")}), 0) {
		got = append(got, p.name(n))
	}
	if want := "asked fix later good"; strings.Join(got, " ") != want {
		t.Errorf("%v, want %s", got, want)
	}
}
