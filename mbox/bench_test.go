package mbox

import (
	"bytes"
	"os"
	"testing"
)

// benchArchive is a month of a real list, where it is at hand.
func benchArchive(b *testing.B) []byte {
	b.Helper()
	data, err := os.ReadFile("/tmp/lists/linux-hwmon-2024Q1.mbox")
	if err != nil {
		b.Skip(err)
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
