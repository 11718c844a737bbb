package lint

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/mbox"
	"patchpilot/series"
)

// Every added line is given with its place in the mail and in the file.
func TestAddedLinesHaveTheirPlaces(t *testing.T) {
	const text = `diff --git a/x b/x
--- a/x
+++ b/x
@@ -1,2 +1,3 @@
 one
+two
 three
@@ -10 +11,2 @@
-ten
\ No newline at end of file
+ten
+eleven
`
	m := series.NewMail(mbox.Parse(mbox.Raw{Source: "x", Line: 1, Data: []byte("From: A B <a@b.example>\nSubject: [PATCH] x: y\nMessage-ID: <1@b.example>\n\n---\n" + text)}))
	type place struct {
		Line, PathLine int
		Text           string
	}
	var got []place
	for _, l := range (&facts{mail: m}).Added() {
		got = append(got, place{l.line, l.pathLine, string(l.text)})
	}
	want := []place{{7, 2, "two"}, {12, 11, "ten"}, {13, 12, "eleven"}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
