package series

import (
	"fmt"
	"testing"

	"patchpilot/mbox"
)

// A label that says which tree a patch is from may come and go; the name of an architecture makes it another patch.
func TestPairWithoutLabels(t *testing.T) {
	for _, c := range []struct {
		before, after string
		paired        bool
	}{
		{"FROMLIST: demo: free the ring", "demo: free the ring", true},
		{"demo: free the ring", "UPSTREAM: FIXUP: demo: free the ring", true},
		{"ARM: select the ring", "MIPS: select the ring", false},
		{"KVM: ARM: free the ring", "KVM: MIPS: free the ring", false},
	} {
		posting := func(version, title, file string) (mails []*Mail) {
			for i, p := range [][2]string{{"demo: begin", "begin.c"}, {title, file}} {
				text := fmt.Sprintf("From: Ann <ann@example.org>\nSubject: [PATCH v%s %d/2] %s\nDate: Fri, 0%[1]s Mar 2024 08:00:00 +0000\nMessage-ID: <%[1]s.%[2]d@example.org>\n\nDo it.\n---\ndiff --git a/%[4]s b/%[4]s\n--- a/%[4]s\n+++ b/%[4]s\n@@ -1 +1 @@\n-a%[1]s\n+b%[1]s\n", version, i+1, p[0], p[1])
				mails = append(mails, NewMail(mbox.Parse(mbox.Raw{Source: "x", Line: 1, Data: []byte(text)})))
			}
			return mails
		}
		a := Group(append(posting("1", c.before, "one.c"), posting("2", c.after, "two.c")...))
		if len(a.Series) != 1 {
			t.Fatalf("%q: %d series", c.after, len(a.Series))
		}
		if got := a.Series[0].Latest().Patches[1].Previous != nil; got != c.paired {
			t.Errorf("%q, then %q: paired %v", c.before, c.after, got)
		}
	}
}
