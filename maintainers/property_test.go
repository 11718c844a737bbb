package maintainers_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/maintainers"
)

// own makes of a pattern a path that it was written for.
func own(pattern string) string {
	path := strings.NewReplacer("*", "x", "?", "x", "[ch]", "h").Replace(pattern)
	if strings.HasSuffix(path, "/") {
		path += "below/file.c"
	}
	return path
}

// A section covers what its patterns name, unless it excludes it; Covering and Covers agree on every section; what comes
// first is no less deep.
func TestSectionsCoverTheirOwn(t *testing.T) {
	f := maintainers.Parse(fixture(t, "MAINTAINERS"))
	for _, s := range f.Sections {
		for _, e := range s.Values('F') {
			if path := own(e.Value); !s.Covers(path) {
				t.Errorf("%s: %s does not cover %s", s.Title, e.Value, path)
			}
			checkCovering(t, f, own(e.Value))
		}
		for _, e := range s.Values('X') {
			if path := own(e.Value); s.Covers(path) {
				t.Errorf("%s: covers %s, which is excluded", s.Title, path)
			}
			checkCovering(t, f, own(e.Value))
		}
	}
}

func checkCovering(t *testing.T, f *maintainers.File, path string) {
	t.Helper()
	covering := f.Covering(path)
	for _, s := range f.Sections {
		found := slices.ContainsFunc(covering, func(m maintainers.Match) bool { return m.Section == s })
		if found != s.Covers(path) {
			t.Errorf("%q of %q: found %v, covers %v", path, s.Title, found, s.Covers(path))
		}
	}
	if !slices.IsSortedFunc(covering, func(a, b maintainers.Match) int { return b.Depth - a.Depth }) {
		t.Errorf("%q: a narrower section after a wider one", path)
	}
}

// The order of paths decides nothing.
func TestOwnersOfPathsInAnyOrder(t *testing.T) {
	f := maintainers.Parse(fixture(t, "MAINTAINERS"))
	backward := slices.Clone(goldenPaths)
	slices.Reverse(backward)
	if d := cmp.Diff(f.Owners(goldenPaths, nil, nil), f.Owners(append(backward, backward...), nil, nil), sameSection); d != "" {
		t.Error(d)
	}
}

var sameSection = cmp.Comparer(func(a, b *maintainers.Section) bool { return a == b })

// One file is asked by many at once; the race detector watches.
func TestFileIsSafeToShare(t *testing.T) {
	f := maintainers.Parse(fixture(t, "MAINTAINERS"))
	patch := fixture(t, "ring.patch")
	want := f.Owners(goldenPaths, f.Keywords(patch), nil)
	f = maintainers.Parse(fixture(t, "MAINTAINERS"))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			got := f.Owners(goldenPaths, f.Keywords(patch), nil)
			if len(got.People) != len(want.People) || len(got.Lists) != len(want.Lists) {
				t.Error("another answer")
			}
		})
	}
	wg.Wait()
}

// Mail gives the paths and patches: neither a path of many parts nor a patch of long lines is slow.
func TestHostilePaths(t *testing.T) {
	f := maintainers.Parse(fixture(t, "MAINTAINERS"))
	for _, path := range []string{
		strings.Repeat("a/", 1<<20), strings.Repeat("/", 1<<20), "include/" + strings.Repeat("x/dr", 1<<20), "\xff/\x00", "",
	} {
		f.Owners([]string{path}, nil, nil)
	}
	f.Keywords(strings.Repeat("foo_rin bar_register_ ", 1<<16))
	f.Keywords("--- a/x\n" + strings.Repeat(" foo_ring\n", 1<<16))
}
