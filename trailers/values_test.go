package trailers

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadPerson(t *testing.T) {
	tests := []struct {
		in   string
		want Person
	}{
		{"Jane Doe <jane@example.com>", Person{"Jane Doe", "jane@example.com"}},
		{`"Doe, Jane" <jane@example.com>`, Person{"Doe, Jane", "jane@example.com"}},
		{"Doe, Jane <jane@example.com>", Person{"Doe, Jane", "jane@example.com"}},
		{"Jane Doe (ACME) <jane@example.com> (SM8250)", Person{"Jane Doe (ACME)", "jane@example.com"}},
		{"Jane Doe<jane@example.com>", Person{"Jane Doe", "jane@example.com"}},
		{`Jane "JD" Doe <jane@example.com>`, Person{`Jane "JD" Doe`, "jane@example.com"}},
		{`"Jane \"JD\" Doe" <jane@example.com>`, Person{`Jane "JD" Doe`, "jane@example.com"}},
		{"Jane Doe <jane@example.com> <jane@example.org>", Person{"Jane Doe", "jane@example.com"}},
		{"Jane Doe <<jane@example.com>>", Person{"Jane Doe", "jane@example.com"}},
		{"Jane Doe <jane@example.com", Person{"Jane Doe", "jane@example.com"}},
		{"Jane Doe <mailto:jane@example.com>", Person{"Jane Doe", "jane@example.com"}},
		{"<jane@example.com>", Person{"", "jane@example.com"}},
		{"jane@example.com", Person{"", "jane@example.com"}},
		{"jane@example.com (Jane Doe)", Person{"Jane Doe", "jane@example.com"}},
		{"Jane Doe jane@example.com", Person{"Jane Doe", "jane@example.com"}},
		{"Jane Doe <jane at example.com>", Person{"Jane Doe", "jane@example.com"}},
		{"Jane Doe <jane(a)example.com>", Person{"Jane Doe", "jane@example.com"}},
		{"jane(a)example.com", Person{"", "jane@example.com"}},
		{"jane at example.com", Person{"", "jane@example.com"}},
		{"Jane Doe jane at example.com (ACME)", Person{"Jane Doe", "jane@example.com"}},
		{"Théo Lebrun <theo@example.com>", Person{"Théo Lebrun", "theo@example.com"}},
		{"syzbot+34dc2fea3478e659af01@example.com", Person{"", "syzbot+34dc2fea3478e659af01@example.com"}},
		{"Jane Doe <jane@example.com>, John Roe <john@example.com>", Person{"Jane Doe", "jane@example.com"}},
	}
	for _, tt := range tests {
		got, ok := ReadPerson(tt.in)
		if !ok || got != tt.want {
			t.Errorf("ReadPerson(%q) = %q, %v; want %q", tt.in, got, ok, tt.want)
		}
	}
	for _, in := range []string{"", "Jane Doe", "Jane Doe <jane>", "@", "<@>", "a@", "@b", "look at this", "https://a.b/c@d"} {
		if got, ok := ReadPerson(in); ok {
			t.Errorf("ReadPerson(%q) = %q, want none", in, got)
		}
	}
}

func TestSame(t *testing.T) {
	mailmap := map[string]string{"jd@old.example.com": "jane@example.com"}
	tests := []struct {
		name string
		a, b Person
		want Match
	}{
		{"same address", Person{"A", "jane@example.com"}, Person{"B", "Jane@Example.com"}, SameAddress},
		{"tag aside", Person{"", "rmk@example.com"}, Person{"", "rmk+kernel@example.com"}, SameAddress},
		{"relayed people", Person{"Ann Ash", "devnull+ann.example@kernel.org"}, Person{"Bob Birch", "devnull+bob.example@kernel.org"}, Other},
		{"mailmap", Person{"", "jd@old.example.com"}, Person{"", "jane@example.com"}, SameMailmap},
		{"local part", Person{"Kristian Høgsberg", "hoegsberg@gmail.example"}, Person{"Kristian H. Kristensen", "hoegsberg@google.example"}, SameLocal},
		{"another's local part", Person{"John Smith", "john@a.example"}, Person{"John Doe", "john@b.example"}, Other},
		{"nobody's local part", Person{"", "info@a.example"}, Person{"", "info@b.example"}, Other},
		{"short local part", Person{"", "jd@a.example"}, Person{"", "jd@b.example"}, Other},
		{"name", Person{"Jane Doe", "a@a.example"}, Person{"jane  doe", "b@b.example"}, SameName},
		{"accents", Person{"Christian König", "a@a.example"}, Person{"Christian Konig", "b@b.example"}, SameName},
		{"umlaut spelled out", Person{"Uwe Kleine-König", "a@a.example"}, Person{"Uwe Kleine-Koenig", "b@b.example"}, SameName},
		{"stroke", Person{"Ville Syrjälä", "a@a.example"}, Person{"Ville Syrjala", "b@b.example"}, SameName},
		{"last first", Person{"Doe, Jane", "a@a.example"}, Person{"Jane Doe", "b@b.example"}, SameName},
		{"company", Person{"Jane Doe (ACME)", "a@a.example"}, Person{"Jane Doe", "b@b.example"}, SameName},
		{"nickname", Person{"Charles (Chas) Doe", "a@a.example"}, Person{"Chas Doe", "b@b.example"}, SameName},
		{"nickname of another", Person{"Charles (Chas) Doe", "a@a.example"}, Person{"Chris Doe", "b@b.example"}, Other},
		{"quotes", Person{`"Jane Doe"`, "a@a.example"}, Person{"Jane Doe", "b@b.example"}, SameName},
		{"other script", Person{"Дмитрий Барышков", "a@a.example"}, Person{"дмитрий барышков", "b@b.example"}, SameName},
		{"dots aside", Person{"J. R. Doe", "a@a.example"}, Person{"J R Doe", "b@b.example"}, SameName},
		{"initials count", Person{"Jane Q. Doe", "a@a.example"}, Person{"Jane Doe", "b@b.example"}, Other},
		{"first name alone", Person{"Jane", "a@a.example"}, Person{"Jane", "b@b.example"}, Other},
		{"nothing known", Person{}, Person{}, Other},
	}
	for _, tt := range tests {
		if got := Same(tt.a, tt.b, mailmap); got != tt.want {
			t.Errorf("%s: Same = %d, want %d", tt.name, got, tt.want)
		}
		if got := Same(tt.b, tt.a, mailmap); got != tt.want {
			t.Errorf("%s: Same the other way round = %d, want %d", tt.name, got, tt.want)
		}
	}
}

func TestReadFixes(t *testing.T) {
	const id = "123456789abc"
	tests := []struct {
		in   string
		want Fixes
	}{
		{id + ` ("a: title")`, Fixes{ID: id, Title: "a: title", Quoted: true, Spaced: true}},
		{id + ` ("Revert "a: title"")`, Fixes{ID: id, Title: `Revert "a: title"`, Quoted: true, Spaced: true}},
		{id + ` ("a: f() does")`, Fixes{ID: id, Title: "a: f() does", Quoted: true, Spaced: true}},
		{id + ` (a: title)`, Fixes{ID: id, Title: "a: title", Spaced: true}},
		{id + ` ('a: title')`, Fixes{ID: id, Title: "a: title", Spaced: true}},
		{id + ` (“a: title”)`, Fixes{ID: id, Title: "a: title", Spaced: true}},
		{id + ` "a: title"`, Fixes{ID: id, Title: "a: title"}},
		{id + `("a: title")`, Fixes{ID: id, Title: "a: title", Quoted: true}},
		{id + `  ("a: title")`, Fixes{ID: id, Title: "a: title", Quoted: true}},
		{id + `: ("a: title")`, Fixes{ID: id, Title: "a: title", Quoted: true}},
		{id + ` ("a: title"), 2020-01-01`, Fixes{ID: id, Title: "a: title", Trail: ", 2020-01-01", Quoted: true, Spaced: true}},
		{id + ` ("a: title"`, Fixes{ID: id, Title: "a: title", Spaced: true}},
		{id + ` ("a: title`, Fixes{ID: id, Title: "a: title", Spaced: true}},
		{`commit ` + id + ` ("a: title")`, Fixes{ID: id, Title: "a: title", Lead: "commit", Quoted: true, Spaced: true}},
		{`Fixes: ` + id + ` ("a: title")`, Fixes{ID: id, Title: "a: title", Lead: "Fixes:", Quoted: true, Spaced: true}},
		{id, Fixes{ID: id}},
		{"12345 (\"t\")", Fixes{ID: "12345", Title: "t", Quoted: true, Spaced: true}},
		{"ABCDEF123456 (\"t\")", Fixes{ID: "ABCDEF123456", Title: "t", Quoted: true, Spaced: true}},
		{"12345678g9ab (\"t\")", Fixes{Lead: `12345678g9ab ("t")`}},
		{"https://a.b/123456789abc", Fixes{URL: true, Lead: "https://a.b/123456789abc"}},
		{"the added decade", Fixes{Lead: "the added decade"}},
		{"", Fixes{}},
	}
	for _, tt := range tests {
		if d := cmp.Diff(tt.want, ReadFixes(tt.in)); d != "" {
			t.Errorf("ReadFixes(%q) (-want +got):\n%s", tt.in, d)
		}
	}
}

func TestReadStable(t *testing.T) {
	const list = "stable@vger.kernel.org"
	good := func(s Stable) Stable { s.Address, s.Good = list, true; return s }
	tests := []struct {
		line string
		want Stable
	}{
		{"Cc: " + list, good(Stable{})},
		{"Cc: <" + list + ">", good(Stable{})},
		{"CC: stable <" + list + "> # v5.9+", good(Stable{Floor: "v5.9", Open: true, Versions: []string{"5.9"}, Comment: "v5.9+"})},
		{"Cc: " + list + " # v5.9", good(Stable{Floor: "v5.9", Versions: []string{"5.9"}, Comment: "v5.9"})},
		{"Cc: " + list + " # 5.10.x", good(Stable{Floor: "v5.10", Versions: []string{"5.10"}, Comment: "5.10.x"})},
		{"Cc: <" + list + ">#6.2", good(Stable{Floor: "v6.2", Versions: []string{"6.2"}, Comment: "6.2"})},
		{"Cc: " + list + " # 6.6, 6.1", good(Stable{Floor: "v6.1", Versions: []string{"6.6", "6.1"}, Comment: "6.6, 6.1"})},
		{"Cc: " + list + " # 2.6.32.x", good(Stable{Floor: "v2.6.32", Versions: []string{"2.6.32"}, Comment: "2.6.32.x"})},
		{"Cc: " + list + " # 4.4-", good(Stable{Floor: "v4.4", Open: true, Versions: []string{"4.4"}, Comment: "4.4-", Odd: true})},
		{"Cc: " + list + " # 5.10-stable", good(Stable{Floor: "v5.10", Versions: []string{"5.10"}, Comment: "5.10-stable", Odd: true})},
		{"Cc: " + list + " # >= 5.4", good(Stable{Floor: "v5.4", Open: true, Versions: []string{"5.4"}, Comment: ">= 5.4", Odd: true})},
		{"Cc: " + list + " # >=5.4", good(Stable{Floor: "v5.4", Open: true, Versions: []string{"5.4"}, Comment: ">=5.4", Odd: true})},
		{"Cc: " + list + " # v5.4 and later", good(Stable{Floor: "v5.4", Open: true, Versions: []string{"5.4"}, Comment: "v5.4 and later", Odd: true})},
		{"Cc: " + list + " [5.3+]", good(Stable{Floor: "v5.3", Open: true, Versions: []string{"5.3"}, Comment: "[5.3+]", Odd: true})},
		{"Cc: " + list + " v5.3", good(Stable{Floor: "v5.3", Versions: []string{"5.3"}, Comment: "v5.3", Odd: true})},
		{"Cc: " + list + " # 5.4.x: 1b2c3d4e5f60: a subject", good(Stable{Floor: "v5.4", Versions: []string{"5.4"},
			Prereq: []string{"1b2c3d4e5f60"}, Comment: "5.4.x: 1b2c3d4e5f60: a subject"})},
		{"Cc: " + list + " # v5.4+: 1b2c3d4e5f60, 2b2c3d4e5f60", good(Stable{Floor: "v5.4", Open: true, Versions: []string{"5.4"},
			Prereq: []string{"1b2c3d4e5f60", "2b2c3d4e5f60"}, Comment: "v5.4+: 1b2c3d4e5f60, 2b2c3d4e5f60"})},
		{"Cc: " + list + " # after -rc3", good(Stable{Comment: "after -rc3", Note: "after -rc3"})},
		{"Cc: " + list + " # <= 6.2", good(Stable{Versions: []string{"6.2"}, Comment: "<= 6.2", Note: "<= 6.2", Odd: true})},
		{"Cc: " + list + " # v5.4 - v6.2", good(Stable{Versions: []string{"5.4", "6.2"}, Comment: "v5.4 - v6.2", Note: "v5.4 - v6.2", Odd: true})},
		{"Cc: " + list + " # 5.4-6.2", good(Stable{Versions: []string{"5.4"}, Comment: "5.4-6.2", Note: "5.4-6.2", Odd: true})},
		{"Cc: " + list + " # see patch description, needs adjustments for <= 6.3",
			good(Stable{Comment: "see patch description, needs adjustments for <= 6.3", Note: "see patch description, needs adjustments for <= 6.3"})},
		{"Cc: " + list + " # needs thought", good(Stable{Comment: "needs thought", Note: "needs thought", Odd: true})},
		{"Cc: <stable(a)vger.kernel.org> # v5.9", good(Stable{Floor: "v5.9", Versions: []string{"5.9"}, Comment: "v5.9"})},
		{"Cc: stable at vger.kernel.org", good(Stable{})},
		{"Cc: stable@kernel.org", Stable{Address: "stable@kernel.org", Good: true}},
		{"Cc: <stable+noautosel@kernel.org> # reason goes here", Stable{Address: "stable+noautosel@kernel.org", Good: true, NoAuto: true,
			Comment: "reason goes here"}},
		{"Cc: stable@kernel.vger.org", Stable{Address: "stable@kernel.vger.org"}},
		{"Cc: stable@vger.org", Stable{Address: "stable@vger.org"}},
		{"Cc: stable@vger.kernel.com # 5.4", Stable{Address: "stable@vger.kernel.com", Floor: "v5.4", Versions: []string{"5.4"}, Comment: "5.4"}},
		{"Cc: stabel@vger.kernel.org", Stable{Address: "stabel@vger.kernel.org"}},
		{"Cc: linux-stable@vger.kernel.org", Stable{Address: "linux-stable@vger.kernel.org"}},
		{"Cc: stable # 5.4", Stable{Address: "stable", Floor: "v5.4", Versions: []string{"5.4"}, Comment: "5.4"}},
	}
	for _, tt := range tests {
		l := Parse(tt.line+"\n", 1)
		got, ok := ReadStable(l.Trailers[0])
		if d := cmp.Diff(tt.want, got); !ok || d != "" {
			t.Errorf("%s: %v (-want +got):\n%s", tt.line, ok, d)
		}
	}
	for _, value := range []string{"jane@example.com", "stable@dpdk.org", "Stable Team <stable@dpdk.org>", "stable-commits@vger.kernel.org", "linux-kernel@vger.kernel.org", ""} {
		if got, ok := ReadStable(Trailer{Key: "Cc", Value: value}); ok {
			t.Errorf("ReadStable(%q) = %v, want none", value, got)
		}
	}
}

// TestStableComments has every way of writing a Cc of stable that was met, and how it is read: a floor ("+" and all after
// it), prerequisites, and what is left for people. Nothing that is not surely a lowest version makes a floor.
func TestStableComments(t *testing.T) {
	for _, tt := range []struct{ cc, want string }{
		{"<stable@vger.kernel.org>", ""},
		{"stable@vger.kernel.org # 6.2", "v6.2"},
		{"stable@vger.kernel.org # v5.0+", "v5.0+"},
		{"<stable@vger.kernel.org> # 6.6.x", "v6.6"},
		{"<stable(a)vger.kernel.org> # v5.9+", "v5.9+"},
		{"5.8+ <stable@vger.kernel.org> # 5.8+", "v5.8+"},
		{"5.8+ <stable@vger.kernel.org>", "v5.8+"},
		{"\"v3.19\" <stable@vger.kernel.org>", "v3.19"},
		{"Team 5.8 <stable@vger.kernel.org>", ""},
		{"stable@vger.kernel.org # v5.4, v5.10, v5.15", "v5.4"},
		{"stable@vger.kernel.org # 5.15 and 6.1", "v5.15"},
		{"stable@vger.kernel.org # since v5.10-rc1", "v5.10"},
		{"stable@vger.kernel.org # for 5.10 and later kernels", "v5.10+"},
		{"stable@vger.kernel.org # >= 5.10", "v5.10+"},
		{"stable@vger.kernel.org # v6.1+ (needs the new ring)", "v6.1+ | needs the new ring"},
		{"stable@vger.kernel.org # Only v6.9 and above; depends on x86 topology rewrite", "v6.9+ | depends on x86 topology rewrite"},
		{"stable@vger.kernel.org # 6.1+ after -rc4", "v6.1+ | after -rc4"},
		{"stable@vger.kernel.org # v6.1+, after 2 weeks in mainline", "v6.1+ | after 2 weeks in mainline"},
		{"stable@vger.kernel.org # v6.1+, see https://example.org/5.4", "v6.1+ | see https://example.org/5.4"},
		{"<stable@vger.kernel.org> # 3.3.x: a1f84a3: sched: Check for idle (again)", "v3.3 < a1f84a3"},
		{"<stable@vger.kernel.org> # 5.10, 5.15: a1f84a3d2c4e: ring: Count", "v5.10 < a1f84a3d2c4e"},
		{"<stable@vger.kernel.org> # 5.10: a1f84a3d2c4e, b1f84a3d2c4e and more", "v5.10 < a1f84a3d2c4e b1f84a3d2c4e | and more"},
		{"<stable@vger.kernel.org> # 5.10: only with the new ring", "v5.10 | only with the new ring"},

		{"stable@vger.kernel.org # after -rc4", "| after -rc4"},
		{"stable@vger.kernel.org # after 3 weeks", "| after 3 weeks"},
		{"stable@vger.kernel.org # After 4 weeks in mainline", "| After 4 weeks in mainline"},
		{"stable@vger.kernel.org # depends on 941f7298c70c", "| depends on 941f7298c70c"},
		{"stable@vger.kernel.org # depends on openrisc: Add icache_all_inv", "| depends on openrisc: Add icache_all_inv"},
		{"stable@vger.kernel.org # see patch description, needs adjustments for <= 6.3", "| see patch description, needs adjustments for <= 6.3"},
		{"stable@vger.kernel.org # 5.10 only", "| 5.10 only"},
		{"stable@vger.kernel.org # v5.4.y and v5.10.y only", "| v5.4.y and v5.10.y only"},
		{"stable@vger.kernel.org # not 5.4", "| not 5.4"},
		{"stable@vger.kernel.org # all but 5.4", "| all but 5.4"},
		{"stable@vger.kernel.org # needs adjusting for 5.15", "| needs adjusting for 5.15"},
		{"stable@vger.kernel.org # applies to 6.1 with an offset", "| applies to 6.1 with an offset"},
		{"stable@vger.kernel.org # 6.1 needs the old name", "| 6.1 needs the old name"},
		{"stable@vger.kernel.org # v5.4..v5.10", "| v5.4..v5.10"},
		{"stable@vger.kernel.org # v5.4.. v5.10", "| v5.4.. v5.10"},
		{"stable@vger.kernel.org # v5.4 \u2013 v5.10", "| v5.4 \u2013 v5.10"},
		{"stable@vger.kernel.org # prior to 5.10", "| prior to 5.10"},
		{"stable@vger.kernel.org # 5.10 and older", "| 5.10 and older"},
		{"stable@vger.kernel.org # pre-5.10", "| pre-5.10"},
		{"stable+noautosel@kernel.org # 5.10 lacks the ring", ""}, // its comment is the reason
	} {
		s, ok := ReadStable(Parse("Cc: "+tt.cc+"\n", 1).Trailers[0])
		got := s.Floor
		if s.Open {
			got += "+"
		}
		if len(s.Prereq) > 0 {
			got += " < " + strings.Join(s.Prereq, " ")
		}
		if s.Note != "" {
			got = strings.TrimPrefix(got+" | "+s.Note, " ")
		}
		if got != tt.want || !ok {
			t.Errorf("%s: %v, %q, want %q", tt.cc, ok, got, tt.want)
		}
	}
}

func TestKnown(t *testing.T) {
	tests := []struct {
		key, canonical string
		known          bool
	}{
		{"Signed-off-by", "Signed-off-by", true},
		{"signed-OFF-By", "Signed-off-by", true},
		{"cc", "Cc", true},
		{"CC", "Cc", true},
		{"Reported-and-tested-by", "Reported-and-tested-by", true},
		{"Requested-by", "Requested-by", true},
		{"Co-authored-by", "Co-authored-by", true},
		{"Reivewed-by", "Reviewed-by", false},
		{"Reviewd-by", "Reviewed-by", false},
		{"Singed-off-by", "Signed-off-by", false},
		{"Signed-of-by", "Signed-off-by", false},
		{"Singed-of-by", "Signed-off-by", false},
		{"Signed-off-bv", "Signed-off-by", false},
		{"Acked-By-", "Acked-by", false},
		{"Aked-by", "Acked-by", false},
		{"Tsted-by", "Tested-by", false},
		{"Signed-off by", "Signed-off-by", false},
		{"Reviewed by", "Reviewed-by", false},
		{"Co-developped-by", "Co-developed-by", false},
		{"Suggestd-by", "Suggested-by", false},
		{"Revorwed-by", "", false}, // Reviewed-by or Reported-by
		{"Fixs", "Fixes", false},
		{"Posted-by", "Posted-by", true},
		{"Asked-by", "Asked-by", true},
		{"Debated-by", "", false},
		{"Links", "", false},
		{"X-Foo", "", false},
		{"", "", false},
	}
	for _, tt := range tests {
		if c, known := Known(tt.key); c != tt.canonical || known != tt.known {
			t.Errorf("Known(%q) = %q, %v; want %q, %v", tt.key, c, known, tt.canonical, tt.known)
		}
	}
}

func TestIsReview(t *testing.T) {
	for _, key := range []string{"Reviewed-by", "ACKED-BY", "tested-by", "Reported-by", "Suggested-by", "Reported-and-tested-by", "Reviewed by"} {
		if !IsReview(key) {
			t.Errorf("IsReview(%q) = false", key)
		}
	}
	for _, key := range []string{"Signed-off-by", "Co-developed-by", "Cc", "Fixes", "Nacked-by", "Link", "Tested-on", ""} {
		if IsReview(key) {
			t.Errorf("IsReview(%q) = true", key)
		}
	}
}

func TestOrigins(t *testing.T) {
	const id = "0123456789abcdef0123456789abcdef01234567"
	tests := []struct {
		line string
		want Form
	}{
		{"commit " + id + " upstream.", CommitUpstream},
		{"commit " + id + " upstream", CommitUpstream},
		{"Commit " + id + " Upstream.", CommitUpstream},
		{"commit commit " + id + " upstream.", CommitUpstream},
		{"[ commit " + id + " upstream ]", CommitUpstream},
		{"commit " + id, BareCommit},
		{"commit 0123456789ab", NotTaken},
		{"This reverts commit 0a1b2c3d4e5f which is\ncommit " + id + " upstream.", NotTaken},
		{"[ Upstream commit " + id + " ]", UpstreamCommit},
		{"[Upstream commit " + id + "]", UpstreamCommit},
		{"[ upstream commit " + id + " ]", UpstreamCommit},
		{"Upstream commit " + id + ".", UpstreamCommit},
		{"Upstream-commit: " + id, UpstreamCommit},
		{"Git-commit: " + id, UpstreamCommit},
		{"(cherry picked from commit " + id + ")", CherryPicked},
		{"(cherry-picked from commit " + id + ")", CherryPicked},
		{"[cherry picked from commit " + id + "]", CherryPicked},
		{"(backported from commit " + id + " linux-next)", BackportedFrom},
		{"The upstream commit " + id + " did this.", NotTaken},
		{"Upstream commit " + id + " did this.", NotTaken},
		{"commit " + id + " did this upstream.", NotTaken},
		{"Commit " + id + " was applied upstream.", NotTaken},
		{" commit " + id + " upstream.", NotTaken},
		{"commit 12345 upstream.", NotTaken},
		{"commit " + id + "xyz upstream.", NotTaken},
		{"cherry picked from commit " + id, NotTaken},
	}
	for _, tt := range tests {
		got, line, form := Upstream("Prose.\n\n"+tt.line+"\nmore\n", 10)
		want, wantLine := id, 12
		if tt.want == NotTaken {
			want, wantLine = "", 0
		}
		if got != want || line != wantLine || form != tt.want {
			t.Errorf("%q: %q, line %d, form %d; want form %d", tt.line, got, line, form, tt.want)
		}
	}
	log := "commit 1111111 upstream.\n[ Upstream commit 2222222 ]\n(cherry picked from commit 3333333)\n"
	want := []Origin{{"1111111", 1, CommitUpstream}, {"2222222", 2, UpstreamCommit}, {"3333333", 3, CherryPicked}}
	if d := cmp.Diff(want, Origins(log, 1)); d != "" {
		t.Errorf("several origins (-want +got):\n%s", d)
	}
}
