package series

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/mbox"
)

// mailed writes an mbox. A posting's first line is its sender and subject, parted by "|"; below it stand the patches of
// a longer one, each "TITLE PATH WORD". A patch makes WORD of a line in PATH; a lone one has path and word in the third
// part of its subject line.
func mailed(postings ...string) string {
	var b strings.Builder
	for i, p := range postings {
		lines := strings.Split(p, "\n")
		head := strings.Split(lines[0], "|")
		first := fmt.Sprintf("%d-0@example.org", i)
		write := func(n int, subject, author, path, word string) {
			fmt.Fprintf(&b, "From x@example.org Mon Jan  1 00:00:00 2024\nMessage-ID: <%d-%d@example.org>\nFrom: %s <%s@example.org>\nSubject: %s\nDate: %d Jan 2024 10:%02d:00 +0000\n",
				i, n, head[0], strings.ToLower(strings.Fields(head[0])[0]), subject, i+1, n)
			if n > 0 && len(lines) > 1 {
				fmt.Fprintf(&b, "In-Reply-To: <%s>\n", first)
			}
			b.WriteString("\n")
			if author != "" {
				fmt.Fprintf(&b, "From: %s <%s@example.org>\n\n", author, strings.ToLower(strings.Fields(author)[0]))
			}
			b.WriteString("Because.\n")
			if path != "" {
				fmt.Fprintf(&b, "---\ndiff --git a/%s b/%s\nindex 1111111..2222222 100644\n--- a/%s\n+++ b/%s\n@@ -1,3 +1,3 @@\n int a;\n-int b;\n+int %s;\n int d;\n-- \n2.43.0\n", path, path, path, path, word)
			}
			b.WriteString("\n")
		}
		if len(lines) == 1 {
			path, word, _ := strings.Cut(head[2], " ")
			write(0, head[1], "", path, word)
			continue
		}
		if head[1] != "" {
			write(0, fmt.Sprintf(head[1], 0, len(lines)-1), "", "", "")
		}
		for n, l := range lines[1:] {
			part := strings.Split(l, "|")
			author := ""
			if len(part) > 3 {
				author = part[3]
			}
			write(n+1, fmt.Sprintf(part[0], n+1, len(lines)-1), author, part[1], part[2])
		}
	}
	return b.String()
}

// A work is known under another title by who sends it, what it changes and which number it has; not by less.
func TestRetitled(t *testing.T) {
	for name, c := range map[string]struct {
		postings []string
		want     string // why the second is the next of the first; "" = it is another work
	}{
		"the next number, the title alike": {[]string{
			"Ada|[PATCH] demo: add voltage corners voting support base on link rate|demo/ring.c one",
			"Ada|[PATCH v2] demo: add opp table corner voting support base on clock rate|demo/ring.c two",
		}, "v2 by the same sender over the same files, the title alike"},
		"a title that grew a letter": {[]string{
			"Ada|[PATCH] Add a driver for Birch laptops.|demo/birch.c one",
			"Ada|[PATCH v2] demo: Add driver for Birch laptops. The odd line breaks came from a script that I did not look at. I hope that the names are better now; if not, tell me|demo/birch.c two",
		}, "v2 by the same sender over the same files, the title alike"},
		"the same diff, without a number": {[]string{
			"Ada|[PATCH 3/3] The address has changed.|demo/doc.rst new",
			"Ada|[PATCH] Update broken link|demo/doc.rst new",
		}, "the same diff by the same sender"},
		"the same diff for another tree": {[]string{
			"Ada|[PATCH net] The address has changed.|demo/doc.rst new",
			"Ada|[PATCH net-next] Update broken link|demo/doc.rst new",
		}, ""},
		"the same diff by somebody else": {[]string{
			"Ada|[PATCH] The address has changed.|demo/doc.rst new",
			"Bob|[PATCH] Update broken link|demo/doc.rst new",
		}, ""},
		"no number": {[]string{
			"Ada|[PATCH] demo: Drop entries of people who left|MAINTAINERS one",
			"Ada|[PATCH] demo: Drop entries that stand twice|MAINTAINERS two",
		}, ""},
		"a number too high": {[]string{
			"Ada|[PATCH] demo: Drop entries of people who left|MAINTAINERS one",
			"Ada|[PATCH v3] demo: Drop entries of people long gone|MAINTAINERS two",
		}, ""},
		"other files": {[]string{
			"Ada|[PATCH] demo: Drop a needless check in the ring|demo/ring.c one",
			"Ada|[PATCH v2] demo: Drop a needless check in the pipe|demo/pipe.c two",
		}, ""},
		"another title": {[]string{
			"Ada|[PATCH] demo: Mend the ring|demo/ring.c one",
			"Ada|[PATCH v2] demo: Count what is sent and say so|demo/ring.c two",
		}, ""},
		"by somebody else": {[]string{
			"Ada|[PATCH] demo: Mend the ring in time|demo/ring.c one",
			"Bob|[PATCH v2] demo: Mend the ring for good|demo/ring.c two",
		}, ""},
		"a lone blank before a colon": {[]string{
			"Ada|\n[PATCH v2 %d/%d] demo: ring : add bindings|demo/ring.yaml|one\n[PATCH v2 %d/%d] demo: ring : add driver|demo/ring.c|one",
			"Ada|\n[PATCH v3 %d/%d] demo: ring: add bindings|demo/ring.yaml|two\n[PATCH v3 %d/%d] demo: ring: add driver|demo/ring.c|two",
		}, "v3 by the same sender over the same files, the title alike"},
		"a cover of another name": {[]string{
			"Ada|[PATCH %d/%d] take fixes for the staging tree\n[PATCH %d/%d] FROMLIST: demo: lock the ring|demo/ring.c|one\n[PATCH %d/%d] FROMLIST: demo: free the pipe|demo/pipe.c|one",
			"Ada|[PATCH v2 %d/%d] demo fixes\n[PATCH v2 %d/%d] demo: lock the ring|demo/ring.c|two\n[PATCH v2 %d/%d] demo: free the pipe|demo/pipe.c|two",
		}, "v2 by the same sender over the same files, the title alike"},
		"a cover where there was none": {[]string{
			"Ada|\n[PATCH %d/%d] demo: lock the ring v2|demo/ring.c|one\n[PATCH %d/%d] demo: free the pipe v3|demo/pipe.c|one",
			"Ada|[PATCH %d/%d] demo fixes\n[PATCH %d/%d] demo: lock the ring v2|demo/ring.c|two\n[PATCH %d/%d] demo: free the pipe v4|demo/pipe.c|two",
		}, "2 patch titles in common, all there are, and the same sender"},
		"another cover, no number": {[]string{
			"Ada|[PATCH %d/%d] demo fixes\n[PATCH %d/%d] demo: lock the ring|demo/ring.c|one\n[PATCH %d/%d] demo: free the pipe|demo/pipe.c|one",
			"Ada|[PATCH %d/%d] more fixes\n[PATCH %d/%d] demo: lock the ring|demo/ring.c|two\n[PATCH %d/%d] demo: free the pipe|demo/pipe.c|two",
		}, ""},
		"taken over": {[]string{
			"Ada|[PATCH %d/%d] demo: use RING_ONE\n[PATCH %d/%d] demo: lock the ring|demo/ring.c|one\n[PATCH %d/%d] demo: free the pipe|demo/pipe.c|one",
			"Bob|[PATCH v2 %d/%d] ring cleanups\n[PATCH v2 %d/%d] demo: lock the ring|demo/ring.c|one|Ada\n[PATCH v2 %d/%d] demo: free the pipe|demo/pipe.c|one|Ada\n[PATCH v2 %d/%d] demo: count|demo/pipe.c|two",
		}, "v2 with all 2 patches of Ada"},
		"written anew by somebody else": {[]string{
			"Ada|[PATCH %d/%d] demo: use RING_ONE\n[PATCH %d/%d] demo: lock the ring|demo/ring.c|one\n[PATCH %d/%d] demo: free the pipe|demo/pipe.c|one",
			"Bob|[PATCH v2 %d/%d] ring cleanups\n[PATCH v2 %d/%d] demo: lock the ring|demo/ring.c|two\n[PATCH v2 %d/%d] demo: free the pipe|demo/pipe.c|two",
		}, ""},
		"part of it, with other work": {[]string{
			"Ada|[PATCH %d/%d] demo: use RING_ONE\n[PATCH %d/%d] demo: lock the ring|demo/ring.c|one\n[PATCH %d/%d] demo: free the pipe|demo/pipe.c|one",
			"Bob|[PATCH v2 %d/%d] ring cleanups\n[PATCH v2 %d/%d] demo: lock the ring|demo/ring.c|one|Ada\n[PATCH v2 %d/%d] demo: count|demo/pipe.c|two",
		}, ""},
	} {
		var mails []*Mail
		if _, err := mbox.Scan("made", strings.NewReader(mailed(c.postings...)), func(raw mbox.Raw) error {
			mails = append(mails, NewMail(mbox.Parse(raw)).Light())
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		a := Group(mails)
		got, n := "", 0
		for _, s := range a.Series {
			for _, r := range s.Revisions {
				n++
				got += r.Tie
			}
		}
		if d := cmp.Diff(c.want, got); d != "" || n != len(c.postings) {
			t.Errorf("%s: (-want +got)\n%s%s", name, d, outline(a))
		}
	}
}
