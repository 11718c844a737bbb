package lint

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"patchpilot/apply"
	"patchpilot/maintainers"
)

// told are the findings of one rule on mails of its fixture, without their place.
func told(t *testing.T, c Config, rule string, mails ...string) string {
	t.Helper()
	f := loadFixture(t, "../fixtures/rules/"+rule+".txtar")
	c.Maintainers, c.Only = f.maintainers, []string{rule}
	l, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, found := range lintAll(l, mails, f.mails) {
		all = append(all, found.Severity.String()+": "+found.Text)
	}
	return strings.Join(all, "\n")
}

// MAINTAINERS of another time than the posting names people who have come and gone.
func TestOtherTimesWeighLess(t *testing.T) {
	posted := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		at   time.Time
		want string
	}{
		{time.Time{}, "warning"},
		{posted.AddDate(0, 5, 0), "warning"},
		{posted.AddDate(0, 7, 0), "info"},
		{posted.AddDate(0, -7, 0), "info"},
	} {
		for rule, mail := range map[string]string{"rcpt-missing-maint": "bad-own-driver.eml", "rcpt-missing-list": "bad-lkml-alone.eml"} {
			if got := told(t, Config{MaintainersAt: c.at}, rule, mail); !strings.HasPrefix(got, c.want+": ") || strings.Contains(got, "\n") {
				t.Errorf("%s, MAINTAINERS of %s: %q, want %s", rule, c.at.Format(time.DateOnly), got, c.want)
			}
		}
	}
}

// A sweep over the tree goes to lists: what it leaves out is told in one line.
func TestSweepsAreToldInOneLine(t *testing.T) {
	var file, stat, diff strings.Builder
	for i := range sweeping + 1 {
		fmt.Fprintf(&file, "DEMO %02d\nM:\tDora %02d <dora%02d@example.org>\nF:\tdrivers/demo%02d/\n\n", i, i, i, i)
		fmt.Fprintf(&stat, " drivers/demo%02d/ring.c | 1 +\n", i)
		fmt.Fprintf(&diff, "diff --git a/drivers/demo%02d/ring.c b/drivers/demo%02d/ring.c\n--- a/drivers/demo%02d/ring.c\n+++ b/drivers/demo%02d/ring.c\n@@ -1 +1,2 @@\n int a;\n+int b;\n", i, i, i, i)
	}
	mail := "From: Ada Writer <ada@example.org>\nTo: linux-demo@vger.kernel.org\nSubject: [PATCH] demo: add b\nDate: Mon, 2 Mar 2026 10:01:00 +0100\nMessage-ID: <1@example.org>\n\n" +
		"It is needed.\n\nSigned-off-by: Ada Writer <ada@example.org>\n---\n" + stat.String() + "\n" + diff.String()
	l, err := New(Config{Maintainers: maintainers.Parse(file.String()), Only: []string{"rcpt-missing-maint"}})
	if err != nil {
		t.Fatal(err)
	}
	found := lintAll(l, []string{"sweep"}, map[string][]byte{"sweep": []byte(mail)})
	if len(found) != 1 || found[0].Severity != Info || !strings.HasSuffix(found[0].Text, " and 6 more") {
		t.Errorf("%d findings: %v", len(found), found)
	}
}

// With a tree, the files of a section are counted.
func TestWideSectionsAreCounted(t *testing.T) {
	for _, c := range []struct {
		files int
		want  string
	}{{manyFiles - 1, ""}, {manyFiles, "info"}} {
		repo := &fakeRepo{onto: apply.NewOverlay(apply.Empty)}
		for i := range c.files {
			if err := repo.onto.Put(fmt.Sprintf("drivers/demo/deep/%d/%d.c", i%3, i), apply.Regular, nil); err != nil {
				t.Fatal(err)
			}
		}
		if got := told(t, Config{Repo: repo}, "maint-entry", "good-deep.eml"); !strings.HasPrefix(got, c.want) || (got == "") != (c.want == "") {
			t.Errorf("a section of %d files: %q, want %q", c.files, got, c.want)
		}
	}
}

// The mailmap says who signed off by another name and address.
func TestSignersAreFollowedByTheMailmap(t *testing.T) {
	const mail = "From: Ada Writer <ada@example.org>\nSubject: [PATCH] demo: free the ring\nMessage-ID: <1@example.org>\n\nIt leaks.\n\n" +
		"Signed-off-by: A. Quill <aquill@example.com>\n---\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1,2 @@\n a\n+b\n"
	for mailmap, want := range map[string]bool{"": true, "Ada Writer <ada@example.org> <aquill@example.com>\n": false} {
		l, err := New(Config{Mailmap: maintainers.ParseMailmap(mailmap), Only: []string{"sob-author-missing"}})
		if err != nil {
			t.Fatal(err)
		}
		if found := lintAll(l, []string{"x"}, map[string][]byte{"x": []byte(mail)}); len(found) > 0 != want {
			t.Errorf("mailmap %q: %v", mailmap, found)
		}
	}
}

// Rules that ask MAINTAINERS are told as skipped where there is none.
func TestRulesWithoutMaintainersAreSkipped(t *testing.T) {
	l, err := New(Config{Only: []string{"rcpt-missing-maint", "maint-entry", "fixes-self"}})
	if err != nil {
		t.Fatal(err)
	}
	all := l.Skipped()
	if len(all) != 1 || all[0].Why != noMaintainers || !slices.Equal(all[0].Rules, []string{"maint-entry", "rcpt-missing-maint"}) {
		t.Error(all)
	}
}
