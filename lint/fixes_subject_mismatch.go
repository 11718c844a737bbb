package lint

import "strings"

// The title in a Fixes tag is not that of the commit it names.
//
// One of the two is wrong, the id or the title, and the reader cannot tell which. Scripts go by the id,
// and then carry the fix to branches that do not need it, or not to those that do.
//
// Let git write the tag: `git log -1 --abbrev=12 --format='Fixes: %h ("%s")' ID`. A title shortened by
// "..." is information only.
//
//	bad:  Fixes: 54a4f0239f2e ("demo: add a ring buffer")
//	good: Fixes: 54a4f0239f2e ("demo: add the ring")
//
// See Documentation/process/submitting-patches.rst, "Describe your changes".
var fixesSubjectMismatch = &Rule{
	Name:     "fixes-subject-mismatch",
	Severity: Error,
	Scope:    OnSeries,
	Needs:    NeedsRepo,
	Check: func(p *Pass) {
		eachTarget(p, func(t target) {
			if t.err != nil || t.fix.Title == "" || sameTitle(t.fix.Title, t.commit.Subject) {
				return
			}
			if !t.fix.Quoted && strings.HasPrefix(plainTitle(t.commit.Subject), plainTitle(t.fix.Title)) {
				return // a wrapped tag: its rest stands in the next line
			}
			f := Finding{
				Text: "commit " + t.commit.short() + " is " + quote(t.commit.Subject) + ", not " + quote(t.fix.Title),
				Fix:  "Fixes: " + t.commit.short() + ` ("` + t.commit.Subject + `"), if the id is right`,
			}
			switch {
			case shortened(t.fix.Title, t.commit.Subject):
				f.Severity, f.Text = Info, "the title of commit "+t.commit.short()+" is shortened: it is "+quote(t.commit.Subject)
			case strings.EqualFold(plainTitle(t.fix.Title), plainTitle(t.commit.Subject)):
				f.Severity, f.Text = Info, "commit "+t.commit.short()+" is written "+quote(t.commit.Subject)
			}
			if f.Severity == Info {
				f.Fix, f.Edit = "", fixesEdit(t.commit, t.tag, len(t.fix.ID))
			} else if c, _ := titled(p, t.fix.Title, t.commit.Hash); c != nil {
				f.Text += ", which is " + c.short()
				f.Fix = fixesTag(c, t.tag, len(t.fix.ID)) + ", if the title is right; else " + fixesTag(t.commit, t.tag, len(t.fix.ID))
			}
			t.report(p, f)
		})
	},
}
