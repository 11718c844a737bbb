package stable

import (
	"fmt"
	"strings"

	"patchpilot/diff"
	"patchpilot/rangediff"
	"patchpilot/series"
)

// sayDifference tells in which files a submission differs from its commit, and by how much.
func (k *Keeper) sayDifference(s *Submission, o *Origin) {
	m := s.Patch.Mail
	if o.Sameness == diff.SameChange {
		_, around := count(o.Difference)
		text := "it changes what " + k.short(o.Commit) + " changes"
		if around > 0 {
			text += fmt.Sprintf("; %s around it", lines(around, "differs", "differ"))
		}
		s.say(Remark{Name: "stable-context-changed", Line: lineOfDiff(m), Text: text})
		return
	}
	weight := Good
	if !saysWhy(s.Patch.Mail, o.Original) {
		weight = Odd
	}
	for _, r := range k.filesThatDiffer(m, o) {
		if r.Weight = weight; weight == Odd {
			r.Text += "; nothing in its log says why"
		}
		s.say(r)
	}
}

// filesThatDiffer compares two patches file by file.
func (k *Keeper) filesThatDiffer(m *series.Mail, o *Origin) (all []Remark) {
	if m.Diff == nil || o.Original.Diff == nil {
		return nil
	}
	here, there, id := byPath(m.Diff), byPath(o.Original.Diff), k.short(o.Commit)
	say := func(f *diff.File, line int, text string) {
		if len(all) < mostFiles {
			all = append(all, Remark{Name: "stable-diff-changed", Line: line, Path: f.Path(), Text: f.Path() + ": " + text})
		}
	}
	for _, f := range m.Diff.Files {
		if there[f.Path()] == nil {
			say(f, f.Line, id+" does not change it")
			continue
		}
		changed, around := count(rangediff.Changes(only(there[f.Path()]), only(here[f.Path()])))
		if changed == 0 {
			continue
		}
		text := lines(changed, "is changed", "are changed") + " otherwise than by " + id
		if around > 0 {
			text += ", and " + lines(around, "differs", "differ") + " around"
		}
		say(f, f.Line, text)
	}
	for _, f := range o.Original.Diff.Files {
		if here[f.Path()] == nil {
			say(f, lineOfDiff(m), id+" changes it too")
		}
	}
	return all
}

// mostFiles bounds what is told of one submission.
const mostFiles = 100

func byPath(p *diff.Patch) map[string]*diff.File {
	all := make(map[string]*diff.File, len(p.Files))
	for _, f := range p.Files {
		all[f.Path()] = f
	}
	return all
}

// only is a mail with the change of one file.
func only(f *diff.File) *series.Mail {
	return &series.Mail{Diff: &diff.Patch{Files: []*diff.File{f}}}
}

func lines(n int, one, more string) string {
	if n == 1 {
		return "1 line " + one
	}
	return fmt.Sprintf("%d lines %s", n, more)
}

func lineOfDiff(m *series.Mail) int {
	if m.Diff == nil || len(m.Diff.Files) == 0 {
		return 0
	}
	return m.Diff.Files[0].Line
}

// count counts the lines of a difference: those that are changed otherwise, and those around.
func count(hunks []rangediff.Hunk) (changed, around int) {
	for _, h := range hunks {
		for _, l := range h.Lines {
			switch {
			case l.Mark == ' ' || l.Text == "" || strings.HasPrefix(l.Text, "@@"):
			case l.Text[0] == '+' || l.Text[0] == '-' || strings.HasPrefix(l.Text, " ## "):
				changed++
			case l.Mark == '+':
				around++
			}
		}
	}
	return changed, around
}
