package lint

import (
	"fmt"
	"strconv"

	"patchpilot/diff"
	"patchpilot/series"
)

// label names a patch as people do: "v2 16/22", one that stands alone "v2".
func label(r *series.Revision, p *series.Patch) string {
	if r.Expected < 2 {
		return fmt.Sprintf("v%d", r.Version)
	}
	return fmt.Sprintf("v%d %d/%d", r.Version, p.Index, r.Expected)
}

// ofSeries names a patch within its series: "patch 16/22".
func ofSeries(r *series.Revision, p *series.Patch) string {
	return fmt.Sprintf("patch %d/%d", p.Index, r.Expected)
}

// posted are the patches a revision itself posted, those carried over left out.
func posted(r *series.Revision) []*series.Patch {
	var ps []*series.Patch
	for _, p := range r.Patches {
		if !p.Carried {
			ps = append(ps, p)
		}
	}
	return ps
}

// countPatches gives "1 patch", "2 patches".
func countPatches(n int) string {
	if n == 1 {
		return "1 patch"
	}
	return strconv.Itoa(n) + " patches"
}

// prefixOf is the bracket of a mail's subject, as it stands there.
func prefixOf(m *series.Mail) string {
	if m.Subject.Prefix == "" {
		return quote(m.Subject.Text)
	}
	return "[" + m.Subject.Prefix + "]"
}

// coverText is all a cover says.
func coverText(r *series.Revision) string {
	if r.Cover == nil {
		return ""
	}
	return r.Cover.Log + "\n" + r.Cover.Notes
}

// sameChange tells whether two postings of a patch change the same lines.
func sameChange(a, b *series.Patch) bool {
	return a.Identity.Compare(b.Identity) != diff.OtherChange
}

// whole tells whether all mails of a posting are here: patches that answer a mail which is not may have
// their cover there.
func whole(s *series.Series, r *series.Revision) bool {
	ps := posted(r)
	if len(ps) == 0 || !r.Whole() {
		return false
	}
	return r.Cover != nil || len(ps[0].Parents) == 0 || holds(s, ps[0].Parents[0])
}

// holds tells whether a mail is part of the series, as a posting or a reply.
func holds(s *series.Series, id string) bool {
	for _, r := range s.Revisions {
		for _, m := range r.Mails() {
			if m.ID == id {
				return true
			}
		}
		for _, f := range r.FollowUps {
			if f.Mail.ID == id {
				return true
			}
		}
	}
	return false
}
