package lint

import (
	"strings"
	"testing"

	"patchpilot/mbox"
	"patchpilot/series"
)

// heard reads a reply of that text: each sense once, in order.
func heardIn(text string) (senses []string) {
	const head = "From: Ben Reader <ben@example.org>\nSubject: Re: [PATCH] demo: free the ring\nMessage-ID: <1@b.example>\nIn-Reply-To: <0@b.example>\n\n"
	m := series.NewMail(mbox.Parse(mbox.Raw{Source: "reply", Line: 1, Data: []byte(head + text)}))
	for _, s := range (&facts{mail: m}).Said() {
		senses = append(senses, string(s.sense))
	}
	return senses
}

func TestSaid(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"pw-bot: changes-requested", "asks for changes"},
		{"pw-bot: cr", "asks for changes"},
		{"pw-bot: create a state", ""},
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
		{"If you are right, it leaks.", ""},

		{"This needs an ack from Dora.", "wants an ack"},
		{"I can take this with Dora's ack.", "wants an ack"},
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
		{"I will apply it tomorrow.", ""},
		{"Applied this on top of 6.8 and it crashes.", ""},

		{"I'll send a v3.", "superseded"},
		{"Will fix it in the next version.", "superseded"},
		{"Please ignore this series.", "superseded"},
		{"If you want I will send v3.", ""},

		{"Why is the lock not held\nhere?", "question"},
		{"> Why is the lock not held here?", ""},
		{"Thoughts?", ""},
		{"kernel test robot noticed the following build errors:", "breaks"},
		{"All warnings (new ones prefixed by >>):", "warns"},
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
	said := (&facts{mail: m}).Said()
	if len(said) != 1 || said[0].line != 4 || !strings.HasPrefix(said[0].text, "And as the name") {
		t.Errorf("got %+v", said)
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
