package flow

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"patchpilot/internal/corpustest"
)

const notice = "From mboxrd@z Thu Jan  1 00:00:00 1970\nFrom: <gregkh@linuxfoundation.org>\nDate: %s\nMessage-ID: <%s>\n" +
	"Subject: Patch \"demo: free the ring\" has been added to the %s-stable tree\n\n" +
	"This is a note to let you know that I've just added the patch titled\n\n    demo: free the ring\n\nto the %[3]s-stable tree.\n\n" +
	"commit 0123456789abcdef0123456789abcdef01234567 upstream.\n\n"

func factWords(t Told) (all []string) {
	for _, f := range t.Facts {
		all = append(all, fmt.Sprintf("%s %s %s", f.MessageID, f.Kind, f.Version))
	}
	return all
}

// A mail that came by two lists tells its facts once, and the order is that of dates.
func TestFacts(t *testing.T) {
	dir := t.TempDir()
	older := fmt.Sprintf(notice, "Mon, 2 Nov 2020 10:00:00 +0000", "1@a.example", "5.4")
	newer := fmt.Sprintf(notice, "Tue, 3 Nov 2020 10:00:00 +0000", "2@a.example", "5.9")
	one, two := filepath.Join(dir, "one.mbox"), filepath.Join(dir, "two.mbox")
	if err := os.WriteFile(one, []byte(newer+older), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(two, []byte(older), 0o600); err != nil {
		t.Fatal(err)
	}
	all := Facts(Options{Sources: []string{one, two, filepath.Join(dir, "none.mbox")}})
	if got := strings.Join(factWords(all), ", "); got != "1@a.example queued 5.4, 2@a.example queued 5.9" {
		t.Errorf("got %s", got)
	}
	if all.Messages != 3 || len(all.Failed) != 1 || all.Newest.Day() != 3 {
		t.Errorf("%d messages, newest %s, failed %v", all.Messages, all.Newest, all.Failed)
	}
	var o Options
	o.Sources = []string{one}
	o.Select.Since, _ = ParseMoment("2020-11-03", false)
	if got := strings.Join(factWords(Facts(o)), ", "); got != "2@a.example queued 5.9" {
		t.Errorf("since the third: got %s", got)
	}
}

// The fix of a helper of shared buffers is asked for, queued and posted for 5.9, under one id.
func TestCorpusFacts(t *testing.T) {
	told := Facts(Options{Sources: []string{corpustest.File(t, "seeds", "shmem-mmap-fix.mbox")}})
	var got []string
	for _, f := range told.Facts {
		got = append(got, fmt.Sprintf("%s %s %.12s %s:%d", f.Kind, f.Version, f.Upstream, f.MessageID, f.Line))
	}
	want := []string{
		"asked 5.9  20201027214922.3566743-1-daniel.vetter@ffwll.ch:40",
		"queued 5.9 f49a51bfdc8e 1604414398190106@kroah.com:2",
		"posted 5.9 f49a51bfdc8e 20201103203405.042055538@linuxfoundation.org:3",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}
