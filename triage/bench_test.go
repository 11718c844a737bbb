package triage

import (
	"fmt"
	"strings"
	"testing"

	"patchpilot/mbox"
	"patchpilot/series"
)

// manyThreads are invented threads of two patches, three replies and now and then a pull request.
func manyThreads(n int) string {
	one := thread(2, "ben 1 1\nReviewed-by: Ben Reader <ben@example.org>\n\nWhy is the lock held here?", "ada r1 2\n> Why?\n\nWill fix it in v2.", "mary 0 3\nApplied 1-2, thanks!")
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.NewReplacer("@t.example", fmt.Sprintf("@t%d.example", i), "free the ring", fmt.Sprintf("free the ring of part %d", i),
			"count the slots", fmt.Sprintf("count the slots of part %d", i), "Ada Coder <ada@", fmt.Sprintf("Ada Coder%d <ada%d@", i%500, i%500)).Replace(one))
	}
	return b.String()
}

// What triage costs once mails are parsed: listening, and judging every series.
func BenchmarkTriage(b *testing.B) {
	const threads = 15000
	var mails []*series.Mail
	mbox.Scan("b", strings.NewReader(manyThreads(threads)), func(raw mbox.Raw) error {
		mails = append(mails, series.NewMail(mbox.Parse(raw)))
		return nil
	})
	archive := series.Group(mails)
	b.ResetTimer()
	for b.Loop() {
		heard := make(map[*series.Mail]*Heard, len(mails))
		for _, m := range mails {
			heard[m] = Read(m)
		}
		j := NewJudge(Input{Archive: archive, Now: archive.Newest, Heard: func(m *series.Mail) *Heard { return heard[m] }})
		for _, s := range archive.Series {
			j.Series(s)
		}
	}
	b.ReportMetric(float64(len(archive.Series)), "series")
}
