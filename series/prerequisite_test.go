package series

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/internal/corpustest"
	"patchpilot/mbox"
)

// lone is a posting of one patch to a file, with lines below its diffstat.
func lone(id, subject, file, day, below string) *Mail {
	text := fmt.Sprintf("Message-ID: <%s>\nFrom: Ann <ann@example.org>\nSubject: %s\nDate: %s Mar 2024 08:00:00 +0000\n\nDo it.\n---\n%s\n"+
		"diff --git a/%[5]s b/%[5]s\n--- a/%[5]s\n+++ b/%[5]s\n@@ -1 +1 @@\n-a\n+b\n-- \n2.43.0\n\n", id, subject, day, below, file)
	return NewMail(mbox.Parse(mbox.Raw{Data: []byte(text)})).Light()
}

func TestPrerequisitesAreRead(t *testing.T) {
	below := `
base-commit: 0123456789abcdef0123456789abcdef01234567
prerequisite-patch-id: 1111111111111111111111111111111111111111
prerequisite-patch-id: 2222222222222222222222222222222222222222
prerequisite-patch-id: 1111111111111111111111111111111111111111
prerequisite-patch-id: none
prerequisite-change-id: 20240101-foo-0a1b2c:v2
prerequisite-message-id: <m@example.org>
Depends-on: <a@example.org>
Depends-on: https://lore.kernel.org/r/b@example.org/
Depends-on: c@example.org
Depends-on: I0123456789abcdef
Depends-on: the other series <see above>
`
	m := lone("x@x", "[PATCH] x", "f", "01", below)
	want := []Prerequisite{
		{"patch-id", strings.Repeat("1", 40)}, {"patch-id", strings.Repeat("2", 40)}, {"change-id", "20240101-foo-0a1b2c:v2"},
		{"message-id", "m@example.org"}, {"message-id", "a@example.org"}, {"message-id", "b@example.org"}, {"message-id", "c@example.org"},
	}
	if diff := cmp.Diff(want, m.Prerequisites); diff != "" {
		t.Error(diff)
	}
}

func TestPrerequisitesAreFound(t *testing.T) {
	a1 := lone("a1@x", "[PATCH] first", "f1", "01", "")
	a2 := lone("a2@x", "[PATCH v2] first", "f1", "02", "change-id: 20240101-first-0a1b2c") // the same diff, newer
	b := lone("b@x", "[PATCH] second", "f2", "03", "prerequisite-patch-id: "+a1.PatchID)
	c := lone("c@x", "[PATCH] third", "f3", "04", "Depends-on: <b@x>\nprerequisite-patch-id: "+strings.Repeat("9", 40))
	later := lone("later@y", "[PATCH] somebody's copy", "f1", "09", "")
	d := lone("d@x", "[PATCH] fourth", "f4", "05", "prerequisite-change-id: 20240101-first-0a1b2c:v2\nprerequisite-change-id: 20240101-first-0a1b2c:v7")
	own := lone("own@x", "[PATCH] fifth", "f5", "06", "Depends-on: <own@x>")
	loop1 := lone("l1@x", "[PATCH] chicken", "f6", "07", "Depends-on: <l2@x>")
	loop2 := lone("l2@x", "[PATCH] egg", "f7", "08", "Depends-on: <l1@x>")
	mails := []*Mail{a1, a2, b, c, d, own, loop1, loop2, later}
	want := map[string]string{
		"a1@x": "", "a2@x": "", "later@y": "", "own@x": "", "b@x": "a2@x", "c@x": "a2@x b@x, missing " + strings.Repeat("9", 40),
		"d@x": "a2@x, missing 20240101-first-0a1b2c:v7", "l1@x": "l2@x", "l2@x": "l1@x",
	}
	for range 2 {
		slices.Reverse(mails)
		archive := Group(mails)
		got := make(map[string]string)
		for _, s := range archive.Series {
			for _, r := range s.Revisions {
				got[r.ID] = needed(archive, r)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}

func needed(a *Archive, r *Revision) string {
	found, missing := a.Prerequisites(r)
	var ids []string
	for _, q := range found {
		ids = append(ids, q.ID)
	}
	text := strings.Join(ids, " ")
	for _, p := range missing {
		text += ", missing " + p.Value
	}
	return text
}

func TestCorpusPrerequisites(t *testing.T) {
	data, err := os.ReadFile(corpustest.File(t, "zoo", "prerequisite-0.eml"))
	if err != nil {
		t.Fatal(err)
	}
	m := NewMail(mbox.Parse(mbox.Raw{Data: data}))
	if len(m.Prerequisites) != strings.Count(string(data), "\nprerequisite-patch-id: ") || len(m.Prerequisites) == 0 {
		t.Error(m.Prerequisites)
	}
}
