package triage

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"patchpilot/internal/corpustest"
)

// What is known of a series can be read with
// TRIAGE_READ="box.mbox series-id" go test ./triage -run TestReadStates -v.
func TestReadStates(t *testing.T) {
	name, id, ok := strings.Cut(os.Getenv("TRIAGE_READ"), " ")
	if !ok {
		t.Skip("TRIAGE_READ names no archive and series")
	}
	b := readBox(t, name, corpusBytes(t, corpustest.File(t, folderOf(name), name)), time.Time{})
	for _, st := range b.states()[id] {
		fmt.Printf("v%d %s: %s, %s; next %s; missing %s\n", st.Revision.Version, st.Name, st.Rule, st.Reason, st.Next, missing(&st))
		for _, e := range st.Evidence {
			fmt.Printf("  %s %-18s <%s>:%d %v %q %s (%s, %s%s) %s\n", map[bool]string{true: "+", false: "-"}[e.Used], e.Kind, mailID(e.Mail), e.Line, e.Patches, e.Text, e.Actor.Name, e.Role, e.Strength, e.Auth, e.Why)
		}
		for _, it := range st.Missing {
			fmt.Printf("  %s: %s %v\n", it.Kind, it.Text, it.Cleared)
		}
	}
}
