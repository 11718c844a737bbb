package stable_test

import (
	"fmt"
	"strings"
	"testing"

	"patchpilot/history"
	"patchpilot/stable"
)

// told says what a plan is.
func (r *repo) told(x *history.Index, p *stable.Plan) string {
	var b strings.Builder
	for _, s := range p.Steps {
		title, _ := r.Title(x.ID(s.Commit))
		hard := ""
		if s.Hard {
			hard = ", hard"
		}
		fmt.Fprintf(&b, "%s %s%s: %s: %s\n", s.Applies, s.Role, hard, title, r.named(x, s.Why))
		if s.Trial != nil {
			blocker, _ := r.Title(x.ID(s.Trial.Blocked.Commit))
			fmt.Fprintf(&b, "  blocked by %s\n", blocker)
		}
	}
	for _, l := range p.Left {
		title, _ := r.Title(x.ID(l.Commit))
		fmt.Fprintf(&b, "left: %s: %s\n", title, r.named(x, l.Why))
	}
	return b.String()
}

func TestPlan(t *testing.T) {
	f := func(changes ...string) files { return files{"f.c": lines(60, changes...)} }
	for _, c := range []struct {
		name   string
		steps  []step // a %s in a title is the id of the commit before; of "%s 2" the one before that
		branch []step
		want   string
	}{
		{"a fix and its fix", []step{
			{"Fault", f("10=fault")},
			{"Fix\n\nFixes: Fault", f("10=fixed")},
			{"Noise", f("10=fixed", "50=noise")},
			{"Mend\n\nFixes: Fix", f("10=mended", "50=noise")},
			{"Mend again\n\nFixes: Mend", f("10=mended well", "50=noise")},
		}, []step{{"Fault of old\n\ncommit Fault upstream.", f("10=fault")}}, `
clean fix: Fix: asked for
clean fix of the fix: Mend: fixes Fix
clean fix of the fix: Mend again: fixes Mend
`},
		{"a prerequisite and its fix", []step{
			{"Rework", f("10=reworked")},
			{"Mend\n\nFixes: Rework", f("10=reworked", "30=mended")},
			{"Fix", f("10=fixed", "30=mended")},
		}, nil, `
clean prerequisite, hard: Rework: made line 10 of f.c, which Fix changes
clean fix of the fix: Mend: fixes Rework
clean fix: Fix: asked for
`},
		{"the fix of a prerequisite that a fix needs too", []step{
			{"Rework", f("10=reworked")},
			{"Mend\n\nFixes: Rework", f("10=mended")},
			{"Fix\n\nCc: stable@vger.kernel.org # 5.9: Rework", f("10=fixed")},
			{"Late\n\nFixes: Mend", f("10=fixed", "40=late")},
		}, nil, `
clean prerequisite, hard: Rework: its Cc of stable names it
clean prerequisite, hard: Mend: made line 10 of f.c, which Fix changes
clean fix: Fix: asked for
clean fix of the fix: Late: fixes Mend
`},
		{"the fix of a prerequisite that is found to be needed", []step{
			{"Rework", f("10=reworked")},
			{"Mend\n\nFixes: Rework", f("10=mended", "30=mended")},
			{"Fix\n\nCc: stable@vger.kernel.org # 5.9: Rework", f("10=fixed", "30=mended")},
		}, []step{{"By hand", f("30=mended")}}, `
clean prerequisite, hard: Rework: its Cc of stable names it
three-way prerequisite, hard: Mend: made line 10 of f.c, which Fix changes
clean fix: Fix: asked for
`},
		{"what is there is left out", []step{
			{"Rework", f("10=reworked")},
			{"Fix", f("10=fixed")},
			{"Mend\n\nFixes: Fix", f("10=mended")},
		}, []step{
			{"Rework\n\ncommit Rework upstream.", f("10=reworked")},
			{"Fix\n\n[ Upstream commit Fix ]", f("10=fixed")},
		}, `
clean fix of the fix: Mend: fixes Fix
left: Fix: the branch has it
`},
		{"a fix that upstream took back", []step{
			{"Fix", f("10=fixed")},
			{"Revert \"Fix\"\n\nThis reverts commit Fix.", f()},
		}, nil, "\nleft: Fix: upstream took it back with Revert \"Fix\"\n"},
		{"a fix on the branch that upstream took back", []step{
			{"Fix", f("10=fixed")},
			{"Revert \"Fix\"\n\nThis reverts commit Fix.", f()},
		}, []step{{"Fix\n\ncommit Fix upstream.", f("10=fixed")}}, `
clean revert: Revert "Fix": takes back Fix
left: Fix: the branch has it
`},
		{"what its Cc names", []step{
			{"Add helper", f("50=helper")},
			{"Add other helper", f("50=helper", "30=other")},
			{"Fix\n\nCc: stable@vger.kernel.org # 5.9: Add helper: Add helper\nCc: stable@vger.kernel.org # 6.1: Add other helper: Add other helper", f("50=helper", "30=other", "10=fixed")},
		}, nil, `
clean prerequisite, hard: Add helper: its Cc of stable names it
clean fix: Fix: asked for
`},
		{"what blocks it", []step{
			{"Rework", f("10=reworked")},
			{"Fix", f("10=fixed")},
			{"Mend\n\nFixes: Fix", f("10=fixed", "50=mended")},
		}, []step{{"Go another way", f("9=ours", "10=ours")}}, `
conflict fix: Fix: asked for
  blocked by Rework
conflict fix of the fix: Mend: fixes Fix
  blocked by Fix
`},
		{"what another branch took for it", []step{
			{"Rename", f("12=renamed")},
			{"Fix", f("12=renamed", "10=fixed")},
		}, nil, `
clean prerequisite: Rename: made line 12 of f.c, beside what Fix changes
clean fix: Fix: asked for
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRepo(t)
			root := r.commit("Begin", f())
			ids := map[string]history.ID{}
			make := func(from history.ID, steps []step) history.ID {
				for _, s := range steps {
					title, body, _ := strings.Cut(s.title, "\n\n")
					for name, id := range ids {
						body = strings.ReplaceAll(body, " "+name+": ", " "+id.String()[:12]+": ")
						for _, end := range []string{"", ".", " ]", " upstream."} {
							body = strings.ReplaceAll(body+"\n", " "+name+end+"\n", " "+id.String()+end+"\n")
							body = strings.TrimSuffix(body, "\n")
						}
					}
					from = r.commit(title+"\n\n"+body+"\n", s.change, from)
					if _, ok := ids[title]; !ok {
						ids[title] = from
					}
				}
				return from
			}
			up := make(root, c.steps)
			tip := make(root, c.branch)
			k, x := r.keeper(up, root, tip), r.index()
			plan, err := k.Plan([]history.N{x.Find(ids["Fix"])}, 0)
			if err != nil {
				t.Fatal(err)
			}
			if got := "\n" + r.told(x, plan); got != c.want {
				t.Errorf("got:%s\nwant:%s", got, c.want)
			}
		})
	}
}
