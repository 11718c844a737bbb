package lint

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"patchpilot/internal/corpustest"
	"patchpilot/mbox"
	"patchpilot/series"
)

// BenchmarkMail is all rules of one mail on one patch, read before.
func BenchmarkMail(b *testing.B) {
	l, err := New(Config{})
	if err != nil {
		b.Fatal(err)
	}
	ar, err := txtar.ParseFile("../fixtures/rules/fixes-short-id.txtar")
	if err != nil {
		b.Fatal(err)
	}
	small := series.NewMail(mbox.Parse(mbox.Raw{Source: "small", Data: ar.Files[0].Data}))
	b.Run("small", func(b *testing.B) {
		b.SetBytes(int64(len(small.Text)))
		b.ReportAllocs()
		for b.Loop() {
			l.Mail(small)
		}
	})
	b.Run("thread", func(b *testing.B) {
		path := corpustest.File(b, "seeds", "msm-struct-mutex.mbox")
		if _, err := os.Stat(path); err != nil {
			b.Skip(err)
		}
		var patches []*series.Mail
		size := 0
		for _, m := range readMails(b, path) {
			if m.Kind == series.PatchMail {
				patches = append(patches, m)
				size += len(m.Text)
			}
		}
		b.SetBytes(int64(size))
		b.ReportAllocs()
		b.ResetTimer()
		for b.Loop() {
			for _, m := range patches {
				l.Mail(m)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(patches)), "ns/patch")
		b.ReportMetric(float64(size)/float64(len(patches)), "bytes/patch")
	})
}
