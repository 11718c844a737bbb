package lint

import (
	"fmt"
	"strings"

	"patchpilot/apply"
	"patchpilot/diff"
	"patchpilot/series"
)

// A patch does not apply to the branch.
//
// `git am` stops at it. The branch has moved on since the patch was made, or it was made for another one.
//
// Rebase the series on the tree it is for, and say on which commit: `git format-patch --base`. A patch that
// `git am -3` can merge, or that applies to the base-commit it names, is a warning; one that may need a
// patch that did not arrive is information. Later patches on the same files are not judged.
//
//	bad:  a hunk around "int old;" where the branch has "int new;"
//	good: the same change, made on the newest commit of the branch
//
// See git-am(1), and Documentation/process/submitting-patches.rst, "Providing base tree information".
var diffApply = &Rule{
	Name:     "diff-apply",
	Severity: Error,
	Scope:    OnSeries,
	Needs:    NeedsRepo,
	Check: func(p *Pass) {
		name, _ := p.repo.Onto()
		eachLaid(p, func(l *laid) {
			switch {
			case l.status == apply.ThreeWay:
				p.reportLaid(l, Finding{Severity: Warning, Text: "does not apply to " + name + " as it is; git am -3 can merge it"})
			case l.status == apply.Conflict && l.blanks == nil && !l.place.ofSeries():
				f := l.clash(name)
				f.Text += l.remarks(p, &f)
				p.reportLaid(l, f)
			}
		})
	},
}

// eachLaid calls do for every patch of the newest revision with what laying it came to.
func eachLaid(p *Pass, do func(l *laid)) {
	all := p.Laid()
	if p.why != "" {
		p.Skip(p.why)
	}
	for i := range all {
		do(&all[i])
	}
}

func (p *Pass) reportLaid(l *laid, f Finding) {
	f.Revision, f.Mail = p.Series.Latest(), l.mail
	p.Report(f)
}

func (c conflict) ofSeries() bool { return c.alone || c.after != nil }

// clash tells the first place of a conflict: at the hunk in the mail, and where it was looked for.
func (l *laid) clash(name string) Finding {
	c := l.clashes[0]
	why, off := because(c)
	f := Finding{Path: c.Path, PathLine: c.Line}
	file, of := fileOf(l.mail.Diff, c), ""
	if file != nil {
		f.Line = file.Line
		if c.Hunk > 0 && c.Hunk <= len(file.Hunks) {
			f.Line = lineWanted(file, c.Hunk-1, off)
			if len(file.Hunks) > 1 {
				of = fmt.Sprintf(", hunk %d of %d", c.Hunk, len(file.Hunks))
			}
		}
	}
	at := c.Path
	if c.Line > 0 {
		f.PathLine += max(off, 0)
		at += fmt.Sprintf(":%d", f.PathLine)
	}
	f.Text = "does not apply to " + name + ": " + at + of + ": " + why
	if n := len(l.clashes) - 1; n > 0 {
		f.Text += "; " + plural(n, "more conflict")
	}
	return f
}

// lineWanted is the line in the mail of the off-th line that a hunk wants, its @@ line for none.
func lineWanted(f *diff.File, hunk, off int) int {
	at := f.HunkLines[hunk]
	eachHunkLine(f.Hunks[hunk], at+1, func(n int, l []byte) {
		if len(l) > 0 && l[0] == '+' {
			return
		}
		if off == 0 {
			at = n
		}
		off--
	})
	return at
}

// because says in words why a place does not apply, and which of the lines wanted shows it; -1 = none.
func because(c apply.Clash) (why string, off int) {
	if c.Reason == apply.Context {
		return difference(c.Want, c.Got)
	}
	return reasonWords(c.Reason), -1
}

func reasonWords(r apply.Reason) string {
	switch r {
	case apply.MissingFile:
		return "the file is not there"
	case apply.Exists:
		return "the file to create is there"
	case apply.BinaryBase:
		return "the binary change is for other contents"
	case apply.BadMode:
		return "it is another kind of file there"
	case apply.UnsafePath:
		return "git writes no such path"
	case apply.InSubmodule:
		return "the file lies in a submodule"
	}
	return "git apply cannot read this diff"
}

// difference shows the first line that is not as a hunk wants it, and which of its lines that is; -1 where
// hardly any is.
func difference(want, got string) (why string, off int) {
	if want == "" {
		return "the file to delete is not empty after the change", -1
	}
	wants, gots := strings.SplitAfter(want, "\n"), strings.SplitAfter(got, "\n")
	same, first := 0, -1
	for i, w := range wants {
		if i < len(gots) && w == gots[i] {
			same++
		} else if first < 0 {
			first = i
		}
	}
	switch {
	case first < 0 && strings.Count(want, "\n") >= clashLines:
		return "it begins as the file has it there, and then does not", -1
	case first < 0:
		return "its lines are there, but the hunk says that the file begins or ends with them", -1
	case same < 2: // an empty line is anywhere
		return "its lines are not there, as " + quote(telling(wants, got)), -1
	case first >= len(gots) || gots[first] == "":
		return "wants " + quote(wants[first]) + ", and the file ends", first
	case wants[first] == "\n":
		return "wants an empty line, finds " + quote(gots[first]), first
	}
	return "wants " + quote(wants[first]) + ", finds " + quote(gots[first]), first
}

// clashLines is how many lines of a conflict apply shows.
const clashLines = 20

// telling is the first line with words in it that is not among those found.
func telling(wants []string, got string) string {
	for _, w := range wants {
		if prose(w) && !strings.Contains(got, w) {
			return w
		}
	}
	return wants[0]
}

// remarks are what else there is to know of a conflict; they lower its weight.
func (l *laid) remarks(p *Pass, f *Finding) string {
	var words string
	r := p.Series.Latest()
	if l.waits {
		words += "; later changes to the same files were not tried"
	}
	switch {
	case l.onBase:
		f.Severity = Warning
		words += "; it does apply to its base-commit " + r.BaseCommit[:min(12, len(r.BaseCommit))]
	case missesBefore(r, l.patch):
		f.Severity = Info
		words += "; patches before it did not arrive"
	case strings.Contains(coverText(r)+l.mail.Notes, "prerequisite-"):
		f.Severity = Warning
		words += "; its prerequisites were not applied"
	}
	return words
}

// missesBefore tells whether a patch of a lower number is missing.
func missesBefore(r *series.Revision, p *series.Patch) bool {
	lost := r.Missing()
	return len(lost) > 0 && lost[0] < p.Index
}
