package lint

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// mailFor is a patch with the log given, as a project other than Linux would want it.
func mailFor(list, log string) []byte {
	return fmt.Appendf(nil, `From: Ada Writer <ada@example.org>
To: dev@%s
Cc: stable@%s
Subject: [PATCH] net/demo: free the ring when probe fails
Date: Mon, 2 Mar 2026 10:01:00 +0100
Message-ID: <20260302-profile-1@example.org>

%s---
 drivers/net/demo/ring.c | 1 +
 1 file changed, 1 insertion(+)

diff --git a/drivers/net/demo/ring.c b/drivers/net/demo/ring.c
index 1111111111..2222222222 100644
--- a/drivers/net/demo/ring.c
+++ b/drivers/net/demo/ring.c
@@ -10,3 +10,4 @@ static int demo_probe(struct demo *d)
 	if (!d->clk) {
+		demo_ring_free(d);
 		return -EINVAL;
 	}
-- 
2.47.0
`, list, list, log)
}

// What is right in a project is let pass under its profile, and what it asks for is still asked.
func TestProfilesFit(t *testing.T) {
	const (
		dpdkFix = `Cc: stable@dpdk.org
Fixes: 54a4f0239f2e ("net/demo: add the ring")

Signed-off-by: Ada Writer <ada@example.org>
`
		dpdkShort = `The ring leaks.

Bugzilla ID: 1234
Fixes: 54a4f02 ("net/demo: add the ring")
Cc: stable@dpdk.org

`
		tracker = `The ring leaks.

Fixes: #1234
Closes: DEMO-1234
Bug: 1234
`
	)
	for _, tc := range []struct {
		about, profile, list, log string
		want                      []string // rules that say more than info
	}{
		{"a fix for DPDK", "dpdk", "dpdk.org", dpdkFix, nil},
		{"the same under Linux' eyes", "kernel", "dpdk.org", dpdkFix, []string{"msg-no-body", "stable-header-only", "tag-blank-inside"}},
		{"a fix for DPDK with faults", "dpdk", "dpdk.org", dpdkShort, []string{"fixes-short-id", "sob-missing"}},
		{"a project with its own tracker", "generic", "example.org", tracker, nil},
		{"the same under Linux' eyes", "kernel", "example.org", tracker, []string{"fixes-no-id", "rep-closes-url", "sob-missing", "stable-header-only", "tag-internal"}},
	} {
		t.Run(tc.about+", "+tc.profile, func(t *testing.T) {
			settings, err := ProfileSettings(tc.profile, nil)
			if err != nil {
				t.Fatal(err)
			}
			l, err := New(Config{Settings: settings})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range lintAll(l, []string{"m.eml"}, map[string][]byte{"m.eml": mailFor(tc.list, tc.log)}) {
				if f.Severity > Info {
					got = append(got, f.Rule.Name)
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, tc.want) {
				t.Errorf("got %v, want %v", got, tc.want)
			}
		})
	}
}

func TestShifts(t *testing.T) {
	for name, want := range map[string]string{
		"msg-version-text":  "off in drm",
		"ser-reply-to-old":  "warning in netdev; off in generic, dpdk",
		"fixes-self":        "",
		"subj-trailing-dot": "warning in dpdk",
	} {
		if got := ShiftWords(byName(name).Shifts()); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestFactsOfRules(t *testing.T) {
	r := byName("fixes-short-id")
	if got := r.Checkpatch(); !slices.Equal(got, []string{"BAD_FIXES_TAG"}) {
		t.Errorf("checkpatch: %v", got)
	}
	both := NeedsRepo | NeedsPrevious
	if got := both.String(); got != "a repository (--repo), the version before" {
		t.Errorf("needs %q", got)
	}
	if got := both.Keys(); !slices.Equal(got, []string{"repository", "previous"}) {
		t.Errorf("keys %q", got)
	}
	if got := Need(0).String(); got != "" {
		t.Errorf("needs %q", got)
	}
}

// Each bit of a Need has its word.
func TestNeedsHaveWords(t *testing.T) {
	for _, r := range rules {
		if r.Needs != 0 && r.Needs.String() == "" {
			t.Errorf("%s needs what has no word", r.Name)
		}
	}
}

func TestSeverities(t *testing.T) {
	c := Config{Only: []string{"fixes-*", "sob-missing"}, Settings: []Setting{{"fixes-self", Off}, {"sob-missing", Info}}}
	weighs, err := c.Severities()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]Severity{"fixes-self": Off, "fixes-short-id": Error, "sob-missing": Info, "sob-dup": Off} {
		if weighs[name] != want {
			t.Errorf("%s: %v, want %v", name, weighs[name], want)
		}
	}
	if _, err := (&Config{Settings: []Setting{{"no-such-*", Off}}}).Severities(); err == nil {
		t.Error("an unknown family passes")
	}
}

// What is off elsewhere because only Linux asks for it is off for DPDK too: it asks for sign-offs, and for the
// form of Fixes.
func TestDPDKAsksForSignOffsAndFixes(t *testing.T) {
	for _, r := range rules {
		off := map[string]bool{}
		for _, s := range r.Shifts() {
			off[s.Profile] = s.Severity == Off
		}
		switch family, _, _ := strings.Cut(r.Name, "-"); family {
		case "cdb", "fixes", "sob":
			continue
		}
		if off["generic"] && !off["dpdk"] && r != tagBotSob {
			t.Errorf("%s is off in generic and not in dpdk: if only Linux asks for it, its place is onlyLinux", r.Name)
		}
	}
}
