package mbox

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"testing"

	"patchpilot/internal/corpustest"
)

// benchArchive is three months of a real list, unpacked.
func benchArchive(b *testing.B) []byte {
	b.Helper()
	f, err := os.Open(corpustest.File(b, "lists", "linux-hwmon-2024Q1.mbox.xz"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	r, _, err := decompress(bufio.NewReader(f))
	if err != nil {
		b.Fatal(err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		b.Fatal(err)
	}
	return data
}

func BenchmarkScan(b *testing.B) {
	data := benchArchive(b)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Scan("bench", bytes.NewReader(data), func(Raw) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	data := benchArchive(b)
	var raws []Raw
	Scan("bench", bytes.NewReader(data), func(r Raw) error { raws = append(raws, r); return nil })
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		for _, r := range raws {
			Parse(r).Mailinfo(InfoOptions{})
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(raws)), "ns/mail")
}
