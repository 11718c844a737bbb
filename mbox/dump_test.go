package mbox

import (
	"testing"

	"patchpilot/internal/corpustest"
)

// TestDumpSeed reads the dump this package's cutting was thought out on.
func TestDumpSeed(t *testing.T) {
	raws, problems := scanFile(t, corpustest.File(t, "seeds", "dump.txt"))
	if len(problems) != 1 {
		t.Error(problems)
	}
	for _, r := range raws {
		m := Parse(r)
		t.Logf("%d %q %q %v", m.Line, m.From, m.Text[:60], m.Problems)
	}
	if len(raws) != 7 {
		t.Errorf("%d mails, want 7", len(raws))
	}
}
