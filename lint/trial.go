package lint

import (
	"patchpilot/apply"
	"patchpilot/internal/lazyregexp"
	"patchpilot/series"
)

// trial is what a series comes to in the repository, worked out when first asked for: its newest
// revision laid, patch on patch, on the commit named by the user.
type trial struct {
	series *series.Series
	repo   Repo // nil = there is none

	done bool
	laid []laid
	why  string // why nothing was laid
}

// laid is what laying one patch came to.
type laid struct {
	patch  *series.Patch
	mail   *series.Mail // the patch's own, or the last that replaces it
	status apply.Status // Skipped: nothing is known of it

	clashes []apply.Clash // of a conflict
	place   conflict      // why it does not apply alone: the series says otherwise
	onBase  bool          // it applies to the base-commit the posting names
	waits   bool          // later patches were not tried, as they touch the same files
	blanks  *blanksFault  // the lines are there, but for their blanks
}

// conflict tells a fault of the series from one of its base.
type conflict struct {
	alone bool          // it applies without the patches before it
	after *series.Patch // it applies after this one, which comes later; nil = no
}

// Laid are the patches of the newest revision as they were laid, nil where they could not be.
func (t *trial) Laid() []laid {
	if !t.done {
		t.done = true
		t.lay()
	}
	return t.laid
}

func (t *trial) lay() {
	r := t.series.Latest()
	name, onto := t.repo.Onto()
	if otherBranch(r, name) {
		t.why = "some series are for another branch than " + name
		return
	}
	tree, err := t.repo.Tree(onto.Hash)
	if err != nil {
		return
	}
	l := layer{base: tree}
	for _, p := range r.Patches {
		m := p.Mail
		if n := len(p.Rerolls); n > 0 {
			m = p.Rerolls[n-1]
		}
		if withoutText(m) {
			t.why = noText
			return
		}
		l.all = append(l.all, laid{patch: p, mail: m})
	}
	if l.run() != nil {
		return
	}
	t.laid = l.all
	if l.clashed {
		t.tryBase(r, onto)
	}
}

// tryBase lays a series that did not apply on the base it names, where that is another commit.
func (t *trial) tryBase(r *series.Revision, onto *Commit) {
	if r.BaseCommit == "" {
		return
	}
	c, err := t.repo.Lookup(r.BaseCommit)
	if err != nil || c.Hash == onto.Hash {
		return
	}
	tree, err := t.repo.Tree(c.Hash)
	if err != nil {
		return
	}
	l := layer{base: tree}
	for i := range t.laid {
		l.all = append(l.all, laid{patch: t.laid[i].patch, mail: t.laid[i].mail})
	}
	if l.run() != nil {
		return
	}
	for i := range l.all {
		t.laid[i].onBase = applies(l.all[i].status)
	}
}

func applies(s apply.Status) bool {
	return s == apply.Clean || s == apply.Offset || s == apply.Already
}

// withoutText tells a mail whose hunks were let go.
func withoutText(m *series.Mail) bool {
	if m.Diff == nil || len(m.Diff.Files) == 0 {
		return false
	}
	head, _ := m.Diff.Files[0].Source()
	return head == ""
}

// release finds "6.12" in "linux-6.12.y", "v6.12.3" and "6.12".
var release = lazyregexp.New(`\d+\.\d+`)

// otherBranch tells whether a posting to a stable branch is for another release than a ref's name holds.
func otherBranch(r *series.Revision, ref string) bool {
	here := release.FindString(ref)
	if !r.Backport || here == "" {
		return false
	}
	for _, there := range release.FindAllString(r.Target, -1) {
		if there == here {
			return false
		}
	}
	return release.MatchString(r.Target)
}
