package stable_test

import (
	"strings"
	"testing"

	"patchpilot/stable"
)

func TestWhy(t *testing.T) {
	p := perform(`
		main fault: drm: forward mmap
		fork 5.9
		main fix: drm: fix the forwarding | Fixes: {fault:12} ("drm: forward mmap") | Cc: stable@vger.kernel.org # v5.9+
		5.9 copy: drm: fix the forwarding | commit {fix} upstream.
		fork 6.1
		main late: drm: remove an errant put | Fixes: {fix:12} ("drm: fix the forwarding")
		main hint: drm: tidy | Since commit {fix:12} ("drm: fix the forwarding") this is not used.
		6.1 quiet @eve: backport of a put
		5.9 taken: drm: remove an errant put | [ Upstream commit {late} ]
		patch fix +y
		patch copy +z
		patch late +x
		patch quiet +x
		patch taken +x`)
	k := stable.New(p.in)
	if f, err := k.Compare(p.n("late"), 1, false); err != nil || f == nil {
		t.Fatalf("%v: %v", f, err)
	} else {
		k.Learn(f)
	}
	var b strings.Builder
	for branch, name := range []string{"5.9", "6.1"} {
		for _, link := range k.Why(p.n("fix"), branch) {
			b.WriteString(name + " " + string(link.Role) + " " + p.name(link.Commit))
			for _, tie := range link.Ties {
				b.WriteString(" (" + tie.Kind.String() + " " + p.name(tie.To) + ")")
			}
			b.WriteString(": " + p.tell(link.Cell) + "\n")
		}
	}
	own := k.Why(p.n("hint"), 0)[0]
	if len(own.Ties) != 1 || own.Ties[0].To != p.n("fix") || own.Ties[0].Line != 3 {
		t.Errorf("the hint is tied by %+v", own.Ties)
	}
	b.WriteString(p.tell(k.Why(p.n("late"), 1)[2].Cell))
	want := `
5.9 fault fault: in-base: the branch began with it
5.9 fix fix (fixes fault): done: the branch has it as copy, by id
	copy:3 says "commit … upstream" of it
	copy:0 changes other lines than upstream
5.9 fix of the fix late (fixes fix): done: the branch has it as taken, by id
	taken:3 says "Upstream commit …" of it
5.9 mention hint (mentions fix): unknown: nothing says what it fixes; it speaks of fix, which the branch has
6.1 fault fault: in-base: the branch began with it
6.1 fix fix (fixes fault): in-base: the branch began with it
6.1 fix of the fix late (fixes fix): done: the branch has it as quiet, by patch-id
	quiet:0 has the same patch-id
6.1 mention hint (mentions fix): unknown: nothing says what it fixes; it speaks of fix, which the branch has
done: the branch has it as quiet, by patch-id
	quiet:0 has the same patch-id`
	if got := b.String(); got != strings.TrimSpace(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
