package stable

import (
	"fmt"
	"slices"

	"patchpilot/apply"
	"patchpilot/history"
)

// checkBranch holds the submissions for a branch against it, in their order: what one brings the next builds on.
func (k *Keeper) checkBranch(all []Submission, branch int) error {
	var mine []*Submission
	brings := brought{}
	for i := range all {
		if slices.Contains(all[i].Branches, branch) {
			mine = append(mine, &all[i])
			for _, o := range all[i].Origins {
				if brings[o.Commit] == nil {
					brings[o.Commit] = &all[i]
				}
			}
		}
	}
	if len(mine) == 0 {
		return nil
	}
	for _, s := range mine {
		for _, o := range s.Origins {
			if o.Commit != history.None {
				k.checkNeed(s, o, branch, brings)
				k.checkNewer(s, o, k.branches[branch].Version, all)
			}
		}
	}
	if k.in.Source == nil {
		return nil
	}
	return k.layAll(mine, branch, brings)
}

// brought are the commits of upstream that submissions for one branch bring, each with the first that does.
type brought map[history.N]*Submission

// has tells whether one of the submissions brings a commit.
func (b brought) has(n history.N) bool { return b[n] != nil }

// late tells that what brings a commit comes after the submission that needs it; "" where it does not.
func (k *Keeper) late(s *Submission, n history.N, brings brought) string {
	by := brings[n]
	if by == nil || by.Patch.Index <= s.Patch.Index {
		return ""
	}
	return fmt.Sprintf("patch %d brings %s, which must come before this one", by.Patch.Index, k.named(n))
}

// checkNeed looks whether a branch needs a fix, and what upstream did to it later.
func (k *Keeper) checkNeed(s *Submission, o Origin, branch int, brings brought) {
	l, name := k.look(), k.branches[branch].Name
	c := l.judge(o.Commit, branch)
	say := func(rule string, w Weight, text string, args ...any) {
		s.say(Remark{Name: rule, Weight: w, Line: o.Line, Text: name + " " + fmt.Sprintf(text, args...)})
	}
	switch c.Status {
	case InBase:
		say("stable-there", Wrong, "began with %s", k.short(o.Commit))
	case Done:
		if c.Commit == history.None {
			say("stable-there", Wrong, "has all that %s changes already", k.short(o.Commit))
			break
		}
		say("stable-there", Wrong, "has %s already, as %s%s", k.short(o.Commit), k.short(c.Commit), in(c.Release))
	case NotAffected, BelowFloor:
		if slices.ContainsFunc(c.Targets, func(t Target) bool { return brings.has(t.Commit) }) {
			break // it comes with its fault
		}
		say("stable-not-needed", Odd, "does not seem to need %s: %s", k.short(o.Commit), c.Reason)
	case OptOut:
		say("stable-not-wanted", Odd, "is not to get %s: %s", k.short(o.Commit), c.Reason)
	case Reverted:
		say("stable-was-reverted", Odd, "had %s and took it back in %s", k.short(o.Commit), k.short(c.Commit))
	}
	if c.Against != history.None && !brings.has(c.Against) {
		say("stable-reverted-upstream", Wrong, "would get %s, which upstream took back in %s: take neither, or both", k.short(o.Commit), k.named(c.Against))
	}
	first, _ := l.prereqs(o.Commit, branch)
	for _, n := range first {
		if l.there(n.Commit, branch) {
			continue
		}
		if late := k.late(s, n.Commit, brings); late != "" {
			s.say(Remark{Name: "stable-prerequisite", Weight: Wrong, Line: o.Line, Text: late})
		} else if !brings.has(n.Commit) {
			say("stable-prerequisite", Wrong, "lacks %s, which %s names to be taken before it", k.named(n.Commit), k.short(o.Commit))
		}
	}
	for _, n := range c.FollowUps {
		if !brings.has(n) && n != c.Against {
			say("stable-followup", Wrong, "would lack %s, which fixes %s", k.named(n), k.short(o.Commit))
		}
	}
}

// judge is a cell by what is on the branches, whatever mail says: the mail asked about is no news.
func (l *look) judge(fix history.N, branch int) Cell {
	l.deaf = true
	return l.cell(fix, branch)
}

func in(release string) string {
	if release == "" {
		return ", not released yet"
	}
	return " in " + release
}

// named is a commit by its id and title.
func (k *Keeper) named(n history.N) string {
	if k.in.Source == nil {
		return k.short(n)
	}
	title, err := k.in.Source.Title(k.in.Index.ID(n))
	if err != nil {
		return k.short(n)
	}
	return fmt.Sprintf("%s (%q)", k.short(n), title)
}

// checkNewer looks for branches newer than a version that need a fix and lack it: they get it first.
func (k *Keeper) checkNewer(s *Submission, o Origin, version string, all []Submission) {
	for b := range k.branches {
		newer := k.branches[b].Version
		if version == "" || newer == "" || !less(version, newer) || sentTo(all, o.Commit, b) {
			continue
		}
		c := k.Cell(o.Commit, b)
		if c.Status == Queued || c.Status == Pending || c.Status == Done || c.Status == InBase || c.Status == NotAffected {
			continue
		}
		r := Remark{Name: "stable-gap", Weight: Wrong, Line: o.Line, Text: fmt.Sprintf("%s, which is newer, lacks %s", k.branches[b].Name, k.short(o.Commit))}
		if c.Status != Missing && c.Status != Failed {
			r.Weight = Odd
		}
		if c.Status == Unknown {
			r.Text += "; whether it needs it is not known"
		}
		if r.Text += ": " + c.Reason; !slices.Contains(s.Remarks, r) {
			s.say(r)
		}
	}
}

func sentTo(all []Submission, n history.N, branch int) bool {
	return slices.ContainsFunc(all, func(s Submission) bool {
		return slices.Contains(s.Branches, branch) && slices.ContainsFunc(s.Origins, func(o Origin) bool { return o.Commit == n })
	})
}

// layAll lays submissions on a branch, one on the other.
func (k *Keeper) layAll(mine []*Submission, branch int, brings brought) error {
	tree, err := k.in.Source.Tree(k.in.Index.ID(k.branches[branch].Tip))
	if err != nil {
		return fmt.Errorf("%s: %w", k.branches[branch].Name, err)
	}
	top := apply.NewOverlay(tree)
	for _, s := range mine {
		if s.Patch.Diff == nil || len(s.Patch.Diff.Files) == 0 {
			s.say(Remark{Name: "stable-no-diff", Weight: Wrong, Text: "there is no diff in it"})
			continue
		}
		out, err := pick{patch: s.Patch.Diff}.layOn(top)
		if err != nil {
			return err
		}
		s.Laid = append(s.Laid, Laid{branch, appliesAs(out), out})
		if err := k.checkApplies(s, out, branch, brings); err != nil {
			return err
		}
	}
	return nil
}

// checkApplies tells what laying a submission came to, and what it needs before it.
func (k *Keeper) checkApplies(s *Submission, out apply.Outcome, branch int, brings brought) error {
	name := k.branches[branch].Name
	switch appliesAs(out) {
	case Already:
		s.say(Remark{Name: "stable-already-applied", Weight: Odd, Line: lineOfDiff(s.Patch.Mail), Text: "all it changes is so on " + name + " already"})
		return nil
	case Conflict:
	default:
		return nil
	}
	for _, c := range out.Clashes[:min(len(out.Clashes), 20)] {
		text := fmt.Sprintf("it does not apply to %s: %s", name, clashText(c))
		s.say(Remark{Name: "stable-conflict", Weight: Wrong, Line: lineOfDiff(s.Patch.Mail), Path: c.Path, PathLine: c.Line, Text: text})
	}
	trial, err := k.TryPatch(s.Patch.Diff, k.madeOn(s), branch)
	if err != nil {
		return err
	}
	for _, p := range trial.Prerequisites {
		text := k.late(s, p.Commit, brings)
		if text == "" && !brings.has(p.Commit) {
			text = fmt.Sprintf("%s lacks %s: %s", name, k.named(p.Commit), p.Why)
		}
		if text != "" {
			s.say(Remark{Name: "stable-prerequisite", Weight: Wrong, Line: lineOfDiff(s.Patch.Mail), Text: text})
		}
	}
	return nil
}

func clashText(c apply.Clash) string {
	switch c.Reason {
	case apply.Context:
		if c.There {
			return fmt.Sprintf("%s: hunk %d is there already", c.Path, c.Hunk)
		}
		return fmt.Sprintf("%s:%d: hunk %d finds other lines", c.Path, c.Line, c.Hunk)
	case apply.MissingFile:
		return c.Path + ": there is no such file"
	case apply.Exists:
		return c.Path + ": the file is there"
	}
	return fmt.Sprintf("%s: %s", c.Path, c.Reason)
}

// madeOn is the commit that a submission was made on: it says so, or it was taken from upstream as it is.
func (k *Keeper) madeOn(s *Submission) history.N {
	if n, err := k.in.Index.Lookup(s.Patch.BaseCommit); err == nil {
		return n
	}
	if len(s.Origins) == 1 && s.Origins[0].Commit != history.None {
		if parents := k.in.Index.Parents(s.Origins[0].Commit); len(parents) > 0 {
			return parents[0]
		}
	}
	return history.None
}
