package lint

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// demoHistory is what the tags below are looked up in.
const demoHistory = `54a4f0239f2e98a1c7b1f4d0a3b2c1d0e9f8a7b6 held demo: add the ring buffer | Ada Writer <ada@example.org> | 2025-10-01
0a1b2c3d4e5f98a1c7b1f4d0a3b2c1d0e9f8a7b6 held demo: add the work queue
1a1b2c3d4e5f98a1c7b1f4d0a3b2c1d0e9f8a7b6 held demo: fix some warnings
2a1b2c3d4e5f98a1c7b1f4d0a3b2c1d0e9f8a7b6 held demo: fix some warnings
c0b1f00d000198a1c7b1f4d0a3b2c1d0e9f8a7b6 linux-6.6.y demo: add the ring buffer | of 54a4f0239f2e98a1c7b1f4d0a3b2c1d0e9f8a7b6
d0b1f00d000198a1c7b1f4d0a3b2c1d0e9f8a7b6 aside demo: add the ring buffer | Ada Writer <ada@example.org> | 2025-10-01
e0b1f00d000198a1c7b1f4d0a3b2c1d0e9f8a7b6 aside demo: add the work queue | Ben Reader <ben@example.org> | 2025-10-01`

// demoRepo is demoHistory with more lines, and a tree that the patch of fixMail applies to.
func demoRepo(t *testing.T, more string) *fakeRepo {
	return newFakeRepo(t, []txtar.File{{Name: "commits", Data: []byte(demoHistory + more)}, {Name: "tree/drivers/demo/ring.c", Data: []byte("int a;\n")}})
}

// fixMail is a patch with lines for its trailers.
func fixMail(tags string) map[string][]byte {
	return map[string][]byte{"m": []byte("From: Ada Writer <ada@example.org>\nTo: linux-demo@vger.kernel.org\nSubject: [PATCH] demo: mend it\n" +
		"Date: Mon, 2 Mar 2026 10:01:00 +0100\nMessage-ID: <1@example.org>\n\nIt leaks. Mend it.\n\n" + tags + "\nSigned-off-by: Ada Writer <ada@example.org>\n---\n" +
		"diff --git a/drivers/demo/ring.c b/drivers/demo/ring.c\n--- a/drivers/demo/ring.c\n+++ b/drivers/demo/ring.c\n@@ -1 +1,2 @@\n int a;\n+int b;\n")}
}

// With a repository a Fixes tag is put right where it is sure which commit it means, and only then.
func TestFixesAreMendedFromARepository(t *testing.T) {
	const right = `Fixes: 54a4f0239f2e ("demo: add the ring buffer")`
	for _, test := range []struct{ name, tag, rule, edit, text string }{
		{"short", `Fixes: 54a4f02 ("demo: add the ring buffer")`, "fixes-short-id", right, ""},
		{"short, with a remark", `Fixes: 54a4f02 ("demo: add the ring buffer") # v6.6`, "fixes-short-id", right + " # v6.6", ""},
		{"short, with another title", `Fixes: 54a4f02 ("demo: add the ring counter")`, "fixes-short-id", "", ""},
		{"short and unknown", `Fixes: 7777777 ("demo: add the ring buffer")`, "fixes-short-id", "", ""},
		{"without a title", `Fixes: 54a4f0239f2e`, "fixes-no-subject", right, ""},
		{"quoted wrongly", `Fixes: 54a4f0239f2e98 (demo: add the ring buffer)`, "fixes-quote", `Fixes: 54a4f0239f2e98 ("demo: add the ring buffer")`, ""},
		{"wrapped", "Fixes: 54a4f0239f2e (\"demo: add\n the ring buffer\")", "fixes-wrapped", right, ""},
		{"a word before", `Fixes: commit 54a4f0239f2e ("demo: add the ring buffer")`, "fixes-lead-word", right, ""},
		{"capitals", `Fixes: 54A4F0239F2E ("demo: add the ring buffer")`, "fixes-id-case", right, ""},
		{"the end of the id mistyped", `Fixes: 54a4f0230000 ("demo: add the ring buffer")`, "fixes-unknown", right, "commit 54a4f0239f2e has that title"},
		{"unknown, the title is", `Fixes: 777777777777 ("demo: add the ring buffer")`, "fixes-unknown", right, "commit 54a4f0239f2e has that title"},
		{"unknown, the title is that of two", `Fixes: 777777777777 ("demo: fix some warnings")`, "fixes-unknown", "", "is the id of no commit in the repository ["},
		{"unknown, the title as well", `Fixes: 777777777777 ("demo: add a buffer for rings")`, "fixes-unknown", "", "is the id of no commit in the repository ["},
		{"of another commit", `Fixes: 0a1b2c3d4e5f ("demo: add the ring buffer")`, "fixes-subject-mismatch", "", "not \"demo: add the ring buffer\", which is 54a4f0239f2e"},
		{"shortened", `Fixes: 54a4f0239f2e ("demo: add the ring...")`, "fixes-subject-mismatch", right, "is shortened"},
		{"of a stable branch", `Fixes: c0b1f00d0001 ("demo: add the ring buffer")`, "fixes-swapped", right, "a copy"},
		{"short, of a stable branch", `Fixes: c0b1f00 ("demo: add the ring buffer")`, "fixes-short-id", "", ""},
		{"of a tree that was rebased", `Fixes: d0b1f00d0001 ("demo: add the ring buffer")`, "fixes-not-ancestor", right, "which has 54a4f0239f2e of that title"},
		{"of a tree that somebody else wrote", `Fixes: e0b1f00d0001 ("demo: add the work queue")`, "fixes-not-ancestor", "", "which has 0a1b2c3d4e5f of that title"},
	} {
		l, err := New(Config{Repo: demoRepo(t, "")})
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for _, f := range lintAll(l, []string{"m"}, fixMail(test.tag)) {
			if f.Rule.Name != test.rule {
				continue
			}
			found = append(found, format(f))
			edit := ""
			if f.Edit != nil {
				edit = strings.Join(f.Edit.Lines, "\n")
				if n := strings.Count(test.tag, "\n"); f.Edit.First != 3 || f.Edit.Last != 3+n {
					t.Errorf("%s: lines %d to %d", test.name, f.Edit.First, f.Edit.Last)
				}
			}
			if d := cmp.Diff(test.edit, edit); d != "" {
				t.Errorf("%s: %s", test.name, d)
			}
			if !strings.Contains(fmt.Sprint(f.Text, " [", f.Fix), test.text) {
				t.Errorf("%s: %s", test.name, format(f))
			}
		}
		if len(found) != 1 {
			t.Errorf("%s: %d findings of %s: %q", test.name, len(found), test.rule, found)
		}
	}
}

// The beginning of Linux in git is known to be there, also where it is not.
func TestTheBeginningOfHistoryIsKnown(t *testing.T) {
	l, err := New(Config{Repo: demoRepo(t, "")})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range lintAll(l, []string{"m"}, fixMail(`Fixes: 1da177e4c3f4 ("Linux-2.6.12-rc2")`)) {
		if strings.HasPrefix(f.Rule.Name, "fixes-") {
			t.Error(format(f))
		}
	}
}

func TestReleaseNumbers(t *testing.T) {
	order := []string{"v2.6.12", "2.6.39", "v3.0", "4.19", "v5.4", "5.10", "v5.10.3", "v6.12"}
	for i, r := range order {
		if number(r) == 0 || i > 0 && number(r) < number(order[i-1]) {
			t.Errorf("%s comes to %d", r, number(r))
		}
	}
	if number("v5.10") != number("5.10.230") || number("next") != 0 || number("v6.x") != 0 {
		t.Error("what is no release is one, or an update is another release")
	}
}
