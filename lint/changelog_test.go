package lint

import (
	"testing"

	"patchpilot/series"
)

// People write changelogs in many forms; each of these has been seen on a list.
func TestChangelogForms(t *testing.T) {
	anywhere := []string{
		"v2:", "V2:", "v2: fix the leak", "v2 -> v3: fixed a leak", "v1->v2", "V1 => V2:", "v1 → v2", "v6 -> v7 changes:",
		"* v3 - free the ring", "- v2: free the ring", "[v2]", "(v3: rebased)", "v2 (Ada Writer):", "v3, after Ben's review:",
		"Changes in v2:", "Changes in V2", "changes in v2: none", "Change in v4:", "Changes since v1:", "Changes from v1:",
		"Changes since RFC:", "Changes since version 2:", "Changes v3:", "Changes:", "Changelog:", "changelog", "Change log:",
		"ChangeLog v1->v2", "Changes since the last version:", "Changes from previous version", "Changes in this version:",
		"Change log since v2", "Differences from v1:", "=== Changes in v2 ===", "## Changes in v2", "Patch v2:", "Rev 3:",
		"Version 2:", "version 2 - split", "V3 changes:", "for v2:", "Revision history:", "v2.1:",
		"Chnages in V2:", "v2 fixed mixed case", "V3 rename ring to queue", "Version 2 of this series fixes the leak",
		"Changes in v2 (Ada):", "Changes for v3", "Changes to v1:", "Changes between v2 and v3:", "Changes compared to v1:", "Differences related to previous patch:",
	}
	coverOnly := []string{
		"since v1:", "* Since v1 -", "Only change since v4 is rebasing on the mainline tree.",
		"No changes in this patch.", "*No change.", "Rebased onto 6.1-rc4",
		"This version of the series drops the ring.", "Range-diff against v1:",
	}
	notesOnly := []string{"- free the ring as Ben asked", "-- change base", " 1. Update the tags"}
	nothing := []string{
		"", "No functional change.", "Changes the ring to a queue.", "Since v5.9 the ring is never freed.", "merged to v5.9-rc1",
		"v5.9: https://example.org/", "v1: https://lore.kernel.org/r/20260302-demo@example.org", "- Link to v1: https://lore.kernel.org/r/20260302-demo@example.org",
		"change-id: 20260302-demo-0123456789ab", "Fixes a bug in v4l2.", " drivers/demo/ring.c | 1 +", " 1 file changed, 1 insertion(+)",
		"> v2: where is it?", "v6.1-rc4", "v4l2: demo", "change of the ring's size is not needed", "base-commit: 0123456789ab", "As said in the v2 discussion, clearing it",
		"A v2 of Ben's series that changed the name", " create mode 100644 drivers/demo/queue.c",
	}
	check := func(where string, r *series.Revision, line string, want bool) {
		t.Helper()
		if got := hasChangelog(r); got != want {
			t.Errorf("%s: %q: changelog %v, want %v", where, line, got, want)
		}
	}
	inCover := func(l string) *series.Revision {
		return &series.Revision{Cover: &series.Mail{Log: "Hello.\n\n" + l + "\n"}}
	}
	inNotes := func(l string) *series.Revision {
		return one(&series.Mail{Notes: l + "\n\n drivers/demo/ring.c | 1 +\n"})
	}
	inLog := func(l string) *series.Revision { return one(&series.Mail{Log: "Free the ring.\n\n" + l + "\n"}) }
	for _, l := range anywhere {
		check("cover", inCover(l), l, true)
		check("notes", inNotes(l), l, true)
		check("log", inLog(l), l, true)
	}
	for _, l := range coverOnly {
		check("cover", inCover(l), l, true)
		check("notes", inNotes(l), l, true)
		check("log", inLog(l), l, false)
	}
	for _, l := range notesOnly {
		check("notes", inNotes(l), l, true)
		check("log", inLog(l), l, false)
	}
	for _, l := range nothing {
		check("cover", inCover(l), l, false)
		check("notes", inNotes(l), l, false)
		check("log", inLog(l), l, false)
	}
}

func one(m *series.Mail) *series.Revision {
	return &series.Revision{Patches: []*series.Patch{{Mail: m, Index: 1}}}
}
