package maintainers_test

import (
	"testing"

	"patchpilot/maintainers"
)

func BenchmarkParse(b *testing.B) {
	k := linux(b)
	b.SetBytes(int64(len(k.maintainers)))
	b.ReportAllocs()
	for b.Loop() {
		maintainers.Parse(k.maintainers)
	}
}

// BenchmarkOwners asks for 500 paths, one at a time.
func BenchmarkOwners(b *testing.B) {
	k := linux(b)
	f, mailmap := maintainers.Parse(k.maintainers), maintainers.ParseMailmap(k.mailmap)
	paths := spread(k.files, 500)
	b.ReportAllocs()
	for b.Loop() {
		for _, path := range paths {
			f.Owners([]string{path}, nil, mailmap)
		}
	}
}

// BenchmarkKeywords seeks all K patterns in 100 patches.
func BenchmarkKeywords(b *testing.B) {
	f := maintainers.Parse(linux(b).maintainers)
	patches := spread(patches(b), 100)
	bytes := 0
	for _, q := range patches {
		bytes += len(q.patch)
	}
	b.SetBytes(int64(bytes))
	for b.Loop() {
		for _, q := range patches {
			f.Keywords(q.patch)
		}
	}
}
