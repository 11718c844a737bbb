package main

import (
	"testing"

	"patchpilot/internal/lazyregexp"
)

// Patterns are compiled when they are first asked: one that is no regular expression must be found here.
func TestPatternsCompile(t *testing.T) {
	if n := lazyregexp.CompileAll(); n < 100 {
		t.Errorf("%d patterns, want those of all packages", n)
	}
}
