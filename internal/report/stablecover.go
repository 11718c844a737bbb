package report

import (
	"cmp"
	"fmt"
	"path"
	"strings"

	"patchpilot/history"
	"patchpilot/stable"
)

// Cover is the letter before a submission of a plan's steps: its subject, and why there is what there is.
func (plan *Plan) Cover() (subject, text string) {
	branch := plan.Branches[plan.Branch]
	var fixes, before, after []int
	for i, s := range plan.Steps {
		switch s.Role {
		case stable.TheFix:
			fixes = append(fixes, i)
		case stable.Needed:
			before = append(before, i)
		default:
			after = append(after, i)
		}
	}
	subject = plural(len(fixes), "fix", "fixes") + " for " + path.Base(branch.Name)
	if len(fixes) == 1 {
		subject = plan.Commit(plan.Steps[fixes[0]].Commit).Title
	}
	var b strings.Builder
	fmt.Fprintf(&b, "For %s at %s, in the order of upstream.\n", path.Base(branch.Name), plan.short(branch.Tip))
	plan.coverPart(&b, "The "+one(len(fixes), "fix", "fixes")+" asked for:", fixes)
	plan.coverPart(&b, "What is needed first:", before)
	plan.coverPart(&b, "What upstream mended in these later:", after)
	fmt.Fprintf(&b, "\n%s\n", plan.coverApplies())
	if len(before) > 0 {
		b.WriteString("A hard prerequisite made lines that the other changes, a soft one only lines around these.\n")
	}
	fmt.Fprintf(&b, "\nbase-commit: %s\n", plan.id(branch.Tip))
	return subject, b.String()
}

// coverPart tells of some steps, and why each is there.
func (plan *Plan) coverPart(b *strings.Builder, head string, steps []int) {
	if len(steps) > 0 {
		fmt.Fprintf(b, "\n%s\n", head)
	}
	for _, i := range steps {
		s := plan.Steps[i]
		fmt.Fprintf(b, "\n  %s  commit %s (%q) upstream\n", plan.number(i), plan.short(s.Commit), plan.Commit(s.Commit).Title)
		say := func(text string) { fmt.Fprintf(b, "       %s\n", text) }
		if s.Role == stable.TheFix {
			for _, t := range s.Targets {
				say(plan.coverTarget(t))
			}
		} else {
			say(plan.purpose(s, func(n history.N) string { return cmp.Or(plan.numberOf(n), plan.short(n)) }))
		}
		if s.But != "" {
			say("but " + plan.against(s))
		}
		for _, n := range s.Notes {
			say(fmt.Sprintf("note: line %d of its message %s", n.Line, n.Text))
		}
	}
}

// one is the word for one thing, or for several.
func one(n int, single, several string) string {
	if n == 1 {
		return single
	}
	return several
}

// coverTarget says what a fix is about.
func (plan *Plan) coverTarget(t stable.Target) string {
	words := t.Does()
	if t.Commit == history.None {
		return words + " " + t.ID + ", which was not found"
	}
	words += fmt.Sprintf(" %s (%q)", plan.short(t.Commit), plan.Commit(t.Commit).Title)
	switch n := plan.numberOf(t.Commit); {
	case t.There && t.Copy != t.Commit && t.Copy != history.None:
		words += ", which the branch has as " + plan.short(t.Copy)
	case t.There:
		words += ", which the branch has"
	case n != "":
		words += ", which is " + n
	default:
		words += ", which the branch does not have"
	}
	return words
}

// coverApplies says how the steps apply.
func (plan *Plan) coverApplies() string {
	var offsets, merged []string
	for i, s := range plan.Steps {
		switch s.Applies {
		case stable.Offset:
			offsets = append(offsets, fmt.Sprintf("%s by %+d", plan.number(i), s.Outcome.Offset))
		case stable.Merges:
			merged = append(merged, plan.number(i))
		}
	}
	words := "All apply as they are upstream"
	if len(merged) > 0 {
		words += ", but for what git cherry-pick had to merge, " + strings.Join(merged, ", ")
	}
	if len(offsets) > 0 {
		words += "; some of them on other lines: " + strings.Join(offsets, ", ")
	}
	return words + "."
}

func (plan *Plan) number(step int) string { return fmt.Sprintf("%d/%d", step+1, len(plan.Steps)) }

// numberOf is that of the step that takes a commit, "" where none does.
func (plan *Plan) numberOf(n history.N) string {
	for i, s := range plan.Steps {
		if s.Commit == n {
			return plan.number(i)
		}
	}
	return ""
}
