package series

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/mbox"
)

// queued makes a patch of a quilt folder as a stable queue holds it: the mail it came as, subject and all.
func queued(series string, n, of int, id, subject string) *Mail {
	text := "From: Ann <ann@example.org>\nSubject: " + subject + "\nDate: Fri, 01 Mar 2024 08:00:00 +0000\n"
	if id != "" {
		text += "Message-ID: <" + id + ">\n"
	}
	text += "\nDo it.\n---\ndiff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n"
	raw := mbox.Raw{Source: fmt.Sprintf("%s/%c.patch", series, 'a'+n), Line: 1, Data: []byte(text)}
	if of > 0 {
		raw.Quilt = mbox.Place{Series: series, Number: n, Of: of}
	}
	return NewMail(mbox.Parse(raw)).Light()
}

func TestAQuiltFolderIsOneRevision(t *testing.T) {
	make := func() []*Mail {
		return []*Mail{
			queued("q/6.1", 1, 4, "", "first"),
			queued("q/6.1", 2, 4, "x@example.org", "[PATCH v3 7/9] second"),
			queued("q/6.1", 4, 4, "", "Re: fourth"),
			queued("q/6.6", 1, 2, "", "first"), // the same file name, in another queue
			queued("q/6.6", 2, 2, "x@example.org", "[PATCH v3 7/9] second"),
			queued("mail", 0, 0, "x@example.org", "[PATCH v3] second"),
		}
	}
	want := []string{
		"q/6.1 v1, missing [3] of 4: 1 first <q/6.1/b.patch:1@nomsgid>, 2 second <q/6.1/c.patch:1@nomsgid>, 4 fourth <e.patch:1@nomsgid>",
		"q/6.6 v1, missing [] of 2: 1 first <q/6.6/b.patch:1@nomsgid>, 2 second <q/6.6/c.patch:1@nomsgid>",
		"second v3, missing [] of 1: 1 second <x@example.org>",
	}
	for range 20 {
		mails := make()
		rand.Shuffle(len(mails), func(i, j int) { mails[i], mails[j] = mails[j], mails[i] })
		if diff := cmp.Diff(want, described(Group(mails))); diff != "" {
			t.Fatal(diff)
		}
	}
}

// described says what the series of an archive are, titled as the tests title them.
func described(a *Archive) []string {
	var lines []string
	for _, title := range []string{"q/6.1", "q/6.6", "second"} {
		for _, s := range a.Series {
			if s.Title != title {
				continue
			}
			for _, r := range s.Revisions {
				var ps []string
				for _, p := range r.Patches {
					ps = append(ps, fmt.Sprintf("%d %s <%s>", p.Index, p.Title, p.ID))
				}
				lines = append(lines, fmt.Sprintf("%s v%d, missing %v of %d: %s", s.Title, r.Version, r.Missing(), r.Expected, strings.Join(ps, ", ")))
			}
		}
	}
	return lines
}

// Files of one name in several folders are one patch where they are copies, and else are not.
func TestFilesOfOneName(t *testing.T) {
	a := Group([]*Mail{
		queued("b", 0, 0, "", "[PATCH] demo: free the ring"),
		queued("a", 0, 0, "", "[PATCH] demo: free the ring"),
		queued("c", 0, 0, "", "[PATCH] demo: free the pipe"),
	})
	var got []string
	for _, s := range a.Series {
		got = append(got, s.ID+" "+s.Title)
	}
	if d := cmp.Diff([]string{"a/a.patch:1@nomsgid demo: free the ring", "c/a.patch:1@nomsgid demo: free the pipe"}, got); d != "" || a.Duplicates != 1 {
		t.Errorf("%d duplicates, -want +got:\n%s", a.Duplicates, d)
	}
}
