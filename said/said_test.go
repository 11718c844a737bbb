package said

import (
	"fmt"
	"strings"
	"testing"

	"patchpilot/mbox"
	"patchpilot/series"
)

// heard reads a reply of that text: each sense once, in order.
func heardIn(text string) (senses []string) {
	const head = "From: Ben Reader <ben@example.org>\nSubject: Re: [PATCH] demo: free the ring\nMessage-ID: <1@b.example>\nIn-Reply-To: <0@b.example>\n\n"
	m := series.NewMail(mbox.Parse(mbox.Raw{Source: "reply", Line: 1, Data: []byte(head + text)}))
	for _, s := range In(m) {
		senses = append(senses, string(s.Sense))
	}
	return senses
}

func TestSaid(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"pw-bot: changes-requested", "asks for changes, pw-bot"},
		{"pw-bot: cr", "asks for changes, pw-bot"},
		{"pw-bot: create a state", "pw-bot"},
		{"The table leaks as well, so please fix that\nand resend.", "asks for changes"},
		{"This does not apply, please rebase.", "asks for changes"},
		{"Please drop this initialization to 0.", "asks for changes"},
		{"This patch needs a rebase.", "asks for changes"},
		{"v2 please.", "asks for changes"},
		{"No need to resend.", ""},
		{"Please do not resend.", ""},
		{"Please resend if it is not in by Monday.", ""},
		{"> Please resend.", ""},
		{"| Please resend.", ""},
		{"--\nPlease resend.", ""},
		{"-----Original Message-----\nPlease resend.", ""},
		{"From: Ada\nSent: Monday\n\nPlease resend.", ""},
		{"    Please resend.", ""},

		{"s|demo/ring: remove|demo/RING: Remove/\nto match history.", "rewords"},
		{"s/recieve/receive/", "rewords"},
		{"It is in drivers/demo/ring/ now.", ""},
		{"s/ are not needed, and m/ are.", ""},

		{"NAK.", "objects"},
		{"Sorry, NACK. This races.", "objects"},
		{"So that is a hard NAK for this approach.", "objects"},
		{"Nacked-by: Ben Reader <ben@example.org>", "objects"},
		{"The device answers with a\nNAK.", ""},
		{"NACK on the I2C bus is no error.", ""},
		{"A NAK from the endpoint, as usual.", ""},
		{"That has been NAKed before.", ""},
		{"This is not a NAK.", ""},
		{"> NAK.", ""},

		{"Never mind, it is right.", "takes back"},
		{"I withdraw my NAK.", "takes back"},
		{"You are right.", "takes back"},
		{"I take back my Reviewed-by.", "takes a tag back"},
		{"Sorry, please drop my R-b from 2/3.", "takes a tag back"},
		{"So I withdraw my ack until that is known.", "takes a tag back"},
		{"I liked it, but on second thought I am dropping my Reviewed-by.", "takes a tag back"},
		{"Let me take my R-b back.", "takes a tag back"},
		{"Feel free to take my R-b.", ""},
		{"You can take my Tested-by.", ""},
		{"Why did you drop my Reviewed-by?", "question"},
		{"Otherwise I would withdraw my ack.", ""},
		{"You need not drop my Acked-by.", ""},
		{"Fine, drop my review comments.", ""},
		{"If it grows any further, drop my tags.", ""},
		{"We drop the tags here.", ""},
		{"If you are right, it leaks.", ""},

		{"This needs an ack from Dora.", "wants an ack"},
		{"I can take this with Dora's ack.", "wants an ack, will apply"},
		{"Keep track of back ends.", ""},
		{"Applied with Dora's ack.", "applied"},

		{"Pushed to drm-misc (drm-misc-next). Thanks!", "applied"},
		{"These have been pushed to drm-misc-next.", "applied"},
		{"Thanks, I've queued 12-15 in the tree.", "applied"},
		{"Applied 1-2, the rest waits for acks.", "applied"},
		{"The patch pushed to drm-misc-next should fall out when you rebase.", ""},
		{"You can just push this patch here to drm-misc-next.", ""},
		{"Not applied, it conflicts.", ""},
		{"Once applied, the ring is free.", ""},
		{"I will apply it tomorrow.", "will apply"},
		{"Applied this on top of 6.8 and it crashes.", ""},
		{"updated demo.git for-next with these two patches", "applied"},
		{"I've updated my tree with this.", "applied"},
		{"Updated the for-next branch with your v2.", "applied"},
		{"I have updated my branch with your comments.", ""},
		{"I updated the tree with this fix and it boots.", ""},
		{"Updated my tree with the series, and it fails.", ""},
		{"updated to add the tag", ""},
		{"I will have updated for-next with this by Monday, if it builds.", ""},

		{"Should be fixed by:\n\nhttps://patchwork.example/patch/1/", "done elsewhere"},
		{"This is already fixed by commit 0123456789ab (\"demo: free the ring\").", "done elsewhere"},
		{"This should be fixed by holding the lock.", ""},
		{"Should be fixed by:\n\nholding the lock", ""},
		{"If it is fixed by 0123456789ab, drop it.", ""},
		{"Is it fixed by 0123456789ab?", "question"},

		{"I'll send a v3.", "consents, superseded"},
		{"Will fix it in the next version.", "consents, superseded"},
		{"Please ignore this series.", "withdrawn"},
		{"Please drop this patch in favour of the one by Ben.", "asks for changes, withdrawn"},
		{"Please ignore this series, I'll send a v2.", "withdrawn, superseded"},
		{"If you want I will send v3.", ""},

		{"I went ahead and pushed this to drm-misc-next.", "applied"},
		{"First 3 patches with the docs merged to drm-misc-next.", "applied"},
		{"Dropped it again, it does not build.", "dropped"},
		{"I'll drop them after they are queued elsewhere.", "consents"},
		{"STOP, this breaks the build.", "dropped"},
		{"I am not going to accept it.", "refuses"},
		{"But then bailing out is\nthe wrong thing to do here.", "doubts"},
		{"I am opposed to that.", "doubts"},
		{"Sure, I'll do that.", "consents"},
		{"I do not insist on it.", "withdrawn"},
		{"I just re-upped the patch series.", "announces"},
		{"Please drop this check.", "asks for changes"},

		{"Why is the lock not held\nhere?", "question"},
		{"> Why is the lock not held here?", ""},
		{"Thoughts?", ""},
		{"Maybe just add:\n\nFREE(ring);\n\ninstead?  The bus needs it.", "question"},
		{"How about a tweak like:\n\n\tfree(ring);\n?", "question"},
		{"Maybe just add:\n\nFREE(ring);\n\nIt is shorter.\n\nNo?", ""},
		{"kernel test robot noticed the following build errors:", "breaks"},
		{"All warnings (new ones prefixed by >>):", "warns"},
		{"syzbot has tested the proposed patch and the reproducer did not\ntrigger any issue:", "passes"},
		{"> syzbot has tested the proposed patch and the reproducer did not trigger any issue:", ""},
		{"syzbot has tested the proposed patch but the reproducer is still triggering an issue:", "breaks"},
		{"#syz fix: demo: free the ring", "syzbot"},
		{"#regzbot introduced: 0123456789ab", "regzbot"},
		{"Use #syz fix to say so.", ""},
	} {
		if got := strings.Join(heardIn(c.text+"\n"), ", "); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

// The line is that of the words, not of the paragraph.
func TestSaidHasItsLine(t *testing.T) {
	text := "> quoted\n\nThe table leaks. And as the name does too,\nplease fix both and\nresend.\n"
	m := series.NewMail(mbox.Parse(mbox.Raw{Source: "reply", Line: 1, Data: []byte("Subject: Re: x\nMessage-ID: <1@b.example>\nIn-Reply-To: <0@b.example>\n\n" + text)}))
	heard := In(m)
	if len(heard) != 1 || heard[0].Line != 4 || !strings.HasPrefix(heard[0].Text, "And as the name") {
		t.Errorf("got %+v", heard)
	}
}

// A mail of nothing but requests says no more than a person could.
func TestSaidIsBounded(t *testing.T) {
	for about, text := range map[string]string{
		"sentences": strings.Repeat("Please resend. ", 1<<18),
		"lines":     strings.Repeat("please resend\n", 1<<18),
		"one word":  strings.Repeat("nak", 1<<20),
		"blanks":    "NAK" + strings.Repeat(" ,", 1<<18),
	} {
		if n := len(heardIn(text)); n > mostSaid+len(phrases) {
			t.Errorf("%s: %d", about, n)
		}
	}
}

// Cues are two letters or more, in lower case: they are looked for by their first two.
func TestCuesCanBeFound(t *testing.T) {
	for _, p := range phrases {
		for _, cue := range p.cues {
			if len(cue) < 2 || cue != strings.ToLower(cue) {
				t.Errorf("%s: cue %q", p.sense, cue)
			}
		}
	}
}

// What a reply says is missing, in a list or a sentence; the words alone say nothing.
func TestWants(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"I think the missing bits are just the usual stuff\n- igt testcases\n- userspace using the new ioctls\n- review of the entire pile", "igt-test:2 userspace-user:3 review:4"},
		{"This needs igt coverage.", "igt-test:1"},
		{"Where is the userspace for this?", "userspace-user:1"},
		{"Please add documentation for the file.", "documentation:1"},
		{"We need to always assume that userspace has an upper hand.", ""},
		{"This needs no igt test.", ""},
		{"> This needs igt coverage.", ""},
		{"- userspace can read it\n- review was good", ""},
	} {
		m := series.NewMail(mbox.Parse(mbox.Raw{Source: "reply", Line: 1, Data: []byte("Subject: Re: x\nMessage-ID: <1@b.example>\nIn-Reply-To: <0@b.example>\n\n" + c.text)}))
		var got []string
		for _, w := range Wants(m) {
			got = append(got, fmt.Sprintf("%s:%d", w.What, w.Line))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}
