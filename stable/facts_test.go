package stable

import (
	"fmt"
	"strings"
	"testing"

	"patchpilot/mbox"
	"patchpilot/series"
)

const (
	greg    = "From: <gregkh@linuxfoundation.org>\n"
	sasha   = "From: Sasha Levin <sashal@kernel.org>\n"
	kevin   = "From: Kevin Traynor <ktraynor@redhat.com>\n"
	ada     = "From: Ada Writer <ada@example.org>\n"
	id      = "0123456789abcdef0123456789abcdef01234567"
	other   = "fedcba9876543210fedcba9876543210fedcba98"
	queued  = "Subject: Patch \"demo: free the ring\" has been added to the 5.9-stable tree\n"
	note    = "\nThis is a note to let you know that I've just added the patch titled\n\n    demo: free the ring\n\nto the 5.9-stable tree which can be found at:\n    https://example.org/queue\n\n"
	below   = "From " + id + " Mon Sep 17 00:00:00 2001\nFrom: Ada Writer <ada@example.org>\nSubject: demo: free the ring\n\n"
	refused = "\nThe patch below does not apply to the 6.1-stable tree.\nIf someone wants it applied there, then please email\nthe backport.\n\n"
	change  = "Signed-off-by: Ada Writer <ada@example.org>\n---\n demo.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n\n" +
		"diff --git a/demo.c b/demo.c\n--- a/demo.c\n+++ b/demo.c\n@@ -1,3 +1,3 @@\n one\n-two\n+three\n four\n"
)

func factsIn(mail string) string {
	m := series.NewMail(mbox.Parse(mbox.Raw{Source: "mail", Line: 1, Data: []byte("Message-ID: <1@a.example>\nDate: Tue, 3 Nov 2020 15:39:58 +0100\n" + mail)}))
	var all []string
	for _, f := range ReadFacts(m, Ours{}) {
		if f.MessageID != "1@a.example" || f.Date.IsZero() {
			all = append(all, "without its mail")
		}
		all = append(all, fmt.Sprintf("%s %s %.7s line %d: %s", f.Kind, f.Version, f.Upstream, f.Line, f.Title))
	}
	return strings.Join(all, "; ")
}

func TestReadFacts(t *testing.T) {
	const ring = ": demo: free the ring"
	for _, c := range []struct{ about, mail, want string }{
		{"a queue's note, with the patch as it is upstream",
			greg + queued + "\n" + note + below + "commit " + id + " upstream.\n\nIt leaks.\n\n" + change,
			"queued 5.9 0123456 line 2" + ring},
		{"a queue's note, with the commit of the queue shown",
			sasha + queued + "\n" + note + "commit " + other + "\nAuthor: Ada Writer <ada@example.org>\n\n    demo: free the ring\n    \n    [ Upstream commit " + id + " ]\n    \n" + change,
			"queued 5.9 0123456 line 2" + ring},
		{"a note of a revert, which is of nothing upstream",
			greg + "Subject: Patch \"Revert \"demo: free the ring\"\" has been added to the 5.9-stable tree\n\n" + note + "This reverts commit " + other + " which is\ncommit " + id + " upstream.\n\n" + change,
			"queued 5.9  line 2: Revert \"demo: free the ring\""},
		{"two commits in one",
			greg + queued + "\n" + note + "commit " + id + " upstream.\ncommit " + other + " upstream.\n\n" + change,
			"queued 5.9 0123456 line 2" + ring + "; queued 5.9 fedcba9 line 2" + ring},
		{"a list's tag, and a subject over two lines",
			greg + "Subject: [Demo-list] Patch \"demo: free\n\tthe ring\" has been added to the 5.9-stable tree\n\n" + note + "commit " + id + " upstream.\n",
			"queued 5.9 0123456 line 2" + ring},
		{"a note that anybody can write", ada + queued + "\n" + note + "commit " + id + " upstream.\n", ""},
		{"a keeper's name on another address",
			"From: Sasha Levin <sashal@kernel.org.example.net>\n" + queued + "\n" + note + "commit " + id + " upstream.\n", ""},
		{"a note whose signature did not hold",
			sasha + "Authentication-Results: mx.example.org; dkim=fail header.d=kernel.org\n" + queued + "\n" + note + "commit " + id + " upstream.\n", ""},
		{"an answer to a note", greg + "Subject: Re: Patch \"demo: free the ring\" has been added to the 5.9-stable tree\nIn-Reply-To: <0@a.example>\n\n> commit " + id + " upstream.\n\nIs this needed there?\n", ""},
		{"an answer that takes it back",
			greg + "Subject: Re: Patch \"demo: free the ring\" has been added to the 5.9-stable tree\nIn-Reply-To: <0@a.example>\n\nOn Tue, Ada wrote:\n> commit " + id + " upstream.\n> This breaks the build.\n\nNow dropped, thanks.\n",
			"dropped 5.9 0123456 line 5" + ring},
		{"an answer that wants it taken back", ada + "Subject: Re: Patch \"demo: free the ring\" has been added to the 5.9-stable tree\nIn-Reply-To: <0@a.example>\n\nNow dropped, thanks.\n", ""},
		{"a note that it is out", greg + "Subject: Patch \"demo: free the ring\" has been removed from the 5.9-stable tree\n\nThe patch is no longer in the 5.9-stable tree.\n", "dropped 5.9  line 1" + ring},
		{"a note handed on", greg + "Subject: Fwd: Patch \"demo: free the ring\" has been added to the 5.9-stable tree\n\n" + note, ""},
		{"a note of a driver's tree", greg + "Subject: patch \"demo: free the ring\" added to usb-next\n\n" + note, ""},

		{"what did not apply, with the steps to take",
			greg + "Subject: FAILED: patch \"[PATCH v2 1/3] demo: free the ring\" failed to apply to 6.1-stable tree\n\n" + refused +
				"To reproduce the conflict and resubmit, you may use the following commands:\n\ngit fetch https://example.org linux-6.1.y\ngit cherry-pick -x " + id + "\n# <resolve>\n\nPossible dependencies:\n\n" + other + " (\"demo: count the slots\")\n\n" +
				"------------------ original commit in Linus's tree ------------------\n\n" + below + change,
			"failed 6.1 0123456 line 2" + ring},
		{"what did not apply, without them",
			sasha + "Subject: FAILED: Patch \"demo: free the ring\" failed to apply to v6.1-stable tree\n\n" + refused + below + change,
			"failed 6.1 0123456 line 2" + ring},
		{"an answer to it", ada + "Subject: Re: FAILED: patch \"[PATCH] demo: free the ring\" failed to apply to 6.1-stable tree\nIn-Reply-To: <0@a.example>\n\n> The patch below does not apply to the 6.1-stable tree.\n\nHere it is.\n", ""},
		{"it is said of in passing", ada + "Subject: stable mail\n\nPatch \"demo: free the ring\" has been added to the 5.9-stable tree, and\nFAILED: patch \"demo: x\" failed to apply to 6.1-stable tree.\n", ""},

		{"one of a round of review",
			greg + "Subject: [PATCH 5.9 267/391] demo: free the ring\nIn-Reply-To: <0@a.example>\n\nFrom: Ada Writer <ada@example.org>\n\ncommit " + id + " upstream.\n\nIt leaks.\n\n" + change,
			"posted 5.9 0123456 line 3" + ring},
		{"the cover of a round", greg + "Subject: [PATCH 5.9 000/391] 5.9.4-rc1 review\n\nThis is the start of the stable review cycle for the 5.9.4 release.\n", ""},
		{"an answer to one of a round", ada + "Subject: Re: [PATCH 5.9 267/391] demo: free the ring\nIn-Reply-To: <0@a.example>\n\n> commit " + id + " upstream.\n\nFine.\n", ""},
		{"a keeper's, that takes it out", greg + "Subject: Re: [PATCH 5.9 267/391] demo: free the ring\nIn-Reply-To: <0@a.example>\n\n> commit " + id + " upstream.\n\nNow dropped.\n", "dropped 5.9 0123456 line 3" + ring},
		{"a proposal", sasha + "Subject: [PATCH AUTOSEL 6.6 01/20] demo: free the ring\n\nFrom: Ada Writer <ada@example.org>\n\n[ Upstream commit " + id + " ]\n\n" + change, "posted 6.6 0123456 line 3" + ring},
		{"a proposal for many branches", sasha + "Subject: [PATCH AUTOSEL 6.17-5.4] demo: free the ring\n\n[ Upstream commit " + id + " ]\n\n" + change, "posted 5.4-6.17 0123456 line 1" + ring},
		{"a backport of anybody", ada + "Subject: [PATCH v2 6.6.y] demo: free the ring\n\ncommit " + id + " upstream.\n\n" + change, "posted 6.6 0123456 line 1" + ring},
		{"a backport that names no commit", ada + "Subject: [PATCH 6.6.y] demo: free the ring\n\nIt leaks.\n\n" + change, "posted 6.6  line 0" + ring},
		{"a backport for two branches", ada + "Subject: [PATCH 5.10/5.15] demo: free the ring\n\n(cherry picked from commit " + id + ")\n" + change, "posted 5.10 0123456 line 1" + ring + "; posted 5.15 0123456 line 1" + ring},
		{"a backport for two branches, by their names", ada + "Subject: [PATCH v5.10.y/v5.15.y] demo: free the ring\n\ncommit " + id + " upstream.\n\n" + change, "posted 5.10 0123456 line 1" + ring + "; posted 5.15 0123456 line 1" + ring},
		{"a cycle of mainline", ada + "Subject: [PATCH 6.8] demo: free the ring\n\nIt leaks.\n\n" + change, ""},
		{"DPDK's", ada + "To: stable@dpdk.org\nSubject: [PATCH 21.11] demo: free the ring\n\n[ upstream commit " + id + " ]\n\n" + change, "posted 21.11 0123456 line 1" + ring},

		{"a queue's note at DPDK",
			kevin + "Subject: patch 'demo: free the ring' has been queued to stable release 21.11.3\nIn-Reply-To: <0@a.example>\n\nHi,\n\nFYI, your patch has been queued to stable release 21.11.3\n\n---\nFrom " + other + " Mon Sep 17 00:00:00 2001\nSubject: [PATCH] demo: free the ring\n\n[ upstream commit " + id + " ]\n\n" + change,
			"queued 21.11 0123456 line 3" + ring},
		{"a list of what did not apply there",
			kevin + "Subject: please help backporting some patches to stable release 21.11.3\n\nHi commit authors,\n\n0123456789  Ada Writer     demo: free the ring\nfedcba9876  Ben Reader     demo: count the slots\n",
			"failed 21.11 0123456 line 3" + ring + "; failed 21.11 fedcba9 line 4: demo: count the slots"},

		{"a fix that asks for stable", ada + "Subject: [PATCH] demo: free the ring\n\nIt leaks.\n\nCc: <stable@vger.kernel.org> # v5.9+\n" + change, "asked 5.9  line 3" + ring},
		{"a fix that asks not to be picked", ada + "Subject: [PATCH] demo: free the ring\n\nIt leaks.\n\nCc: <stable+noautosel@kernel.org> # needs a firmware\n" + change, ""},
		{"a fix for DPDK", ada + "Subject: [PATCH] demo: free the ring\n\nIt leaks.\n\nCc: stable@dpdk.org\n\n" + change, "asked   line 3" + ring},
		{"any patch", ada + "Subject: [PATCH] demo: free the ring\n\nIt leaks.\n\n" + change, ""},
	} {
		if got := factsIn(c.mail); got != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.about, got, c.want)
		}
	}
}

func TestFactIsFor(t *testing.T) {
	for _, c := range []struct {
		kind                  FactKind
		said, branch, version string
		want                  bool
	}{
		{FactQueued, "5.9", "linux-5.9.y", "5.9", true},
		{FactQueued, "5.9", "linux-5.10.y", "5.10", false},
		{FactQueued, "5.9", "next", "", false},
		{FactPosted, "5.4-6.17", "linux-5.10.y", "5.10", true},
		{FactPosted, "5.4-6.17", "linux-6.18.y", "6.18", false},
		{FactPosted, "5.4-6.17", "next", "", false},
		{FactAsked, "5.9", "linux-5.9.y", "5.9", false},
		{FactQueued, "5.9", "origin/stable/v5.9", "5.9", true},
		{FactQueued, "21.11", "21.11-staging", "21.11", true},
		{FactQueued, "6.6", "rpi-6.6.y", "6.6", false}, // Greg's 6.6 is another tree
		{FactQueued, "6.6", "android14-6.6", "6.6", false},
	} {
		f := Fact{Kind: c.kind, Version: c.said, Elsewhere: true}
		if got := f.IsFor(&Branch{Name: c.branch, Version: c.version}); got != c.want {
			t.Errorf("%s of %s, for %q: %v", c.kind, c.said, c.branch, got)
		}
	}
	rpi := &Branch{Name: "origin/rpi-6.6.y", Version: "6.6"}
	for f, want := range map[Fact]bool{
		{Version: "6.6"}:                                       true, // who writes of our trees
		{Version: "6.6", Branch: "rpi-6.6.y"}:                  true,
		{Version: "6.6", Branch: "rpi-6.6.y", Elsewhere: true}: true,
		{Version: "6.6", Branch: "pi-6.6.y"}:                   false,
		{Version: "6.6", Branch: "6.6.y"}:                      false,
	} {
		if got := f.IsFor(rpi); got != want {
			t.Errorf("%+v: %v", f, got)
		}
	}
}

// A distribution's robot is believed of the distribution's branches, and its list is the one that counts.
func TestOurs(t *testing.T) {
	ours := Ours{Keepers: []string{"Robot@example.org"}, List: "kernel@example.org"}
	const (
		robot = "From: Robot <robot@example.org>\n"
		added = "Subject: Patch \"demo: free the ring\" has been added to the %s tree\n\ncommit " + id + " upstream.\n"
	)
	for _, c := range []struct{ about, mail, want string }{
		{"by version", robot + fmt.Sprintf(added, "6.6-stable"), "queued 6.6 of  false"},
		{"by name", robot + fmt.Sprintf(added, "rpi-6.6.y"), "queued 6.6 of rpi-6.6.y false"},
		{"that did not apply", robot + "Subject: FAILED: patch \"[PATCH] demo: free the ring\" failed to apply to rpi-6.6.y tree\n\ngit cherry-pick -x " + id + "\n", "failed 6.6 of rpi-6.6.y false"},
		{"one who is not ours", ada + fmt.Sprintf(added, "rpi-6.6.y"), ""},
		{"by version, as branches have it", greg + fmt.Sprintf(added, "6.6.y"), "queued 6.6 of  true"},
		{"by the name of the kernel's", greg + fmt.Sprintf(added, "stable/linux-6.6.y"), "queued 6.6 of  true"},
		{"by a name that is no version", robot + fmt.Sprintf(added, "android14-6.1"), "queued 6.1 of android14-6.1 false"},
		{"the kernel's", greg + fmt.Sprintf(added, "6.6-stable"), "queued 6.6 of  true"},
		{"a driver's tree", robot + fmt.Sprintf(added, "usb-next"), ""},
		{"posted by name", ada + "Subject: [PATCH rpi-6.6.y v2 1/2] demo: free the ring\n\ncommit " + id + " upstream.\n\n" + change, "posted 6.6 of rpi-6.6.y false"},
		{"posted by the name of the kernel's, with its remote", ada + "Subject: [PATCH stable/linux-6.6.y] demo: free the ring\n\ncommit " + id + " upstream.\n\n" + change, "posted 6.6 of  false"},
		{"posted to the kernel's list", ada + "To: stable@vger.kernel.org\nSubject: [PATCH 6.6.y] demo: free the ring\n\ncommit " + id + " upstream.\n\n" + change, "posted 6.6 of  true"},
		{"posted to both", ada + "To: stable@vger.kernel.org, Kernel@example.org\nSubject: [PATCH 6.6.y] demo: free the ring\n\ncommit " + id + " upstream.\n\n" + change, "posted 6.6 of  false"},
		{"taken back", robot + "Subject: Re: [PATCH rpi-6.6.y] demo: free the ring\nIn-Reply-To: <0@a.example>\n\n> commit " + id + " upstream.\n\nNow dropped.\n", "dropped 6.6 of rpi-6.6.y false"},
	} {
		m := series.NewMail(mbox.Parse(mbox.Raw{Source: "mail", Line: 1, Data: []byte("Message-ID: <1@a.example>\nDate: Tue, 3 Nov 2020 15:39:58 +0100\n" + c.mail)}))
		var got []string
		for _, f := range ReadFacts(m, ours) {
			got = append(got, fmt.Sprintf("%s %s of %s %v", f.Kind, f.Version, f.Branch, f.Elsewhere))
		}
		if got := strings.Join(got, "; "); got != c.want {
			t.Errorf("%s: got %q, want %q", c.about, got, c.want)
		}
	}
}

// FuzzReadFacts: whatever a mail holds, what is said of it has its mail, a line of it, and bounded words.
func FuzzReadFacts(f *testing.F) {
	f.Add(greg+queued, note+below+"commit "+id+" upstream.\n\n"+change)
	f.Add(sasha+"Subject: FAILED: Patch \"demo\" failed to apply to v6.1-stable tree\n", refused+below)
	f.Add(kevin+"Subject: please help backporting some patches to stable release 21.11.3\n", "0123456789  Ada     demo: x\n")
	f.Add(greg+"Subject: Re: [PATCH 5.9 1/2] x\n", "> commit "+id+" upstream.\nNow dropped.\n")
	f.Add(ada+"Subject: [PATCH AUTOSEL 6.17-5.4/5.4.y] x\n", "commit "+id+"\n"+change)
	f.Fuzz(func(t *testing.T, head, body string) {
		m := series.NewMail(mbox.Parse(mbox.Raw{Source: "mail", Line: 1, Data: []byte(head + "\n" + body)}))
		facts := ReadFacts(m, Ours{})
		if len(facts) > mostFacts {
			t.Fatalf("%d facts", len(facts))
		}
		for _, f := range facts {
			if f.MessageID != m.ID || f.Line < 0 || f.Line > strings.Count(m.Text, "\n")+1 || len(f.Text) > mostText || f.Kind == "" {
				t.Errorf("%+v", f)
			}
		}
	})
}
