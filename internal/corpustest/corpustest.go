// Package corpustest finds the corpus of real mail that tests read and the project does not ship.
package corpustest

import (
	"os"
	"path/filepath"
	"runtime"
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
