package diff

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

var statCases = []struct {
	name, text string
	want       *Stat
}{
	{"git", " a/b.c | 3 ++-\n c.png | Bin 0 -> 12 bytes\n s.sh  | 0\n 3 files changed, 2 insertions(+), 1 deletion(-)\n create mode 100644 c.png\n mode change 100644 => 100755 s.sh\n\n", &Stat{
		Files: []StatFile{{Name: "a/b.c", Count: 3, Line: 1}, {Name: "c.png", Count: -1, Line: 2}, {Name: "s.sh", Line: 3}},
		Line:  1, TotalLine: 4, Changed: 3, Added: 2, Deleted: 1,
		Summary: []string{"create mode 100644 c.png", "mode change 100644 => 100755 s.sh"},
	}},
	{"blanks squeezed", "log\n---\na/b.c | 3 +++\n1 file changed, 3 insertions(+)\ndiff --git a/a/b.c b/a/b.c\n", &Stat{
		Files: []StatFile{{Name: "a/b.c", Count: 3, Line: 3}}, Line: 3, TotalLine: 4, Changed: 1, Added: 3,
	}},
	{"elided and renamed", " .../gpu/{a.c => b.c} | 12 +-----\n 1 file changed, 1 insertion(+), 11 deletions(-)\n rename drivers/gpu/{a.c => b.c} (90%)\n", &Stat{
		Files: []StatFile{{Name: ".../gpu/{a.c => b.c}", Count: 12, Line: 1, Elided: true}}, Line: 1, TotalLine: 2, Changed: 1, Added: 1, Deleted: 11,
		Summary: []string{"rename drivers/gpu/{a.c => b.c} (90%)"},
	}},
	{"diffstat(1)", " a.c |    5 +++!!\n b.c |   12 ------------\n 2 files changed, 3 insertions(+), 12 deletions(-), 2 modifications(!)\n", &Stat{
		Files: []StatFile{{Name: "a.c", Count: 5, Line: 1}, {Name: "b.c", Count: 12, Line: 2}}, Line: 1, TotalLine: 3, Changed: 2, Added: 3, Deleted: 12,
	}},
	{"without totals", " a.c | 2 +-\n b.c | 1 +\n\ndiff --git a/a.c b/a.c\n", &Stat{
		Files: []StatFile{{Name: "a.c", Count: 2, Line: 1}, {Name: "b.c", Count: 1, Line: 2}}, Line: 1,
	}},
	{"totals alone", " 1 file changed, 0 insertions(+), 0 deletions(-)\n", &Stat{Line: 1, TotalLine: 1, Changed: 1}},
	{"unmerged", " a.c | Unmerged\n b.c | 1 +\n 1 files changed, 1 insertions(+)\n", &Stat{
		Files: []StatFile{{Name: "a.c", Count: -1, Line: 1}, {Name: "b.c", Count: 1, Line: 2}}, Line: 1, TotalLine: 3, Changed: 1, Added: 1,
	}},
	{"a table before it", " CPU | 5\n GPU | 0\n\n a.c | 1 +\n 1 file changed, 1 insertion(+)\n", &Stat{
		Files: []StatFile{{Name: "a.c", Count: 1, Line: 4}}, Line: 4, TotalLine: 5, Changed: 1, Added: 1,
	}},
	{"quoted", "> a.c | 1 +\n> 1 file changed, 1 insertion(+)\n", nil},
	{"a table", " CPU | 5\n GPU | 0\n", nil},
	{"in the diff", "diff --git a/a b/a\n a.c | 1 +\n 1 file changed, 1 insertion(+)\n", nil},
	{"prose", "5 files changed hands.\n| a | b |\n", nil},
}

func TestParseStat(t *testing.T) {
	for _, c := range statCases {
		if d := cmp.Diff(c.want, ParseStat(c.text, 1)); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
	if s := ParseStat("\n a | 1 +\n 1 file changed, 1 insertion(+)\n", 40); s.Line != 41 || s.TotalLine != 42 || s.Files[0].Line != 41 {
		t.Errorf("lines do not count from firstLine: %+v", s)
	}
}

func TestStatMatches(t *testing.T) {
	for _, c := range []struct {
		name, old, new string
		want           bool
	}{
		{"dir/x.c", "dir/x.c", "dir/x.c", true},
		{"x.c", "dir/x.c", "dir/x.c", false},
		{".../x.c", "dir/x.c", "dir/x.c", true},
		{".../x.c", "dir/yx.c", "dir/yx.c", false},
		{"...ng_name.c", "dir/a_long_name.c", "dir/a_long_name.c", true},
		{".../y.c", "dir/x.c", "dir/x.c", false},
		{"a.c => b.c", "a.c", "b.c", true},
		{"a.c => b.c", "b.c", "a.c", false},
		{"dir/{a.c => b.c}", "dir/a.c", "dir/b.c", true},
		{"dir/{a => b}/x.c", "dir/a/x.c", "dir/b/x.c", true},
		{"dir/{ => new}/x.c", "dir/x.c", "dir/new/x.c", true},
		{"dir/{old => }/x.c", "dir/old/x.c", "dir/x.c", true},
		{"{ => new}/x.c", "x.c", "new/x.c", true},
		{".../{a => b}/x.c", "long/a/x.c", "long/b/x.c", true},
		{"...a.c => b.c", "dir/a.c", "b.c", true},
		{".../{ => b}/x.c", "long/x.c", "long/b/x.c", true},
		{"... => longest/name/b.c", "dir/a.c", "the/longest/name/b.c", true},
		{`"tab\there"`, "tab\there", "tab\there", true},
		{`"a\tb" => c`, "a\tb", "c", true},
	} {
		s, _, ok := parseStatFile(" " + c.name + " | 2 +-")
		if !ok {
			t.Errorf("%q is no stat line", c.name)
			continue
		}
		if got := s.Matches(&File{OldPath: c.old, NewPath: c.new, Status: Renamed}); got != c.want {
			t.Errorf("%q, %q => %q: %v", c.name, c.old, c.new, got)
		}
	}
}
