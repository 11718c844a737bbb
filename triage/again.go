package triage

import (
	"slices"
	"strings"
	"time"

	"patchpilot/diff"
	"patchpilot/series"
	"patchpilot/stable"
)

// successor is the revision of another series that holds half of the patches of this one, from the same author, later:
// each by its title, its change, or most words of its title and the files it changes.
func (c *court) successor() (*series.Revision, int) {
	held := map[*series.Revision]int{}
	total := 0
	for _, m := range c.r.Mails() {
		if m.Kind == series.CoverMail && len(c.r.Patches) > 0 {
			continue
		}
		total++
		seen := map[*series.Revision]bool{}
		for _, k := range workKeys(m) {
			for _, o := range since(c.posted[k], m.Date, mostPostings, func(o posted) time.Time { return o.mail.Date }) {
				if o.revision.Series != c.s && !seen[o.revision] && o.revision.Backport == c.r.Backport && !stable.Keeps(o.mail.From) &&
					o.mail.Date.After(m.Date) && o.mail.Date.Sub(m.Date) < grace && sameWork(m, o.mail) {
					seen[o.revision] = true
					held[o.revision]++
				}
			}
		}
	}
	var best *series.Revision
	for r, n := range held {
		if n*2 < total {
			continue
		}
		if best == nil || r.Date.After(best.Date) || r.Date.Equal(best.Date) && r.ID < best.ID {
			best = r
		}
	}
	return best, held[best]
}

// headLetters is how much of a title two postings of one work have in common where a word of it was mended.
const headLetters = 20

// workKeys are what postings of one work by one author have in common: the title or its beginning, the change, the files.
func workKeys(m *series.Mail) (keys []string) {
	for _, who := range personKeys(m.Author) {
		title := squeezed(m.Subject.Key())
		if len(title) >= 15 {
			keys = append(keys, "title\x00"+who+"\x00"+title)
		}
		if m.ChangeHash != "" {
			keys = append(keys, "change\x00"+who+"\x00"+m.ChangeHash)
		}
		if m.Diff != nil {
			if len(title) > headLetters {
				keys = append(keys, "head\x00"+who+"\x00"+title[:headLetters])
			}
			keys = append(keys, "files\x00"+who+"\x00"+strings.Join(paths(m), "\x00"))
			if made := creates(m); made != "" {
				keys = append(keys, "made\x00"+who+"\x00"+made)
			}
		}
	}
	return keys
}

// sameWork tells whether two patches of one author that have a key in common are postings of the same: files alone do
// not say so, nor do like titles.
func sameWork(a, b *series.Mail) bool {
	if a.Kind != b.Kind {
		return false
	}
	ka, kb := a.Subject.Key(), b.Subject.Key()
	switch {
	case squeezed(ka) == squeezed(kb), a.Identity.Compare(b.Identity) != diff.OtherChange:
		return true
	case a.Diff == nil || b.Diff == nil:
		return false
	}
	return alike(titleWords(ka), titleWords(kb)) && shareFile(a, b) || creates(a) != "" && creates(a) == creates(b)
}

func shareFile(a, b *series.Mail) bool {
	return slices.ContainsFunc(a.Diff.Files, func(f *diff.File) bool {
		return slices.ContainsFunc(b.Diff.Files, func(o *diff.File) bool { return f.Path() == o.Path() })
	})
}

// creates is the file that a patch makes, of several the first.
func creates(m *series.Mail) string {
	for _, f := range m.Diff.Files {
		if f.Status == diff.Added {
			return f.Path()
		}
	}
	return ""
}

// squeezed is a title without blanks.
func squeezed(key string) string { return strings.ReplaceAll(key, " ", "") }

func paths(m *series.Mail) []string {
	var all []string
	for _, f := range m.Diff.Files {
		all = append(all, f.Path())
	}
	slices.Sort(all)
	return all
}
