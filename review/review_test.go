package review

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"patchpilot/diff"
	"patchpilot/mbox"
	"patchpilot/series"
)

// reply is a mail with this text that answers another.
func reply(text string) *series.Mail {
	return series.NewMail(mbox.Parse(mbox.Raw{Data: []byte("Message-ID: <2@example.org>\nIn-Reply-To: <1@example.org>\n" +
		"From: Max <max@example.org>\nSubject: Re: [PATCH] demo: Mend the ring\nDate: Fri, 01 Mar 2024 08:00:00 +0000\n\n" + text)}))
}

const answer = `Hi Ada,

this is nice.

On Fri, 1 Mar 2024, Ada Author wrote:
> It is broken.
>
> --- a/demo/ring.c
> +++ b/demo/ring.c
> @@ -10,6 +10,6 @@ void ring(void)
>  	one();
> -	two();
> +	mutex_lock(&ring);

Why not a spinlock?

Two lines.

>  	three();
> +	four();
Reviewed-by: Max <max@example.org>
This races,
Nacked-by: Max <max@example.org>
> > +	mutex_unlock(&ring);
> Because of this.
I see.

Am 01.03.24 um 8:00 schrieb Ada Author:
> Quite.
_______________________________________________
demo mailing list
`

func TestRead(t *testing.T) {
	want := []string{
		"1-3: Hi Ada,//this is nice.",
		"15-17: Why not a spinlock?//Two lines. < +	mutex_lock(&ring);",
		"22-23: This races,/Nacked-by: Max <max@example.org> < +	four();",
		"26-26: I see. < Because of this.",
	}
	var got []string
	for _, c := range Read(reply(answer)) {
		line := fmt.Sprintf("%d-%d: %s", c.Line, c.End, strings.Join(c.Text, "/"))
		if n := len(c.Quoted); n > 0 {
			line += " < " + c.Quoted[n-1]
		}
		got = append(got, line)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

var ring = diff.Parse(`diff --git a/demo/ring.c b/demo/ring.c
--- a/demo/ring.c
+++ b/demo/ring.c
@@ -10,5 +10,6 @@ void ring(void)
 	one();
-	two();
+	mutex_lock(&ring);

 	three();
+	four();
 }
@@ -40,3 +41,4 @@ void pipe(void)
 	one();
+	mutex_lock(&ring);
 	five();
 }
`, 1)

func TestLocate(t *testing.T) {
	for _, c := range []struct {
		name   string
		quoted []string
		want   string
	}{
		{"an added line", []string{"+	four();"}, "demo/ring.c:14"},
		{"one taken out", []string{"-	two();"}, "demo/ring.c:11"},
		{"context, an empty line lost above it", []string{"+	mutex_lock(&ring);", " 	three();"}, "demo/ring.c:13"},
		{"told by what stands above", []string{" 	one();", "+	mutex_lock(&ring);"}, "demo/ring.c:42"},
		{"behind prose", []string{"It is broken.", "+	four();"}, "demo/ring.c:14"},
		{"prose", []string{"It is broken."}, ""},
		{"what stands everywhere", []string{" }"}, ""},
		{"what does not stand there", []string{"+	six();"}, ""},
		{"nothing", nil, ""},
	} {
		got := ""
		if p, ok := Locate(c.quoted, ring); ok {
			got = fmt.Sprintf("%s:%d", p.Path, p.Line)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if _, ok := Locate([]string{"+	four();"}, nil); ok {
		t.Error("found in no diff")
	}
}

// Whatever a reply says, its comments are its own lines, in order and bounded.
func TestCommentsAreOwnLines(t *testing.T) {
	pieces := rapid.SampledFrom([]string{"> +x", ">> y", "> ", "", "words", "-- ", "On Monday, Ada wrote:", "Acked-by: A <a@b>", "+z", ">>>", "> > @@ -1 +1 @@"})
	rapid.Check(t, func(t *rapid.T) {
		m := reply(strings.Join(rapid.SliceOfN(pieces, 0, 300).Draw(t, "lines"), "\n"))
		lines := strings.Split(m.Text, "\n")
		last := 0
		all := Read(m)
		for _, c := range all {
			if c.Line <= last || c.End < c.Line || c.End > len(lines) {
				t.Fatalf("%d-%d after %d of %d", c.Line, c.End, last, len(lines))
			}
			last = c.End
			if len(c.Text) > mostLines || len(c.Quoted) > mostQuoted || c.Text[0] != strings.TrimRight(lines[c.Line-1], " ") {
				t.Fatalf("%+v", c)
			}
			Locate(c.Quoted, ring)
		}
		if len(all) > mostComments {
			t.Fatal(len(all))
		}
	})
}
