package diff

import (
	"strings"
	"testing"
	"time"
)

// benchBodies are the bodies of a list's mails that hold a diff.
func benchBodies(b *testing.B) (bodies []string, size int64) {
	for _, m := range mails(b, "lists/freedreno*.xz") {
		if Looks(m.Body) {
			bodies = append(bodies, m.Body)
			size += int64(len(m.Body))
		}
	}
	b.ReportAllocs()
	b.ResetTimer()
	return bodies, size
}

func BenchmarkParse(b *testing.B) {
	bodies, size := benchBodies(b)
	b.SetBytes(size)
	for b.Loop() {
		for _, body := range bodies {
			Parse(body, 1)
		}
	}
}

func BenchmarkLooks(b *testing.B) {
	bodies, size := benchBodies(b)
	b.SetBytes(size)
	for b.Loop() {
		for _, body := range bodies {
			Looks(body)
		}
	}
}

func BenchmarkPatchID(b *testing.B)    { benchHash(b, (*Patch).PatchID) }
func BenchmarkChangeHash(b *testing.B) { benchHash(b, (*Patch).ChangeHash) }
func BenchmarkPatchwork(b *testing.B)  { benchHash(b, (*Patch).PatchworkHash) }

func benchHash(b *testing.B, hash func(*Patch) string) {
	bodies, size := benchBodies(b)
	var patches []*Patch
	for _, body := range bodies {
		patches = append(patches, Parse(body, 1))
	}
	b.SetBytes(size)
	for b.Loop() {
		for _, p := range patches {
			hash(p)
		}
	}
}

func BenchmarkStat(b *testing.B) {
	bodies, size := benchBodies(b)
	b.SetBytes(size)
	for b.Loop() {
		for _, body := range bodies {
			ParseStat(body, 1)
		}
	}
}

// TestHostileSizes reads texts that tempt a parser into more than linear time or into much memory. With
// quadratic time each would take minutes.
func TestHostileSizes(t *testing.T) {
	n := 100_000
	if testing.Short() {
		n /= 10
	}
	head := "diff --git a/x b/x\n--- a/x\n+++ b/x\n"
	for name, text := range map[string]string{
		"hunks":           head + strings.Repeat("@@ -1 +1 @@\n-a\n+b\n", n),
		"huge counts":     head + strings.Repeat("@@ -1,9223372036854775807 +1,9223372036854775807 @@\n-a\n", n),
		"large counts":    head + strings.Repeat("@@ -1,2000000000 +1,2000000000 @@\n-a\nb\n", n),
		"headers":         strings.Repeat("diff --git a/x b/x\n", n),
		"plain headers":   strings.Repeat("--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n", n),
		"index lines":     strings.Repeat("Index: x\n", n),
		"stray hunks":     strings.Repeat("@@ -1 +1 @@\n-a\n+b\n\n", n),
		"hunks after one": head + strings.Repeat("@@ -1 +1 @@\n-a\n+b\nx\n", n),
		"blank runs":      head + strings.Repeat("@@ -1 +1 @@\n-a\n+b\n \n \nx\n", n),
		"one hunk":        head + "@@ -1,2000000000 +1,2000000000 @@\n" + strings.Repeat(" a\nb\n", n),
		"prose in it":     head + "@@ -1,2000000000 +1,2000000000 @@\n" + strings.Repeat("b\n", 10*n),
		"three of each":   head + "@@ -1,2000000000 +1,2000000000 @@\nb\n" + strings.Repeat("+a\n b\n c\n d\n", n),
		"long names":      head + "@@ -1 +1 @@\n-a\n+" + strings.Repeat("b", n) + "\n" + strings.Repeat("b\n@@ -1 +1 @@\n-a\n+b\n", n),
		"dashes":          head + "@@ -1,2000000000 +1,2000000000 @@\n" + strings.Repeat("--- a\n+++ b\n", n),
		"quotes":          strings.Repeat("diff --git \"a/x b/x\n", n),
		"blanks":          "diff --git " + strings.Repeat(" ", n) + "\n",
		"stats":           strings.Repeat(" a | 1 +\n\n", n),
		"arrows":          strings.Repeat(" a => ", n) + " | 1 +\n",
		"binary":          "diff --git a/x b/x\nGIT binary patch\nliteral 1\n" + strings.Repeat("zzzzzz\n", n),
	} {
		start := time.Now()
		p := Parse(text, 1)
		p.PatchID()
		p.PatchworkHash()
		p.ChangeHash()
		ParseStat(text, 1)
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s: %d bytes took %s", name, len(text), took)
		} else {
			t.Logf("%s: %d bytes, %s", name, len(text), took)
		}
		checkLines(t, text, p)
	}
}
