package series

import (
	"strings"
	"testing"

	"patchpilot/mbox"
	"patchpilot/trailers"
)

// TestGiven: what people write above a tag, and what it does to the tag. The sentences are
// shapes seen on the lists.
func TestGiven(t *testing.T) {
	for _, c := range []struct{ words, condition, scope, denial string }{
		{words: "Looks good to me."},
		{words: "> quoted, with that fixed\n"},
		{words: "For the series:", scope: "series"},
		{words: "Either way, for the series", scope: "series"},
		{words: "all three patches are:", scope: "series"},
		{words: "I think that changes in this patch series looks good. You can add my:", scope: "series"},
		{words: "Patches 3-5:", scope: "3-5"},
		{words: "For first 5 patches, and patch 16, 17:", scope: "1-5,16,17"},
		{words: "For patches 1 to 3 and 5", scope: "1-3,5"},
		{words: "The two P2PDMA patches look fine to me.", scope: "2 named P2PDMA"},
		{words: "The two P2PDMA patches look fine to me. Nice to get rid of that hack.", scope: "2 named P2PDMA"},
		{words: "The radeon patches look fine to me.", scope: "named radeon"},
		{words: "The radeon patches come later. This one is fine as it stands."},
		{words: "The complete patch set works for siw. Tested with siw as nvmef target.", scope: "series"},
		{words: "The series grew a lot since I looked last. This one is right now, thanks."},
		{words: "All patches for radeon looks good to me except \"drm/radeon: x\"."},
		{words: "Nice to have.\nWith that fixed on the helper part of this patch:", condition: "With that fixed on the helper part of this patch"},
		{words: "Anyway this patch looks good, with the todo deleted:", condition: "with the todo deleted"},
		{words: "Empty line here in the docs. With that removed.", condition: "With that removed"},
		{words: "One trivial thing.\nWith that tidied up...", condition: "With that tidied up"},
		{words: "With this:", condition: "With this"},
		{words: "On off chance we don't do that, with the patch title\nfixed.", condition: "with the patch title fixed"},
		{words: "With this current code, or if you update to the above pattern:"},
		{words: "This aligns with that.\nHence,"},
		{words: "Tested on my board with this series applied.", scope: "series"},
		{words: "Please drop my", denial: "drop my"},
		{words: "Not sure how we'll merge this set assuming everyone agrees. LGTM, nice and clean work overall."},
	} {
		text := c.words + "\n\nReviewed-by: A B <a@b.example>\n"
		line := strings.Count(c.words, "\n") + 3
		g := readGiven(trailers.Trailer{Line: line}, strings.Split(text, "\n"))
		if g.Condition != c.condition || g.Scope != c.scope || g.Denial != c.denial {
			t.Errorf("%q\n got condition %q scope %q denial %q", c.words, g.Condition, g.Scope, g.Denial)
		}
	}
}

// A tag at the end of a sentence about the series is given like one in a line of its own, if it is the sender's.
func TestTagInSentence(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Series is Acked-by: Ben Reader <ben@example.org>", "series Acked-by: Ben Reader <ben@example.org>"},
		{"The whole series is Reviewed-by: Ben Reader <ben@example.org>.", "series Reviewed-by: Ben Reader <ben@example.org>"},
		{"Patches 1-3 are Reviewed-by: Ben Reader <ben@example.org>", "1-3 Reviewed-by: Ben Reader <ben@example.org>"},
		{"Series is Acked-by: Ada Coder <ada@example.org>", ""},
		{"> Series is Acked-by: Ben Reader <ben@example.org>", ""},
		{"-- \nSeries is Acked-by: Ben Reader <ben@example.org>", ""},
		{"With that fixed the series is Acked-by: Ben Reader <ben@example.org>", ""},
		{"except 0005 patch, Acked-by: Ben Reader <ben@example.org>", ""},
		{"All patches except the last are Acked-by: Ben Reader <ben@example.org>", ""},
		{"I wonder why the series has my Acked-by: Ben Reader <ben@example.org>?", ""},
		{"It has a Reviewed-by: Ben Reader <ben@example.org>", ""},
	} {
		m := NewMail(mbox.Parse(mbox.Raw{Source: "x", Line: 1, Data: []byte("From: Ben Reader <ben@example.org>\nSubject: Re: [PATCH 0/3] x\nMessage-ID: <2@b.example>\nIn-Reply-To: <1@b.example>\n\n" + c.text + "\n")}))
		got := ""
		for _, g := range m.Given {
			got += g.Scope + " " + g.String()
		}
		if got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestInScope(t *testing.T) {
	for n, want := range map[int]bool{1: true, 3: true, 4: false, 5: true, 7: false} {
		if InScope("1-3,5", n) != want {
			t.Errorf("patch %d in 1-3,5: want %v", n, want)
		}
	}
}

func TestRanges(t *testing.T) {
	for want, ns := range map[string][]int{"": nil, "4": {4}, "1-3": {1, 2, 3}, "1, 3-4, 9": {1, 3, 4, 9}} {
		if got := Ranges(ns); got != want {
			t.Errorf("Ranges(%v) = %q, want %q", ns, got, want)
		}
	}
}
