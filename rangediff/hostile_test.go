package rangediff

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// Long revisions of patches that could all be each other, and two long diffs without a line in common.
func TestHostile(t *testing.T) {
	var a, b []string
	for i := range 300 {
		words := strings.Repeat("same words again ", 4)
		a = append(a, fmt.Sprintf("foo: old %d\n%s", i, body("Why.", "a.c", words+fmt.Sprint("x", i))))
		b = append(b, fmt.Sprintf("foo: new %d\n%s", i, body("Why.", "a.c", words+fmt.Sprint("y", i))))
	}
	var old, new []string
	for i := range 50000 {
		old, new = append(old, fmt.Sprint("old", i)), append(new, fmt.Sprint("new", i%7, "x", i))
	}
	a = append(a, "foo: long\n"+body("Why.", "l.c", strings.Join(old, " ")))
	b = append(b, "foo: long\n"+body("Why.", "l.c", strings.Join(new, " ")))
	started := time.Now()
	pairs := Compare(revisions(t, "old", posting(1, a...))[0], revisions(t, "new", posting(2, b...))[0])
	if took := time.Since(started); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
	if len(pairs) != 302 {
		t.Errorf("%d pairs", len(pairs))
	}
}
