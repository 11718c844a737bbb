package series

import (
	"fmt"
	"strings"
	"testing"
)

// TestSubject: what stands in a subject, and how it is read, told in one line:
// title | v version | index/total | flags | target.
func TestSubject(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"[PATCH] mm: fix it", "mm: fix it"},
		{"[PATCH v3 2/7] mm: fix it", "mm: fix it | v3 | 2/7"},
		{"[PATCHv4 2/3] x", "x | v4 | 2/3"},
		{"[PATCH V2 RESEND 1/2] x", "x | v2 | 1/2 | resend"},
		{"[v2 PATCH 1/3] x", "x | v2 | 1/3"},
		{"[PATCH, v2 1/3] x", "x | v2 | 1/3"},
		{"[PATCH 1/3 v2] x", "x | v2 | 1/3"},
		{"[RFC PATCH] x", "x | rfc"},
		{"[RFC v2 07/13] x", "x | v2 | 7/13 | rfc"},
		{"[PATCH/RFC 1/2] x", "x | 1/2 | rfc"},
		{"[net-next,v3,1/2] x", "x | v3 | 1/2 | for net-next"},
		{"[PATCH net-next v2 1/2] x", "x | v2 | 1/2 | for net-next"},
		{"[PATCH v2.1 1/2] x", "x | v2.1 | 1/2"},
		{"[PATCH 1 of 3] x", "x | 1/3"},
		{"[PATCH 1/2v2] x", "x | v2 | 1/2"},
		{"[PATCH [v2] 1/2] x", "x | v2 | 1/2"},
		{"[patch 001/002] x", "x | 1/2"},
		{"[PATCH for v5.9] x", "x | for for v5.9"},
		{"[PATCH v2 for v5.9] x", "x | v2 | for for v5.9"},
		{"[PATCH for v2] x", "x | v2 | for for"},
		{"[PATCH 5.10.y 1/2] x", "x | 1/2 | for 5.10.y (stable)"},
		{"[PATCH AUTOSEL 6.6 01/20] x", "x | 1/20 | for AUTOSEL 6.6 (stable)"},
		{"[PATCH 5.9 267/391] x", "x | 267/391 | for 5.9 (stable)"},
		{"[PATCH for 6.8] x", "x | for for 6.8"},
		{"[PATCH xfsprogs 6.8] x", "x | for xfsprogs 6.8"},
		{"[PATCH 5.10-stable] x", "x | for 5.10-stable (stable)"},
		{"[PATCH i-g-t v3 2/4] x", "x | v3 | 2/4 | for i-g-t"},
		{"[Linaro-mm-sig] [Freedreno] [PATCH v2 1/22] x", "x | v2 | 1/22 | lists Linaro-mm-sig,Freedreno"},
		{"Re: [Linaro-mm-sig] [PATCH 3/3] x", "x | 3/3 | reply | lists Linaro-mm-sig"},
		{"[Linaro-mm-sig] Re: [PATCH] x", "x | reply | lists Linaro-mm-sig"},
		{"Aw: [PATCH] x", "x | reply"},
		{"回复: [PATCH] x", "x | reply"},
		{"答复：[PATCH] x", "x | reply"},
		{"RE[2]: [PATCH] x", "x | reply"},
		{"Fwd: [PATCH] x", "x | forward"},
		{"[PATCH 3/3] RFC: dma-buf: Add an API (v5)", "RFC: dma-buf: Add an API (v5) | v5 in title | 3/3"},
		{"remove dma_virt_ops v2", "remove dma_virt_ops v2 | v2 in title | no patch"},
		{"[PATCH] hwmon: support the SHT4 v2", "hwmon: support the SHT4 v2"},
		{"[PATCH v3] x (v2)", "x (v2) | v3"},
		{"[PATCH v2][RESEND] x", "x | v2 | resend"},
		{"[PATCH RESEND] x", "x | resend"},
		{"[GIT PULL] fixes for v6.8", "fixes for v6.8 | pull | no patch"},
		{"[PATCH] [media] foo: bar", "foo: bar"},
		{"PATCH v2 1/3: x", "x | v2 | 1/3"},
		{"Patch \"x\" has been added to the 5.9-stable tree", "Patch \"x\" has been added to the 5.9-stable tree | no patch"},
		{"[groeck-staging:hwmon-next 15/25] drivers/x.c:1:1: error: y", "drivers/x.c:1:1: error: y | lists groeck-staging:hwmon-next 15/25 | no patch"},
		{"[PATCH 3/2] one too many", "one too many | 3/2"},
		{"[PATCH 0/0] nothing", "nothing | for 0/0"},
		{"[PATCH 99999999999999999999/3] x", "x | for 99999999999999999999/3"},
		{"WARNING in dma_map_page_attrs", "WARNING in dma_map_page_attrs | no patch"},
		{"", " | no patch"},
		{"[PATCH]", ""},
		{"[PATCH 3/4]", " | 3/4"},
	} {
		if got := describe(ParseSubject(c.in)); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func describe(s Subject) string {
	out := []string{s.Title}
	add := func(on bool, format string, args ...any) {
		if on {
			out = append(out, fmt.Sprintf(format, args...))
		}
	}
	add(s.Version > 0 && s.Minor == 0 && !s.VersionInTitle, "v%d", s.Version)
	add(s.Minor > 0, "v%d.%d", s.Version, s.Minor)
	add(s.VersionInTitle, "v%d in title", s.Version)
	add(s.Numbered(), "%d/%d", s.Index, s.Total)
	add(s.RFC, "rfc")
	add(s.Resend, "resend")
	add(s.Pull, "pull")
	add(s.Reply, "reply")
	add(s.Forward, "forward")
	add(s.Target != "" && !s.Stable, "for %s", s.Target)
	add(s.Stable, "for %s (stable)", s.Target)
	add(len(s.Lists) > 0, "lists %s", strings.Join(s.Lists, ","))
	add(!s.Patch, "no patch")
	return strings.Join(out, " | ")
}

func TestTitleKey(t *testing.T) {
	same := []string{"RFC: dma-buf: Add an API (v5)", "dma-buf:  add an API (v2)", "dma-buf: Add an API", "dma-buf: Add an API v3."}
	for _, title := range same[1:] {
		if titleKey(title) != titleKey(same[0]) {
			t.Errorf("%q and %q have keys %q and %q", title, same[0], titleKey(title), titleKey(same[0]))
		}
	}
}

func FuzzSubject(f *testing.F) {
	for _, s := range []string{"[PATCH v3 2/7] x", "Re: [a] [PATCH [v2] 1/2v3] y (v2)", "[[[[", "回复：x", "PATCH v2 1/3: x", "PATCH.\xd4\xd4\xd4\xd4/000\x8d: 0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := ParseSubject(text)
		if !strings.Contains(strings.Join(strings.Fields(text), " "), s.Title) {
			t.Errorf("%q: the title %q is not in it", text, s.Title)
		}
		if s.Index > 99999 || s.Total > 99999 || s.Version > 999 {
			t.Errorf("%q: %+v", text, s)
		}
	})
}

func BenchmarkSubject(b *testing.B) {
	for b.Loop() {
		ParseSubject("[Linaro-mm-sig] [Freedreno] [PATCH net-next v2 01/22] drm/msm/gem: Add obj->lock wrappers")
	}
}
