package flow

import (
	"bytes"
	"io"
	"os"
	"runtime"
	"testing"

	"patchpilot/internal/corpustest"
	"patchpilot/internal/report"
	"patchpilot/lint"
	"patchpilot/mbox"
)

// benchBox is real mail: weeks of a list, unpacked, and the number of its mails.
func benchBox(b *testing.B) ([]byte, int) {
	b.Helper()
	packed, err := os.ReadFile(corpustest.File(b, "lists", "linux-hwmon-2024Q1.mbox.xz"))
	if err != nil {
		b.Fatal(err)
	}
	var mails []string
	if _, err := mbox.Scan("-", bytes.NewReader(packed), func(r mbox.Raw) error {
		mails = append(mails, quoteFrom(string(r.Data)))
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	return archive(mails), len(mails)
}

// BenchmarkLint is the whole tool on mail in memory: mails/s over all CPUs, and the bytes a mail still
// takes when everything is grouped and linted.
func BenchmarkLint(b *testing.B) {
	box, mails := benchBox(b)
	linter, err := lint.New(lint.Config{})
	if err != nil {
		b.Fatal(err)
	}
	lintOnce := func(sink report.Sink) {
		o := Options{Linter: linter, Sources: []string{"-"}, Stdin: bytes.NewReader(box)}
		if _, err := Run(o, sink); err != nil {
			b.Fatal(err)
		}
	}
	lintOnce(report.NewLint(io.Discard, report.Look{})) // fixed costs: regexps, tables
	scale := &weigh{Sink: report.NewLint(io.Discard, report.Look{}), before: heap()}
	lintOnce(scale)

	b.SetBytes(int64(len(box)))
	b.ResetTimer()
	for range b.N {
		lintOnce(report.NewLint(io.Discard, report.Look{}))
	}
	b.ReportMetric(float64(b.N*mails)/b.Elapsed().Seconds(), "mails/s")
	b.ReportMetric(float64(scale.held)/float64(mails), "B-held/mail")
}

// weigh measures the heap before the first series is printed: everything read is held, and grouped.
type weigh struct {
	report.Sink
	before, held uint64
}

func (w *weigh) Item(it *report.Item) error {
	if w.held == 0 {
		w.held = heap() - w.before
	}
	return w.Sink.Item(it)
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
