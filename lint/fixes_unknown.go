package lint

import (
	"errors"
	"strings"
	"time"

	"patchpilot/apply"
)

// A Fixes tag names a commit that the repository does not have.
//
// The id is mistyped, or from a tree that was rebased since: the commit has another id in mainline, or
// never came there. Scripts that carry fixes to stable branches find nothing to carry them after.
//
// Look the commit up by its title in mainline: `git log --oneline --grep "TITLE"`. It is a warning where
// the repository is shallow, or older than the mail. Where its history begins with the import of a tree,
// nothing is said of any id.
//
//	bad:  Fixes: 54a4f0239f2f ("demo: add the ring")
//	good: Fixes: 54a4f0239f2e ("demo: add the ring")
//
// See Documentation/process/submitting-patches.rst, "Describe your changes".
var fixesUnknown = &Rule{
	Name:     "fixes-unknown",
	Severity: Error,
	Scope:    OnSeries,
	Needs:    NeedsRepo,
	Check: func(p *Pass) {
		eachTarget(p, func(t target) {
			if !errors.Is(t.err, apply.ErrNotFound) || t.sibling() != nil || strings.HasPrefix(t.fix.ID, beginning) {
				return
			}
			if p.repo.Imported() {
				p.Skip(noHistory)
				return
			}
			why, severity := mayBeElsewhere(p.repo, t.patch.Date)
			f := Finding{Severity: severity, Text: quote(t.fix.ID) + " is the id of no commit in the repository" + why}
			if c, sure := t.meant(p); c != nil {
				f.Text += "; commit " + c.short() + " has that title"
				if f.Fix = fixesTag(c, t.tag, len(t.fix.ID)); sure && severity == Off {
					f.Fix, f.Edit = "", fixesEdit(c, t.tag, len(t.fix.ID))
				}
			}
			t.report(p, f)
		})
	},
}

// beginning is the first commit of Linux in git, "Linux-2.6.12-rc2": the fault was there before. Everybody
// knows it, also where history begins later.
const beginning = "1da177e4c3f4"

// meant is the commit that a tag with an unknown id may mean, and whether that is sure: it is the only one
// with the title, or its id goes the same way for long.
func (t target) meant(p *Pass) (c *Commit, sure bool) {
	const slip = 8 // digits before a slip of the pen
	if len(t.fix.ID) > slip && t.fix.Title != "" {
		if c, err := p.repo.Lookup(t.fix.ID[:slip]); err == nil && sameTitle(t.fix.Title, c.Subject) {
			return c, true
		}
	}
	return titled(p, t.fix.Title, apply.Hash{})
}

// mayBeElsewhere says why a commit that the repository lacks may exist all the same, and how much its
// absence then weighs; Off = as much as the rule says.
func mayBeElsewhere(r Repo, mailed time.Time) (why string, s Severity) {
	if r.Shallow() {
		return ", which is shallow: it may lie beyond the edge", Warning
	}
	if newest := r.Newest(); newest.Before(mailed) {
		return ", whose newest commit is of " + newest.UTC().Format(time.DateOnly) + ": it may have come since", Warning
	}
	return "", Off
}
