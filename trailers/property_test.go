package trailers

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Lines that logs are made of, good and bad.
var pieces = []string{
	"Signed-off-by: A <a@b>", "Reviewed-by: A Very Long", "<a@b>", "Fixes: 123456789abc (\"a", "b\")", "Fixes: 123456789abc (\"a\")",
	"Cc: stable@vger.kernel.org # 5.4", "Link:", "https://a.b/c", "Link: https://a.b/c # x", "[note]", "[note", " goes on]", "# why",
	"(cherry picked from commit 1234567)", "Note: this is prose", "v2: so is this", "Prose.", "  indented", "\tSigned-off-by: B <b@b>",
	"> quoted", "> Acked-by: A <a@b>", "> > <a@b>", "Signed-off by: A <a@b>", "X-Foo: bar", "Jira: ABC-1", "key:", ":", "-- ", "---", "", "", " ", "\r", "\x00", "\xff\xfe: é",
	"From: A <a@b>", "To: b", "Subject: x", "Assisted-by: Tool:1", "Acked-by : A <a@b>\r", "]", "[", "@@ -1 +1 @@",
}

func text(t *rapid.T) string {
	lines := rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 30).Draw(t, "lines")
	end := rapid.SampledFrom([]string{"\n", "", "\n\n", "\n \n"}).Draw(t, "end")
	return strings.Join(lines, "\n") + end
}

func TestFormatGivesTheTextBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkLog(t, text(t)) })
}

func TestFindPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := text(t)
		checkPlaces(t, s, Find(s, 1))
		checkPlaces(t, s, FindQuoted(s, 1))
	})
}

type failer interface {
	Fatalf(format string, args ...any)
}

// checkLog holds what is true of every log.
func checkLog(t failer, s string) {
	l := Parse(s, 1)
	if got := l.Format(); got != s {
		t.Fatalf("Format(Parse(%q)) = %q", s, got)
	}
	checkPlaces(t, s, l.Trailers)
}

// checkPlaces holds that each trailer's Raw is the very lines it says it takes, and none overlap.
func checkPlaces(t failer, s string, found []Trailer) {
	lines := strings.SplitAfter(s, "\n")
	next := 1
	for _, tr := range found {
		if tr.Line < next || tr.Lines < 1 || tr.Line-1+tr.Lines > len(lines) {
			t.Fatalf("%q: %+v is out of place", s, tr)
		}
		next = tr.Line + tr.Lines
		if raw := strings.Join(lines[tr.Line-1:next-1], ""); raw != tr.Raw {
			t.Fatalf("%q: lines %d+%d are %q, Raw is %q", s, tr.Line, tr.Lines, raw, tr.Raw)
		}
	}
}

// An added trailer is read back from where it was put, whatever the log.
func TestAddedTrailerIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := Parse(text(t), 1)
		before := len(l.Trailers)
		if before == 0 {
			l.Body = "Prose.\n"
		}
		l.Trailers = append(l.Trailers, Trailer{Key: "Acked-by", Value: "New <new@example.com>"})
		again := Parse(l.Format(), 1)
		if len(again.Trailers) < before+1 {
			t.Fatalf("%d trailers and one make %d in %q", before, len(again.Trailers), l.Format())
		}
		if again.Trailers[before].Value != "New <new@example.com>" {
			t.Fatalf("trailer %d of %q is %+v", before, l.Format(), again.Trailers[before])
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add(strings.Join(pieces, "\n"))
	for _, s := range pieces {
		f.Add("x\n\n" + s + "\nSigned-off-by: A <a@b>\n")
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkLog(t, s)
		Origins(s, 1)
		for _, tr := range Parse(s, 1).Trailers {
			readValues(tr)
		}
	})
}

func FuzzFind(f *testing.F) {
	f.Add(strings.Join(pieces, "\n"))
	f.Add("> " + strings.Join(pieces, "\n> "))
	f.Fuzz(func(t *testing.T, s string) {
		for _, found := range [][]Trailer{Find(s, 1), FindQuoted(s, 1)} {
			checkPlaces(t, s, found)
			for _, tr := range found {
				readValues(tr)
			}
		}
	})
}

// readValues runs every reader of values over a trailer.
func readValues(t Trailer) {
	p, _ := t.Person()
	Same(p, Person{t.Value, t.Key}, map[string]string{"a": "b"})
	ReadFixes(t.Value)
	ReadStable(t)
	Known(t.Key)
}

const averageLog = `drm/msm: Fix a thing that happened when another thing was done at the
same time, which nobody expected, least of all the hardware.

The reason is this: the lock is dropped between the two lines, so that a
second caller can come in and see the first half of the update only. Take
it for both, as was done before commit 123456789abc ("drm/msm: drop it").

Tested on a board: it works.

Fixes: 123456789abc ("drm/msm: drop it")
Reported-by: Jane Doe <jane@example.com>
Closes: https://lore.kernel.org/r/20240101000000.1-1-jane@example.com
Cc: <stable@vger.kernel.org> # v5.9+
Reviewed-by: John Roe <john@example.com>
Signed-off-by: A U Thor <author@example.com>
`

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	b.SetBytes(int64(len(averageLog)))
	for b.Loop() {
		Parse(averageLog, 1)
	}
}

var bigReply = "> " + strings.Repeat("static int quoted_function(struct device *dev)\n> ", 150) +
	strings.Repeat("This is a line of an answer: it says nothing much, but says it well.\n", 50) +
	"Reviewed-by: John Roe <john@example.com>\n\n-- \nJohn\n"

func BenchmarkFind(b *testing.B) {
	b.ReportAllocs()
	b.SetBytes(int64(len(bigReply)))
	for b.Loop() {
		Find(bigReply, 1)
	}
}

func BenchmarkFindQuoted(b *testing.B) {
	b.ReportAllocs()
	b.SetBytes(int64(len(bigReply)))
	for b.Loop() {
		FindQuoted(bigReply, 1)
	}
}

func BenchmarkSame(b *testing.B) {
	x, y := Person{"Kleine-König, Uwe (ACME)", "uwe@a.example"}, Person{"Uwe Kleine-Koenig", "ukl@b.example"}
	b.ReportAllocs()
	for b.Loop() {
		Same(x, y, nil)
	}
}

// Hostile input takes linear time: each of these ran for minutes in a parser that looks ahead without bounds.
func TestHostileInput(t *testing.T) {
	const n = 1 << 19
	for _, piece := range []string{"[\n", "[\n\n", "Fixes: 1234567 (\"a\n", "Cc: a@b\n", "a: b\n", " \n", "\n", "> ", "Reviewed-by: A\n x\n", "Link:\n", "#\n", "[ a ]\n\n", "a:", "<", "( at ", "A <", ",", "a-"} {
		s := strings.Repeat(piece, n/len(piece))
		checkLog(t, s)
		Find(s, 1)
		FindQuoted(s, 1)
		readValues(Trailer{Key: "Cc", Value: s})
		Origins(s, 1)
	}
}
