package lint

import (
	"strings"

	"patchpilot/series"
	"patchpilot/trailers"
)

// target is what a Fixes tag names.
type target struct {
	revision *series.Revision
	patch    *series.Patch
	tag      trailers.Trailer
	fix      trailers.Fixes
	commit   *Commit // nil where err says why
	err      error
}

// eachTarget looks up the commit of every Fixes tag that patches of the series hold. The log of a backport
// was judged upstream, and names commits of mainline.
func eachTarget(p *Pass, do func(t target)) {
	eachSeriesFix(p, func(t target) {
		if t.fix.ID == "" {
			return
		}
		t.commit, t.err = p.repo.Lookup(t.fix.ID)
		do(t)
	})
}

// eachSeriesFix calls do for every Fixes tag of the series.
func eachSeriesFix(p *Pass, do func(t target)) {
	for _, r := range p.Series.Revisions {
		if r.Backport {
			continue
		}
		for _, patch := range posted(r) {
			if isBackport(patch.Mail) || !meant(patch.Mail) {
				continue
			}
			for _, tag := range patch.Mail.Trailers {
				if tag.Is("Fixes") {
					do(target{revision: r, patch: patch, tag: tag, fix: trailers.ReadFixes(tag.Value)})
				}
			}
		}
	}
}

// report tells a finding about the tag.
func (t target) report(p *Pass, f Finding) {
	f.Revision, f.Mail, f.Line = t.revision, t.patch.Mail, t.tag.Line
	p.Report(f)
}

// sibling is the other patch of the posting whose title the tag has; nil if there is none.
func (t target) sibling() *series.Patch {
	if t.fix.Title == "" {
		return nil
	}
	s := series.ParseSubject(t.fix.Title)
	key := s.Key()
	for _, other := range t.revision.Patches {
		if other != t.patch && other.Subject.Key() == key {
			return other
		}
	}
	return nil
}

// sameTitle compares a title as somebody wrote it with a commit's: blanks and the kind of quotes aside.
func sameTitle(a, b string) bool { return plainTitle(a) == plainTitle(b) }

var straight = strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'", "…", "...")

func plainTitle(s string) string { return strings.Join(strings.Fields(straight.Replace(s)), " ") }

// shortened tells whether a title leaves out a part of a commit's and says so: "drm: mend … the ring".
func shortened(title, full string) bool {
	title, full = plainTitle(title), plainTitle(full)
	head, tail, cut := strings.Cut(title, "...")
	if !cut || len(head)+len(tail) < 10 {
		return false
	}
	head, tail = strings.TrimSpace(head), strings.TrimSpace(tail)
	return len(head)+len(tail) <= len(full) && strings.HasPrefix(full, head) && strings.HasSuffix(full, tail)
}
