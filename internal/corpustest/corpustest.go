// Package corpustest says what tests compare with: where the corpus of real mail is, which the project does not ship, and
// how many cases to make.
package corpustest

import (
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
)

// Dir returns the corpus folder: PATCHPILOT_CORPUS, or shared/corpus beside the project.
// Without either the test is skipped; a variable that names nothing fails it.
func Dir(t testing.TB) string {
	t.Helper()
	if dir := os.Getenv("PATCHPILOT_CORPUS"); dir != "" {
		if _, err := os.Stat(filepath.Join(dir, "README.md")); err != nil {
			t.Fatalf("PATCHPILOT_CORPUS names no corpus: %v", err)
		}
		return dir
	}
	_, here, _, _ := runtime.Caller(0)
	dir := filepath.Join(filepath.Dir(here), "..", "..", "..", "shared", "corpus")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no corpus: set PATCHPILOT_CORPUS")
	}
	return dir
}

// File returns a file of the corpus.
func File(t testing.TB, name ...string) string {
	t.Helper()
	return filepath.Join(append([]string{Dir(t)}, name...)...)
}

// Cases is how many made cases a comparison with a peer goes through: PATCHPILOT_CASES, or usual, which takes seconds.
func Cases(t testing.TB, usual int) int {
	t.Helper()
	v := os.Getenv("PATCHPILOT_CASES")
	if v == "" {
		return usual
	}
	n, err := strconv.Atoi(v)
	if err != nil {
		t.Fatalf("PATCHPILOT_CASES: %v", err)
	}
	return n
}
