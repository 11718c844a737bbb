package flow

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"patchpilot/internal/corpustest"
	"patchpilot/internal/report"
	"patchpilot/lint"
	"patchpilot/mbox"
)

// traffic makes mails of n series with two revisions each, replies and tags.
func traffic(n int) []string {
	var mails []string
	clock := time.Date(2024, 3, 1, 8, 0, 0, 0, time.UTC)
	mail := func(id, subject, from, answers, body string) {
		clock = clock.Add(time.Minute)
		m := fmt.Sprintf("Message-ID: <%s>\nFrom: %s\nTo: list@example.org\nSubject: %s\nDate: %s\n",
			id, from, subject, clock.Format(time.RFC1123Z))
		if answers != "" {
			m += fmt.Sprintf("In-Reply-To: <%s>\nReferences: <%s>\n", answers, answers)
		}
		mails = append(mails, m+"\n"+body)
	}
	for s := range n {
		author := fmt.Sprintf("Author %d <author%d@example.org>", s%7, s%7)
		for v := 1; v <= 2; v++ {
			cover := fmt.Sprintf("s%d-v%d-0@example.org", s, v)
			mail(cover, fmt.Sprintf("[PATCH v%d 0/2] net: work %d", v, s), author, "", "A cover letter.\n")
			for p := 1; p <= 2; p++ {
				id := fmt.Sprintf("s%d-v%d-%d@example.org", s, v, p)
				mail(id, fmt.Sprintf("[PATCH v%d %d/2] net: work %d, step %d", v, p, s, p), author, cover, patchBody(s, p, author))
				mail("re-"+id, fmt.Sprintf("Re: [PATCH v%d %d/2] net: work %d, step %d", v, p, s, p),
					"Rita Reviewer <rita@example.com>", id, "> Do the step.\n\nReviewed-by: Rita Reviewer <rita@example.com>\n")
			}
		}
	}
	return mails
}

func patchBody(s, p int, author string) string {
	return fmt.Sprintf(`Do the step.

Fixes: 1234567 ("net: break it")
Signed-off-by: %s
---
 net/core/f%d.c | 2 +-
 1 file changed, 1 insertion(+), 1 deletion(-)

diff --git a/net/core/f%d.c b/net/core/f%d.c
index 1111111..2222222 100644
--- a/net/core/f%d.c
+++ b/net/core/f%d.c
@@ -1,3 +1,3 @@
 int a;
-int b%d;
+int c%d;
 int d;
-- 
2.43.0
`, author, p, p, p, p, p, s, s)
}

// archive joins mails to an mbox.
func archive(mails []string) []byte {
	var b bytes.Buffer
	for _, m := range mails {
		b.WriteString("From mboxrd@z Thu Jan  1 00:00:00 1970\n" + m + "\n")
	}
	return b.Bytes()
}

// tester is what *testing.T and *rapid.T share.
type tester interface {
	Helper()
	Fatal(...any)
}

// outputs runs the flow over an mbox into every sink and joins what they print.
func outputs(t tester, box []byte, o Options) string {
	t.Helper()
	var out bytes.Buffer
	for _, sink := range []report.Sink{
		report.NewList(&out, report.Look{}), report.NewShow(&out, report.Look{}),
		report.NewLint(&out, report.Look{}), report.NewJSON(&out, report.Findings),
	} {
		runOn(t, box, o, sink)
	}
	return out.String()
}

func runOn(t tester, box []byte, o Options, sink report.Sink) Result {
	t.Helper()
	linter, err := lint.New(lint.Config{})
	if err != nil {
		t.Fatal(err)
	}
	o.Linter, o.Sources, o.Stdin = linter, []string{"-"}, bytes.NewReader(box)
	res, err := Run(o, sink)
	if err != nil || len(res.Failed) > 0 {
		t.Fatal(err, res.Failed)
	}
	return res
}

func TestOutputDependsOnTheMailsAlone(t *testing.T) {
	mails := traffic(3)
	want := outputs(t, archive(mails), Options{Workers: 1})
	rapid.Check(t, func(t *rapid.T) {
		shuffled := rapid.Permutation(mails).Draw(t, "mails")
		workers := rapid.IntRange(1, 8).Draw(t, "workers")
		if diff := cmp.Diff(want, outputs(t, archive(shuffled), Options{Workers: workers})); diff != "" {
			t.Fatalf("-in order +shuffled:\n%s", diff)
		}
	})
}

// TestRealMailInAnyOrder turns real threads around: last mail first.
func TestRealMailInAnyOrder(t *testing.T) {
	var names []string
	for _, folder := range []string{"threads", "seeds", "patchwork"} {
		found, _ := filepath.Glob(corpustest.File(t, folder, "*.mbox"))
		if len(found) == 0 {
			t.Fatalf("the corpus holds no %s", folder)
		}
		names = append(names, found...)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			box, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var mails []string
			if _, err := mbox.Scan("-", bytes.NewReader(box), func(r mbox.Raw) error {
				mails = append(mails, quoteFrom(string(r.Data)))
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			want := outputs(t, archive(mails), Options{Workers: 1})
			for i, j := 0, len(mails)-1; i < j; i, j = i+1, j-1 {
				mails[i], mails[j] = mails[j], mails[i]
			}
			if diff := cmp.Diff(want, outputs(t, archive(mails), Options{})); diff != "" {
				t.Errorf("-as archived +turned around:\n%s", diff)
			}
		})
	}
}

// quoteFrom quotes From_ lines as mboxrd does.
func quoteFrom(mail string) string {
	lines := strings.SplitAfter(mail, "\n")
	for i, l := range lines {
		if strings.HasPrefix(strings.TrimLeft(l, ">"), "From ") {
			lines[i] = ">" + l
		}
	}
	return strings.Join(lines, "")
}

func TestSelection(t *testing.T) {
	box := archive(traffic(3))
	for _, c := range []struct {
		name    string
		sel     Selection
		want    string // series, revisions, patches
		nothing bool
	}{
		{"all", Selection{}, "3 6 12", false},
		{"thread by a reply", Selection{Thread: "re-s1-v2-1@example.org"}, "1 1 2", false},
		{"no such thread", Selection{Thread: "nobody@example.org"}, "0 0 0", true},
		{"series", Selection{Series: "s2-v1-0@example.org"}, "1 2 4", false},
		{"no such series", Selection{Series: "s9@example.org"}, "0 0 0", true},
		{"revision", Selection{Version: 2}, "3 3 6", false},
		{"no such revision", Selection{Version: 3}, "0 0 0", true},
		{"patches", Selection{Patches: Numbers{{2, 2}}}, "3 6 6", false},
		{"no such patches", Selection{Patches: Numbers{{3, 9}}}, "0 0 0", true},
		{"a later date is nothing wrong", Selection{Since: At(time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC))}, "0 0 0", false},
		{"back from the newest mail", Selection{Since: Moment{back: 12 * time.Minute, set: true}}, "1 2 4", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			res := runOn(t, box, Options{Select: c.sel}, report.NewLint(&out, report.Look{}))
			s := res.Summary
			if got := fmt.Sprint(s.Series, s.Revisions, s.Patches); got != c.want || (res.Nothing != nil) != c.nothing {
				t.Errorf("got %s (%v), want %s", got, res.Nothing, c.want)
			}
		})
	}
}

func TestFindingsFollowTheSelection(t *testing.T) {
	box := archive(traffic(2))
	var out bytes.Buffer
	all := runOn(t, box, Options{}, report.NewJSON(&out, report.Findings)).Summary.Findings
	one := runOn(t, box, Options{Select: Selection{Patches: Numbers{{1, 1}}}}, report.NewJSON(&out, report.Findings)).Summary.Findings
	if all.Error == 0 || one.Error*2 != all.Error {
		t.Errorf("both patches: %+v, one of them: %+v", all, one)
	}
}

// put writes a file, with its folders, below a folder of the test's own.
func put(t *testing.T, dir, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func packed(data []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(data)
	_ = w.Close()
	return b.Bytes()
}

func TestSourcesOfEveryKindGiveTheSame(t *testing.T) {
	mails, dir := traffic(2), t.TempDir()
	for i, m := range mails {
		put(t, dir, fmt.Sprintf("folder/%03d.eml", i), []byte(m))
		put(t, dir, fmt.Sprintf("maildir/cur/1700000%03d.M1P1.host:2,S", i), []byte(m))
	}
	put(t, dir, "maildir/new/.keep", nil)
	put(t, dir, "maildir/tmp/.keep", nil)
	put(t, dir, "mails.mbox", archive(mails))
	put(t, dir, "told-by-content", packed(archive(mails)))
	var want string
	for i, name := range []string{"mails.mbox", "told-by-content", "folder", "maildir"} {
		var out bytes.Buffer
		res, err := Run(Options{Sources: []string{filepath.Join(dir, name)}}, report.NewShow(&out, report.Look{}))
		if err != nil || len(res.Failed) > 0 {
			t.Fatal(name, err, res.Failed)
		}
		if i == 0 {
			want = out.String()
		}
		if diff := cmp.Diff(want, out.String()); diff != "" {
			t.Errorf("-%s +%s:\n%s", "mails.mbox", name, diff)
		}
	}
}

func TestSourcesThatCannotBeReadDoNotStopTheOthers(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "repo.git/HEAD", []byte("ref: refs/heads/master\n"))
	put(t, dir, "repo.git/objects/x", nil)
	put(t, dir, "repo.git/refs/x", nil)
	put(t, dir, "inbox/git/0.git/HEAD", nil)
	sources := []string{
		filepath.Join(dir, "nowhere"), put(t, dir, "empty", nil), filepath.Join(dir, "repo.git"),
		filepath.Join(dir, "inbox"), put(t, dir, "good.mbox", archive(traffic(1))),
	}
	var out bytes.Buffer
	res, err := Run(Options{Sources: sources}, report.NewList(&out, report.Look{}))
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Failed) != 4 || res.Summary.Series != 1 {
		t.Errorf("%d series, failures: %v", res.Summary.Series, res.Failed)
	}
}

func TestTruncatedArchiveIsPrintedAsFarAsItGoes(t *testing.T) {
	whole := packed(archive(traffic(40)))
	name := put(t, t.TempDir(), "cut.mbox.gz", whole[:len(whole)*2/3])
	var out bytes.Buffer
	res, err := Run(Options{Sources: []string{name}}, report.NewList(&out, report.Look{}))
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Failed) != 1 || res.Summary.Series == 0 || res.Summary.Series == 40 {
		t.Errorf("%d series, failures: %v", res.Summary.Series, res.Failed)
	}
}

func TestEveryBrokenFileOfAFolderIsNamed(t *testing.T) {
	whole, dir := packed(archive(traffic(4))), t.TempDir()
	for _, name := range []string{"a.mbox.gz", "b.mbox.gz"} {
		put(t, dir, name, whole[:len(whole)/2])
	}
	var out bytes.Buffer
	res, err := Run(Options{Sources: []string{dir}}, report.NewList(&out, report.Look{}))
	if err != nil || len(res.Failed) != 2 {
		t.Errorf("failures: %v, %v", res.Failed, err)
	}
}
