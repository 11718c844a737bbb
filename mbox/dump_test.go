package mbox

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"patchpilot/internal/corpustest"
)

// The dump that the cutting was thought out on: replies with and without signature, patches that end in
// git's, a cover that starts with From:.
func TestDumpOfReplyThreads(t *testing.T) {
	checkDump(t, corpustest.File(t, "seeds", "dump.txt"), []int{1, 89, 126, 229, 310, 333, 393}, []string{
		"Daniel Vetter", "", "Daniel Vetter", "Daniel Vetter", "", "Rob Clark", "Daniel Vetter",
	})
}

func TestDumpOfOwnThreads(t *testing.T) {
	checkDump(t, "../fixtures/threads/dump.txt", []int{1, 8, 13, 91, 148}, []string{"", "", "Ines Vogt", "Ines Vogt", "Ada Quill"})
}

func checkDump(t *testing.T, file string, lines []int, senders []string) {
	t.Helper()
	raws, problems := scanFile(t, file)
	if len(problems) != 1 {
		t.Error(problems)
	}
	var gotLines []int
	var gotSenders []string
	for _, r := range raws {
		m := Parse(r)
		gotLines, gotSenders = append(gotLines, m.Line), append(gotSenders, m.From.Name)
		if !m.Dump || len(m.Problems) == 0 {
			t.Errorf("mail of line %d: dump %v, problems %v", m.Line, m.Dump, m.Problems)
		}
	}
	if diff := cmp.Diff(lines, gotLines); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(senders, gotSenders); diff != "" {
		t.Error(diff)
	}
}
