package stable_test

import (
	"fmt"
	"strings"
	"testing"

	"patchpilot/apply"
	"patchpilot/formatpatch"
	"patchpilot/history"
	"patchpilot/mbox"
	"patchpilot/series"
	"patchpilot/stable"
)

const file = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\neleven\ntwelve\n"

// backports is a history to post backports of: of upstream, its fix of what both branches have, what prepared it, and what
// was found wrong with it.
type backports struct {
	*repo
	base, prepared, fix, later, tip59, tip510, twin history.ID
}

func newBackports(t testing.TB) *backports {
	b := &backports{repo: newRepo(t)}
	b.base = b.commit("Begin", files{"demo.c": file})
	b.prepared = b.commit("demo: count five twice\n\nCc: stable@vger.kernel.org\n", files{"demo.c": strings.Replace(file, "five\n", "five\nfive\n", 1)}, b.base)
	fixed := strings.Replace(b.trees[b.prepared]["demo.c"], "six\n", "six, freed\n", 1)
	b.fix = b.commit("demo: free the ring\n\nIt leaks.\n\nFixes: "+b.base.String()[:12]+" (\"Begin\")\nReviewed-by: Ben Reader <ben@example.org>\nSigned-off-by: Ada Writer <ada@example.org>\n",
		files{"demo.c": fixed}, b.prepared)
	b.later = b.commit("demo: free it once\n\nFixes: "+b.fix.String()[:12]+" (\"demo: free the ring\")\n", files{"demo.c": strings.Replace(fixed, "freed", "freed once", 1)}, b.fix)
	b.tip59 = b.commit("Linux 5.9.1", files{"Makefile": "5.9.1\n"}, b.base)
	b.tip510 = b.commit("Linux 5.10.1", files{"Makefile": "5.10.1\n"}, b.prepared)
	b.twin = b.commit("demo: free the ring\n\ncommit "+b.fix.String()+" upstream.\n", files{"demo.c": fixed}, b.tip510)
	return b
}

// check posts mails for branches of which 5.10 stands at a tip.
func (b *backports) check(tip510 history.ID, mails ...string) []string {
	x := b.index()
	k := stable.New(stable.Input{
		Index: x, Upstream: x.Find(b.later), Source: b,
		Branches: []stable.Branch{
			{Name: "linux-5.9.y", Version: "5.9", Tip: x.Find(b.tip59), Base: x.Find(b.base)},
			{Name: "linux-5.10.y", Version: "5.10", Tip: x.Find(tip510), Base: x.Find(b.prepared)},
		},
	})
	var posting []*series.Patch
	for i, mail := range mails {
		m := series.NewMail(mbox.Parse(mbox.Raw{Source: "mail", Line: 1, Data: []byte(fmt.Sprintf("Message-ID: <%d@a.example>\n", i+1) + mail)}))
		posting = append(posting, &series.Patch{Mail: m, Index: i + 1, Title: m.Subject.Title})
	}
	all, err := k.Check(posting, nil, b.mailed)
	if err != nil {
		b.t.Fatal(err)
	}
	names := strings.NewReplacer(b.base.String()[:12], "BASE", b.prepared.String()[:12], "PREPARED", b.fix.String(), "<FIX>", b.fix.String()[:12], "FIX", b.later.String()[:12], "LATER", b.twin.String()[:12], "TWIN")
	var said []string
	for _, s := range all {
		for _, r := range s.Remarks {
			said = append(said, names.Replace(fmt.Sprintf("%s %d %s:%d: %s [%s]", s.Patch.ID, r.Weight, r.Name, r.Line, r.Text, r.Fix)))
		}
	}
	return said
}

// mailed is a commit as git format-patch makes a mail of it.
func (b *backports) mailed(id history.ID) (*series.Mail, error) {
	c, err := b.find(id)
	if err != nil {
		return nil, err
	}
	before, err := b.Tree(c.Parents[0])
	if err != nil {
		return nil, err
	}
	after, err := b.Tree(id)
	if err != nil {
		return nil, err
	}
	data, err := formatpatch.Mail(formatpatch.Commit{
		ID: apply.Hash(id), Author: formatpatch.Person{Name: c.Author.Name, Email: c.Author.Email}, Date: c.Author.When, Message: c.Message, Before: before, After: after,
	}, formatpatch.Options{MessageID: id.String() + "@commit"})
	return series.NewMail(mbox.Parse(mbox.Raw{Source: "commit", Line: 1, Data: data, Commit: id.String()})), err
}

// mail posts a change of demo.c as it is on 5.9.
func (b *backports) mail(head, log, from, to string) string {
	before, after := apply.NewOverlay(apply.Empty), apply.NewOverlay(apply.Empty)
	for o, text := range map[*apply.Overlay]string{before: from, after: to} {
		if err := o.Put("demo.c", apply.Regular, []byte(text)); err != nil {
			b.t.Fatal(err)
		}
	}
	data, err := formatpatch.Mail(formatpatch.Commit{Message: "x\n", Author: formatpatch.Person{Name: "Cy Backporter", Email: "cy@example.org"}, Before: before, After: after}, formatpatch.Options{})
	if err != nil {
		b.t.Fatal(err)
	}
	_, change, _ := strings.Cut(string(data), "\n---\n")
	return "From: Cy Backporter <cy@example.org>\nTo: stable@vger.kernel.org\n" + head + "\n\n" + log + "---\n" + change
}

func TestCheckSubmission(t *testing.T) {
	b := newBackports(t)
	const (
		subject = "Subject: [PATCH 5.9.y] demo: free the ring"
		from    = "From: Ada Writer <ada@example.org>\n\n"
		signed  = "Signed-off-by: Cy Backporter <cy@example.org>\n"
	)
	tags := "Fixes: " + b.base.String()[:12] + " (\"Begin\")\nReviewed-by: Ben Reader <ben@example.org>\nSigned-off-by: Ada Writer <ada@example.org>\n"
	names := "commit " + b.fix.String() + " upstream.\n\n"
	fixed := strings.Replace(file, "six\n", "six, freed\n", 1)
	otherwise := strings.Replace(fixed, "freed", "put", 1)
	elsewhere := b.trees[b.prepared]["demo.c"]
	follow := b.mail("Subject: [PATCH 5.9.y 2/2] demo: free it once", from+"commit "+b.later.String()+" upstream.\n\nFixes: "+b.fix.String()[:12]+" (\"demo: free the ring\")\n"+signed, fixed, strings.Replace(fixed, "freed", "freed once", 1))
	// what most cases come to beside what they are about
	const (
		followUp = `1@a.example 2 stable-followup:3: linux-5.9.y would lack LATER ("demo: free it once"), which fixes FIX []`
		around   = `1@a.example 0 stable-context-changed:15: it changes what FIX changes; 1 line differs around it []`
	)
	for _, c := range []struct {
		about  string
		tip510 history.ID
		mails  []string
		want   []string
	}{
		{"right, but for what came later", b.twin, []string{b.mail(subject, from+names+"It leaks.\n\n"+tags+signed, file, fixed)}, []string{followUp, around}},
		{"with what came later", b.twin, []string{b.mail("Subject: [PATCH 5.9.y 1/2] demo: free the ring", from+names+"It leaks.\n\n"+tags+signed, file, fixed), follow}, []string{
			around,
			`2@a.example 2 stable-gap:3: linux-5.10.y, which is newer, lacks LATER: it fixes FIX, which the branch has as TWIN []`,
			`2@a.example 0 stable-context-changed:11: it changes what LATER changes; 1 line differs around it []`,
		}},
		{"5.10 lacks it", b.tip510, []string{b.mail("Subject: [PATCH 5.9.y 1/2] demo: free the ring", from+names+"It leaks.\n\n"+tags+signed, file, fixed)}, []string{
			followUp, `1@a.example 2 stable-gap:3: linux-5.10.y, which is newer, lacks FIX: it fixes BASE, which the branch has []`, around}},
		{"its author and tags lost", b.twin, []string{b.mail(subject, names+"It leaks.\n\n"+"Signed-off-by: Ada Writer <ada@example.org>\n"+signed, file, fixed)}, []string{
			`1@a.example 2 stable-author:0: upstream's author is Ada Writer, and it would be Cy Backporter: its body begins with no From line [From: Ada Writer <ada@example.org>]`,
			"1@a.example 1 stable-tags-lost:1: it lacks what upstream's log has [Fixes: BASE (\"Begin\")\nReviewed-by: Ben Reader <ben@example.org>]",
			strings.Replace(followUp, ":3:", ":1:", 1),
			strings.Replace(around, ":15:", ":11:", 1),
		}},
		{"not signed off", b.twin, []string{b.mail(subject, from+names+"It leaks.\n\n"+tags, file, fixed)}, []string{
			followUp,
			`1@a.example 2 stable-sign-off:9: Cy Backporter <cy@example.org> sends it and has not signed it off [Signed-off-by: Cy Backporter <cy@example.org>]`,
			strings.Replace(around, ":15:", ":14:", 1),
		}},
		{"it names nothing", b.twin, []string{b.mail(subject, from+"It leaks.\n\n"+tags+signed, file, fixed)}, []string{
			strings.Replace(followUp, ":3:", ":0:", 1),
			`1@a.example 2 stable-no-upstream:3: it names no commit of upstream; FIX has its title [commit <FIX> upstream.]`,
		}},
		{"it names the copy of another branch", b.twin, []string{b.mail(subject, from+"commit "+b.twin.String()+" upstream.\n\nIt leaks.\n\n"+tags+signed, file, fixed)}, []string{
			`1@a.example 2 stable-upstream-elsewhere:3: TWIN is a commit of linux-5.10.y, and the copy of FIX [commit <FIX> upstream.]`,
			followUp, around,
		}},
		{"it names another commit", b.twin, []string{b.mail(subject, "From: Dee Other <dee@example.org>\n\ncommit "+b.prepared.String()+" upstream.\n\nIt leaks.\n\n"+tags+signed, file, fixed)}, []string{
			`1@a.example 2 stable-upstream-mismatch:3: PREPARED is another change: "demo: count five twice", by Ada Writer; FIX has the title [commit <FIX> upstream.]`,
			followUp,
		}},
		{"a short id", b.twin, []string{b.mail(subject, from+"commit "+b.fix.String()[:12]+" upstream.\n\nIt leaks.\n\n"+tags+signed, file, fixed)}, []string{
			`1@a.example 2 stable-upstream-short:3: the commit is named by 12 digits, "FIX"; all 40 are needed [commit <FIX> upstream.]`,
			followUp, around,
		}},
		{"another change, in silence", b.twin, []string{b.mail(subject, from+names+"It leaks.\n\n"+tags+signed, file, otherwise)}, []string{
			followUp,
			`1@a.example 1 stable-diff-changed:15: demo.c: 2 lines are changed otherwise than by FIX, and 1 line differs around; nothing in its log says why []`,
		}},
		{"another change, with a word", b.twin, []string{b.mail(subject, from+names+"It leaks.\n\n"+tags+"[cy: put, as free is not there yet]\n"+signed, file, otherwise)}, []string{
			followUp,
			`1@a.example 0 stable-diff-changed:16: demo.c: 2 lines are changed otherwise than by FIX, and 1 line differs around []`,
		}},
		{"another change, and no word but git's", b.twin, []string{b.mail(subject, from+names+"It leaks.\n\n"+tags+"(cherry picked from commit "+b.fix.String()+")\n"+signed, file, otherwise)}, []string{
			followUp,
			`1@a.example 1 stable-diff-changed:16: demo.c: 2 lines are changed otherwise than by FIX, and 1 line differs around; nothing in its log says why []`,
		}},
		{"it comes before what it needs", b.twin, []string{
			b.mail("Subject: [PATCH 5.9.y 1/2] demo: free the ring", from+names+"It leaks.\n\n"+tags+signed, elsewhere, b.trees[b.fix]["demo.c"]),
			b.mail("Subject: [PATCH 5.9.y 2/2] demo: count five twice", from+"commit "+b.prepared.String()+" upstream.\n\n"+signed, file, elsewhere),
		}, []string{
			followUp,
			`1@a.example 2 stable-conflict:15: it does not apply to linux-5.9.y: demo.c:3: hunk 1 finds other lines []`,
			`1@a.example 2 stable-prerequisite:15: patch 2 brings PREPARED ("demo: count five twice"), which must come before this one []`,
		}},
		{"for a branch that is not here", b.tip510, []string{b.mail("Subject: [PATCH 5.4.y] demo: free the ring", from+names+"It leaks.\n\n"+tags+signed, file, fixed)}, []string{
			`1@a.example 1 stable-branch:0: it is for 5.4, and no such branch was looked at []`,
			`1@a.example 2 stable-gap:3: linux-5.9.y, which is newer, lacks FIX: it fixes BASE, which the branch has []`,
			`1@a.example 2 stable-gap:3: linux-5.10.y, which is newer, lacks FIX: it fixes BASE, which the branch has []`,
			around,
		}},
		{"it takes back the branch's own", b.twin, []string{b.mail("Subject: [PATCH 5.10.y] Revert \"demo: free the ring\"", "This reverts commit "+b.twin.String()+" which is\ncommit "+b.fix.String()+" upstream.\n\nIt breaks.\n\n"+signed, b.trees[b.twin]["demo.c"], elsewhere)}, []string{
			`1@a.example 0 stable-no-upstream:1: it takes back TWIN, the copy of FIX ("demo: free the ring"), which upstream has still []`,
		}},
		{"it takes back what another branch has", b.twin, []string{b.mail("Subject: [PATCH 5.9.y] Revert \"demo: free the ring\"", "This reverts commit "+b.twin.String()+", which is commit "+b.prepared.String()+" upstream.\n\nIt breaks.\n\n"+signed, fixed, file)}, []string{
			`1@a.example 2 stable-upstream-mismatch:1: it says that TWIN is commit PREPARED upstream; it is FIX ("demo: free the ring") [commit <FIX> upstream.]`,
			`1@a.example 2 stable-not-needed:1: it takes back TWIN, which linux-5.9.y does not have []`,
			`1@a.example 0 stable-no-upstream:1: it takes back TWIN, the copy of FIX ("demo: free the ring"), which upstream has still []`,
			`1@a.example 1 stable-already-applied:10: all it changes is so on linux-5.9.y already []`,
		}},
		{"it takes back several", b.twin, []string{b.mail("Subject: [PATCH 5.10.y] demo: without the ring", "Both are harmful.\n\nThis reverts commits "+b.twin.String()[:12]+"\nand "+strings.Repeat("6", 12)+".\n\n"+signed, b.trees[b.twin]["demo.c"], elsewhere)}, []string{
			`1@a.example 0 stable-no-upstream:3: it takes back TWIN, the copy of FIX ("demo: free the ring"), which upstream has still []`,
			`1@a.example 2 stable-upstream-unknown:3: it takes back 666666666666, which is the id of no commit here []`,
		}},
		{"upstream's patch as it is", b.twin, []string{b.mail(subject, from+names+"It leaks.\n\n"+tags+signed, elsewhere, b.trees[b.fix]["demo.c"])}, []string{
			followUp,
			`1@a.example 2 stable-conflict:15: it does not apply to linux-5.9.y: demo.c:3: hunk 1 finds other lines []`,
			`1@a.example 2 stable-prerequisite:15: linux-5.9.y lacks PREPARED ("demo: count five twice"): made line 6 of demo.c, beside what the patch changes []`,
		}},
		{"for a branch that has it", b.twin, []string{b.mail("Subject: [PATCH 5.10.y] demo: free the ring", from+names+"It leaks.\n\n"+tags+signed, elsewhere, b.trees[b.fix]["demo.c"])}, []string{
			`1@a.example 2 stable-there:3: linux-5.10.y has FIX already, as TWIN, not released yet []`,
			strings.Replace(followUp, "5.9", "5.10", 1),
			`1@a.example 1 stable-already-applied:15: all it changes is so on linux-5.10.y already []`,
		}},
		{"for nothing", b.twin, []string{b.mail("Subject: [PATCH] demo: free the ring", from+names+"It leaks.\n\n"+tags+signed, file, fixed)}, []string{
			`1@a.example 2 stable-branch:0: its subject names no stable branch [Subject: [PATCH 6.6.y] …]`,
			around,
		}},
		{"no submission", b.twin, []string{b.mail("Subject: [PATCH] demo: free the ring", from+"It leaks.\n\n"+tags+signed, file, fixed)}, nil},
	} {
		t.Run(c.about, func(t *testing.T) {
			b.t = t
			if got := b.check(c.tip510, c.mails...); strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

// FuzzCheckSubmission: whatever is posted, remarks stand in its lines, and there are not many.
func FuzzCheckSubmission(f *testing.F) {
	b := newBackports(f)
	f.Add("Subject: [PATCH 5.9.y] demo: free the ring\n", "commit "+b.fix.String()+" upstream.\n---\ndiff --git a/demo.c b/demo.c\n--- a/demo.c\n+++ b/demo.c\n@@ -1,2 +1,2 @@\n-one\n+1\n two\n")
	f.Add("Subject: [PATCH 5.9.y 2/3] x\nFrom: a@example.org\n", "commit "+b.twin.String()+"\n(cherry picked from commit "+b.prepared.String()[:7]+")\n---\n--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n")
	f.Add("Subject: [PATCH AUTOSEL 5.10-5.9] Revert \"demo: free the ring\"\n", "[ Upstream commit "+b.later.String()+" ]\n---\nGIT binary patch\n")
	f.Fuzz(func(t *testing.T, head, body string) {
		m := series.NewMail(mbox.Parse(mbox.Raw{Source: "mail", Line: 1, Data: []byte(head + "\n" + body)}))
		x := b.index()
		k := stable.New(stable.Input{Index: x, Upstream: x.Find(b.later), Source: b, Branches: []stable.Branch{
			{Name: "linux-5.9.y", Version: "5.9", Tip: x.Find(b.tip59), Base: x.Find(b.base)},
			{Name: "linux-5.10.y", Version: "5.10", Tip: x.Find(b.twin), Base: x.Find(b.prepared)},
		}})
		all, err := k.Check([]*series.Patch{{Mail: m, Index: 1, Title: m.Subject.Title}}, nil, b.mailed)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range all {
			if len(s.Remarks) > 1000 {
				t.Errorf("%d remarks", len(s.Remarks))
			}
			for _, r := range s.Remarks {
				if r.Line < 0 || r.Line > strings.Count(m.Text, "\n")+1 || r.Text == "" {
					t.Errorf("%+v", r)
				}
			}
		}
	})
}
