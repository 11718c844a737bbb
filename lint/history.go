package lint

import (
	"strconv"
	"strings"

	"patchpilot/apply"
	"patchpilot/trailers"
)

// inOnto tells whether patches go on a history that holds the commit.
func inOnto(r Repo, c *Commit) bool {
	_, onto := r.Onto()
	in, err := r.IsAncestor(c.Hash, onto.Hash)
	return err == nil && in
}

// mainlineOf is the commit that one outside the history patches go on is a copy of; nil if there is none in it.
func mainlineOf(r Repo, c *Commit) *Commit {
	if len(c.Origins) == 0 || inOnto(r, c) {
		return nil
	}
	for _, o := range c.Origins {
		if from, err := r.Lookup(o.ID); err == nil && from.Hash != c.Hash && inOnto(r, from) {
			return from
		}
	}
	return nil
}

// shortTitle is a title too short to be one commit's alone.
const shortTitle = 12

// titled is the one commit of mainline, but for one, that has a title: nil where there is none, or more. whole
// tells that history could be read.
func titled(p *Pass, title string, but apply.Hash) (c *Commit, whole bool) {
	if len(title) < shortTitle {
		return nil, false
	}
	found, err := p.repo.Titled(plainTitle(title))
	whole = err == nil
	for _, f := range found {
		switch {
		case f.Hash == but:
		case c != nil:
			return nil, whole
		default:
			c = f
		}
	}
	return c, whole
}

// sameWork tells whether two commits are one piece of work: their author wrote them at the same moment. It
// outlives every cherry-pick and rebase.
func sameWork(a, b *Commit) bool {
	return a.Email == b.Email && a.Name == b.Name && !a.Authored.IsZero() && a.Authored.Equal(b.Authored)
}

// fixesTag writes a tag that names a commit, with what else belonged to the tag it stands for.
func fixesTag(c *Commit, old trailers.Trailer, digits int) string {
	id := c.Hash.String()[:min(max(digits, 12), 40)]
	t := trailers.Trailer{Key: "Fixes", Value: id + ` ("` + c.Subject + `")`, Comment: old.Comment, Notes: old.Notes}
	return t.String()
}

// fixesEdit puts a tag that names the commit in the place of another one.
func fixesEdit(c *Commit, old trailers.Trailer, digits int) *Edit {
	return &Edit{First: old.Line, Last: old.Line + old.Lines - 1, Lines: strings.Split(fixesTag(c, old, digits), "\n")}
}

// mendFixes lets a finding on a Fixes tag put the tag right, where the repository has the commit and the title
// agrees.
func mendFixes(r Repo, f *Finding) {
	for _, t := range f.Mail.Trailers {
		if t.Line != f.Line || !t.Is("Fixes") {
			continue
		}
		fix := trailers.ReadFixes(t.Value)
		if fix.ID == "" {
			return
		}
		c, err := r.Lookup(fix.ID)
		if err != nil || fix.Title != "" && !sameTitle(fix.Title, c.Subject) && !shortened(fix.Title, c.Subject) || mainlineOf(r, c) != nil {
			return
		}
		f.Edit = fixesEdit(c, t, len(fix.ID))
		f.Fix = strings.Join(f.Edit.Lines, " ⏎ ")
		return
	}
}

// number orders releases: "v5.10" and "5.10.3" are one, "2.6.39" is below "3.0"; 0 for what is none.
func number(release string) int {
	parts := strings.SplitN(strings.TrimPrefix(release, "v"), ".", 4)
	n := 0
	for i := range 3 {
		part := 0
		if i < len(parts) && (i < 2 || parts[0] == "2") {
			var err error
			if part, err = strconv.Atoi(parts[i]); err != nil || part > 999 {
				return 0
			}
		}
		n = n*1000 + part
	}
	return n
}
