package trailers

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// brief prints trailers one a line: "line+lines Key|Value|#Comment|[notes]", "~" for a wrapped one.
func brief(ts []Trailer) string {
	var b strings.Builder
	for _, t := range ts {
		b.WriteString(strings.Repeat("~", boolInt(t.Wrapped)))
		b.WriteString(itoa(t.Line) + "+" + itoa(t.Lines) + " " + t.Key + "|" + t.Value)
		if t.Comment != "" {
			b.WriteString("|# " + t.Comment)
		}
		for _, n := range t.Notes {
			b.WriteString("|" + n)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestFormatOfChangedLogs(t *testing.T) {
	ack := Trailer{Key: "Acked-by", Value: "B <b@b>", Comment: "for x", Notes: []string{"[with a nit]"}}
	const acked = "Acked-by: B <b@b> # for x\n[with a nit]\n"
	tests := []struct {
		name, log string
		change    func(l *Log)
		want      string
	}{
		{"added", "x\n\nCc: a@b\n\n", func(l *Log) { l.Trailers = append(l.Trailers, ack) }, "x\n\nCc: a@b\n" + acked + "\n"},
		{"added before another", "x\n\nCc: a@b\n# c\nCc: c@d\n", func(l *Log) { l.Trailers = slices.Insert(l.Trailers, 1, ack) },
			"x\n\nCc: a@b\n" + acked + "# c\nCc: c@d\n"},
		{"no final newline", "x\n\nCc: a@b", func(l *Log) { l.Trailers = append(l.Trailers, ack) }, "x\n\nCc: a@b\n" + acked},
		{"first", "x", func(l *Log) { l.Trailers = append(l.Trailers, ack) }, "x\n\n" + acked},
		{"alone", "", func(l *Log) { l.Trailers = append(l.Trailers, ack) }, acked},
		{"taken out", "x\n\nCc: a@b\n# c\nCc: c@d\n", func(l *Log) { l.Trailers = l.Trailers[1:] }, "x\n\n# c\nCc: c@d\n"},
		{"written anew", "x\n\nFixes: 123456789abc (\"a\n b\")\n", func(l *Log) { l.Trailers[0].Raw = "" }, "x\n\nFixes: 123456789abc (\"a b\")\n"},
	}
	for _, tt := range tests {
		l := Parse(tt.log, 1)
		tt.change(&l)
		if d := cmp.Diff(tt.want, l.Format()); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}

func TestParse(t *testing.T) {
	tests := []struct{ name, log, body, want string }{
		{"plain", "Do a thing.\n\nSigned-off-by: A <a@b>\n", "Do a thing.\n\n", "3+1 Signed-off-by|A <a@b>\n"},
		{"no prose at all", "Signed-off-by: A <a@b>\n", "", "1+1 Signed-off-by|A <a@b>\n"},
		{"no final newline", "x\n\nAcked-by: A <a@b>", "x\n\n", "3+1 Acked-by|A <a@b>\n"},
		{"no blank line before", "Fix it.\nSigned-off-by: A <a@b>\n", "Fix it.\n", "2+1 Signed-off-by|A <a@b>\n"},
		{"trailing blank lines", "x\n\nCc: A <a@b>\n\n\n", "x\n\n", "3+1 Cc|A <a@b>\n"},
		{"a gap in the block", "x\n\nFixes: 123456789abc (\"t\")\n\nSigned-off-by: A <a@b>\n", "x\n\n",
			"3+1 Fixes|123456789abc (\"t\")\n5+1 Signed-off-by|A <a@b>\n"},
		{"remarks between two runs", "x\n\nSigned-off-by: A <a@b>\n\n[ B: fixed it ]\n\nSigned-off-by: B <b@b>\n", "x\n\n",
			"3+1 Signed-off-by|A <a@b>\n7+1 Signed-off-by|B <b@b>\n"},
		{"a remark above the block is prose", "x\n\n[ B: fixed it ]\n\nSigned-off-by: B <b@b>\n", "x\n\n[ B: fixed it ]\n\n",
			"5+1 Signed-off-by|B <b@b>\n"},
		{"note under a trailer", "x\n\nSigned-off-by: A <a@b>\n[B: fixed\n it up]\nSigned-off-by: B <b@b>\n", "x\n\n",
			"3+3 Signed-off-by|A <a@b>|[B: fixed it up]\n6+1 Signed-off-by|B <b@b>\n"},
		{"wrapped fixes", "x\n\nFixes: 123456789abc (\"a: long\ntitle\")\nCc: a@b\n", "x\n\n",
			"~3+2 Fixes|123456789abc (\"a: long title\")\n5+1 Cc|a@b\n"},
		{"wrapped before the title", "x\n\nFixes: 123456789abc\n (\"a: long title\")\nCc: a@b\n", "x\n\n",
			"~3+2 Fixes|123456789abc (\"a: long title\")\n5+1 Cc|a@b\n"},
		{"fixes cut short", "x\n\nFixes: 123456789abc (a: long ti\nCc: a@b\n", "x\n\n",
			"3+1 Fixes|123456789abc (a: long ti\n4+1 Cc|a@b\n"},
		{"wrapped person", "x\n\nSigned-off-by: A Very Long Name\n<a@b>\nCc: a@b\n", "x\n\n",
			"~3+2 Signed-off-by|A Very Long Name <a@b>\n5+1 Cc|a@b\n"},
		{"wrapped link", "x\n\nLink:\nhttps://a.b/c\nCc: a@b\n", "x\n\n", "~3+2 Link|https://a.b/c\n5+1 Cc|a@b\n"},
		{"stable comment", "x\n\nCc: stable@vger.kernel.org # 5.4.x: 1b2c3d4e: a\n  subject\n", "x\n\n",
			"~3+2 Cc|stable@vger.kernel.org|# 5.4.x: 1b2c3d4e: a subject\n"},
		{"number sign in a title", "x\n\nFixes: 123456789abc (\"fix #1 thing\") # v5\nCc: a@b\n", "x\n\n",
			"3+1 Fixes|123456789abc (\"fix #1 thing\")|# v5\n4+1 Cc|a@b\n"},
		{"fragment of a link", "x\n\nLink: https://a.b/c#m1 # note\n", "x\n\n", "3+1 Link|https://a.b/c#m1|# note\n"},
		{"cherry-picked", "x\n\n(cherry picked from commit 1234567)\nSigned-off-by: A <a@b>\n", "x\n\n",
			"4+1 Signed-off-by|A <a@b>\n"},
		{"comment line", "x\n\nSigned-off-by: A <a@b>\n# why\nCc: a@b\n", "x\n\n", "3+1 Signed-off-by|A <a@b>\n5+1 Cc|a@b\n"},
		{"blank instead of a hyphen", "x\n\nSigned-off by: A <a@b>\nReviewed by: B <a@b>\n", "x\n\n",
			"3+1 Signed-off by|A <a@b>\n4+1 Reviewed by|B <a@b>\n"},
		{"blank before the colon", "x\n\nAcked-by : A <a@b>\n", "x\n\n", "3+1 Acked-by|A <a@b>\n"},
		{"misspelt", "x\n\nSinged-of-by: A <a@b>\nFixs: 123456789abc (\"t\")\n", "x\n\n",
			"3+1 Singed-of-by|A <a@b>\n4+1 Fixs|123456789abc (\"t\")\n"},
		{"unknown keys beside known ones", "x\n\nJira: ABC-1\nX-Foo: bar baz\nSigned-off-by: A <a@b>\n", "x\n\n",
			"3+1 Jira|ABC-1\n4+1 X-Foo|bar baz\n5+1 Signed-off-by|A <a@b>\n"},
		{"prose with colons", "x\n\nNote: this is prose\nv2: so is this\nhttps://a.b/c\nSigned-off-by: A <a@b>\n",
			"x\n\nNote: this is prose\nv2: so is this\nhttps://a.b/c\n", "6+1 Signed-off-by|A <a@b>\n"},
		{"prose last", "x\n\nNote: this is prose\n", "x\n\nNote: this is prose\n", ""},
		{"one word last", "x\n\nResult: good\n", "x\n\nResult: good\n", ""},
		{"a table last", "x\n\nbefore: 10\nafter: 5\n", "x\n\nbefore: 10\nafter: 5\n", ""},
		{"unknown key last", "x\n\nX-Foo: bar\n", "x\n\n", "3+1 X-Foo|bar\n"},
		{"remark last", "x\n\nSigned-off-by: A <a@b>\n\n[ B: fixed it ]\n", "x\n\n", "3+1 Signed-off-by|A <a@b>\n"},
		{"cherry-picked last", "x\n\nSigned-off-by: A <a@b>\n\n(cherry picked from commit 1234567)\n", "x\n\n", "3+1 Signed-off-by|A <a@b>\n"},
		{"remark last, below prose", "x\n\n[ B: fixed it ]\n", "x\n\n[ B: fixed it ]\n", ""},
		{"link in prose", "See\nLink: https://a.b/c\nfor more of this\nand that.\n", "See\nLink: https://a.b/c\nfor more of this\nand that.\n", ""},
		{"prose in the block", "x\n\nSigned-off-by: A <a@b>\nthanks to all\nSigned-off-by: B <a@b>\n", "x\n\n",
			"3+1 Signed-off-by|A <a@b>\n5+1 Signed-off-by|B <a@b>\n"},
		{"too much prose in the block", "Fixes: a\none\ntwo\nthree\nfour\nfive\nsix\nseven\nSigned-off-by: B <a@b>\n",
			"Fixes: a\none\ntwo\nthree\nfour\nfive\nsix\nseven\n", "9+1 Signed-off-by|B <a@b>\n"},
		{"indented trailer", "x\n\nReviewed-by: A <a@b>\n  Signed-off-by: B <b@b>\nSigned-off-by: C <a@b>\n", "x\n\n",
			"3+1 Reviewed-by|A <a@b>\n5+1 Signed-off-by|C <a@b>\n"},
		{"assisted", "x\n\nAssisted-by: Tool:1.2 sparse\nSigned-off-by: C <a@b>\n", "x\n\n",
			"3+1 Assisted-by|Tool:1.2 sparse\n4+1 Signed-off-by|C <a@b>\n"},
		{"empty", "", "", ""},
		{"blank", "\n\n", "\n\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := Parse(tt.log, 1)
			if d := cmp.Diff(tt.want, brief(l.Trailers)); d != "" {
				t.Errorf("trailers (-want +got):\n%s", d)
			}
			if d := cmp.Diff(tt.body, l.Body); d != "" {
				t.Errorf("body (-want +got):\n%s", d)
			}
			if got := l.Format(); got != tt.log {
				t.Errorf("Format gives %q for %q", got, tt.log)
			}
		})
	}
}
