package report

import (
	"bufio"
	"fmt"
	"io"

	"charm.land/lipgloss/v2"

	"patchpilot/history"
	"patchpilot/stable"
)

// Plan is what to take to a branch, in order.
type Plan struct {
	*Backports
	*stable.Plan
}

// PrintPlan prints the steps in the order to take them, what does not apply and why, and what is not to be taken.
func PrintPlan(w io.Writer, look Look, plan *Plan) error {
	p := newPrinter(w, look)
	branch := plan.Branches[plan.Branch]
	p.put(bold, branch.Name)
	p.line(faint, " at ", plan.short(branch.Tip), plan.origin(branch))
	t := table{columns: []column{{right: true}, {}, {}, {give: true, wrap: true}}}
	for i, step := range plan.Steps {
		words, style := stepWords(step)
		t.add(cell{fmt.Sprint(i + 1), faint}, cell{words, style}, cell{plan.short(step.Commit), blue}, cell{plan.Commit(step.Commit).Title, plain})
		if purpose := plan.purpose(step, plan.short); purpose != "" {
			t.add(cell{"", plain}, cell{"", plain}, cell{"", plain}, cell{purpose, faint})
		}
		if step.But != "" {
			t.add(cell{"", plain}, cell{"", plain}, cell{"", plain}, cell{"but " + plan.against(step), amber})
		}
	}
	t.print(p)
	for _, step := range plan.Steps {
		for _, e := range step.Conflicts {
			p.put(amber, "! ")
			p.line(plain, plan.evidence(e))
		}
		plan.printNotes(p, "note ", step.Notes)
	}
	for _, step := range plan.Steps {
		if step.Trial != nil {
			p.newline()
			p.put(blue, plan.short(step.Commit))
			p.line(bold, " ", plan.Commit(step.Commit).Title)
			plan.printTrial(p, "  ", step.Commit, step.Trial)
		}
	}
	plan.printLacks(p)
	if len(plan.Left) > 0 {
		p.newline()
		p.line(blue, "not to be taken")
	}
	for _, left := range plan.Left {
		p.put(blue, plan.short(left.Commit))
		p.text("  " + plan.Commit(left.Commit).Title)
		p.line(faint, ": ", left.Why)
	}
	if plan.More {
		p.line(amber, "there may be more to take: the search ended at its bounds")
	}
	for _, n := range plan.Notes {
		p.line(amber, n)
	}
	return p.flush()
}

// printLacks tells what may not build.
func (plan *Plan) printLacks(p *printer) {
	for _, step := range plan.Steps {
		for i, l := range step.Lacks {
			if i == 0 {
				p.newline()
				p.put(blue, plan.short(step.Commit))
				p.line(bold, " uses what the branch seems not to have")
			}
			p.text(fmt.Sprintf("  %s: %s:%d has it since ", l.Name, l.Path, l.Line))
			p.put(blue, plan.short(l.Commit))
			p.line(plain, "  ", plan.Commit(l.Commit).Title)
		}
	}
}

func stepWords(s stable.Step) (string, lipgloss.Style) {
	switch s.Applies {
	case stable.Clean:
		return "clean", green
	case stable.Offset:
		return fmt.Sprintf("offset %+d", s.Outcome.Offset), green
	case stable.Merges:
		return "merges", amber
	}
	return "CONFLICT", red
}

// purpose says what a step is there for that was not asked for; name says what that is.
func (plan *Plan) purpose(s stable.Step, name func(history.N) string) string {
	if s.For == history.None {
		return ""
	}
	of := name(s.For)
	switch {
	case s.Role == stable.Needed:
		return hardness(s.Hard) + " prerequisite of " + of + ": " + s.Why
	case s.Role == stable.Revert:
		return "takes back " + of
	}
	return "fixes " + of
}

// against says what speaks against a step, with the title of the commit that took it back.
func (plan *Plan) against(s stable.Step) string {
	if s.TakenBack == history.None {
		return s.But
	}
	return s.But + ": " + plan.Commit(s.TakenBack).Title
}

type stepRecord struct {
	Type   string         `json:"type"`
	Branch string         `json:"branch"`
	Index  int            `json:"index"`
	Commit string         `json:"commit"`
	Title  string         `json:"title"`
	Role   stable.Role    `json:"role"`
	For    string         `json:"for,omitempty"`
	Hard   bool           `json:"hard,omitempty"`
	Why    string         `json:"why"`
	Tree   string         `json:"tree,omitempty"` // of the branch after it
	Result stable.Applies `json:"applies"`
	Offset int            `json:"offset,omitempty"`
	Trial  *trialRecord   `json:"trial,omitempty"`
	Lacks  []lackRecord   `json:"lacks,omitempty"`

	TakenBack string        `json:"taken_back,omitempty"` // the branch's commit that took it back
	But       string        `json:"but,omitempty"`
	Unneeded  bool          `json:"unneeded,omitempty"` // the branch lacks what it is about
	Conflicts []placeRecord `json:"contradictions,omitempty"`
	Notes     []placeRecord `json:"notes,omitempty"`
}

// lackRecord is a name that a step uses and the branch seems not to have.
type lackRecord struct {
	Name   string `json:"name"`
	Path   string `json:"path"`
	Line   int    `json:"line"`
	Commit string `json:"commit"` // brought it to the file
}

type leftRecord struct {
	Type   string `json:"type"`
	Branch string `json:"branch"`
	Commit string `json:"commit"`
	Title  string `json:"title"`
	Why    string `json:"why"`
}

// JSONPlan writes a record a branch, a step, and a commit that is not to be taken.
func JSONPlan(w io.Writer, plan *Plan) error {
	j := &JSON{w: bufio.NewWriter(w)}
	if err := plan.begin(j); err != nil {
		return err
	}
	branch := plan.Branches[plan.Branch].Name
	for i, s := range plan.Steps {
		r := stepRecord{
			Type: "step", Branch: branch, Index: i + 1, Commit: plan.id(s.Commit), Title: plan.Commit(s.Commit).Title, Role: s.Role,
			For: plan.id(s.For), Hard: s.Hard, Why: s.Why, Result: s.Applies, Offset: s.Outcome.Offset, Trial: plan.newTrialRecord(s.Trial),
			TakenBack: plan.id(s.TakenBack), But: s.But, Unneeded: s.Unneeded, Conflicts: plan.places(s.Conflicts), Notes: plan.places(s.Notes),
		}
		for _, l := range s.Lacks {
			r.Lacks = append(r.Lacks, lackRecord{l.Name, l.Path, l.Line, plan.id(l.Commit)})
		}
		if !s.Outcome.Tree.IsZero() {
			r.Tree = s.Outcome.Tree.String()
		}
		if err := j.record(r); err != nil {
			return err
		}
	}
	for _, l := range plan.Left {
		if err := j.record(leftRecord{"left", branch, plan.id(l.Commit), plan.Commit(l.Commit).Title, l.Why}); err != nil {
			return err
		}
	}
	if err := plan.end(j); err != nil {
		return err
	}
	return j.w.Flush()
}
