package stable_test

import (
	"testing"

	"patchpilot/history"
	"patchpilot/stable"
)

// Whichever fixes are asked about, one decision stands: what mail refused is needed as it was, and what is needed only
// later says once what is taken.
func TestNeeds(t *testing.T) {
	p := perform(widget + `
		fork 5.1
		main asked @bob: one | Cc: stable@vger.kernel.org
		main later: two | Fixes: {asked:12} ("one")
		main last: three | Fixes: {later:12} ("two")
		main failed: four | Fixes: {fault:12} ("net: add a widget")
		main dropped: five | Fixes: {fault:12} ("net: add a widget")
		main refused: six | Link: https://example.org/
		main new: seven
		main newer: eight | Fixes: {new:12} ("seven")`)
	for name, kind := range map[string]stable.FactKind{"failed": stable.FactFailed, "dropped": stable.FactDropped, "refused": stable.FactDropped} {
		p.in.Facts = append(p.in.Facts, stable.Fact{Kind: kind, Upstream: p.ids[name].String(), Version: "5.1", MessageID: name + "@example.org"})
	}
	k := stable.New(p.in)
	for _, c := range []struct {
		fix    string
		status stable.Status
		needed bool
		reason string
	}{
		{"asked", stable.Unknown, true, "it is asked for, but nothing says what it fixes or since when"},
		{"later", stable.NotAffected, true, "it fixes asked, which the branch does not have; needed once asked is taken"},
		{"last", stable.NotAffected, true, "it fixes later, which the branch does not have; needed once later is taken"},
		{"failed", stable.Failed, true, "mail of 0001-01-01 says that it does not apply"},
		{"dropped", stable.Dropped, true, "mail of 0001-01-01 takes it out of the queue, or does not want it"},
		{"refused", stable.Dropped, false, "mail of 0001-01-01 takes it out of the queue, or does not want it"},
		{"newer", stable.NotAffected, false, "it fixes new, which the branch does not have"},
	} {
		fix := p.n(c.fix)
		cell := k.Cell(fix, 0)
		needed := k.Tell(&cell, k.Needs([]history.N{fix}, 0))
		if reason := p.plain(cell.Reason); cell.Status != c.status || needed != c.needed || reason != c.reason {
			t.Errorf("%s: %s, needed %t: %s", c.fix, cell.Status, needed, reason)
		}
	}
}
