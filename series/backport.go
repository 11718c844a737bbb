package series

import (
	"strings"

	"patchpilot/diff"
	"patchpilot/trailers"
)

// linkBackports ties stable notices and backports to the patch they carry, by title and by the change itself
// or its author; tags seen in them only are shown on the patch, as quoted.
func linkBackports(a *Archive, mails []*Mail) {
	byTitle := make(map[string]*Patch)
	for _, s := range a.Series {
		for _, r := range s.Revisions {
			for _, p := range r.Patches {
				if !r.Backport && !p.Subject.Stable && !p.Carried {
					byTitle[p.Subject.Key()] = p // the newest revision's wins
				}
			}
		}
	}
	for _, s := range a.Series {
		for _, r := range s.Revisions {
			if !r.Backport {
				continue
			}
			for _, p := range r.Patches {
				if orig := byTitle[p.Subject.Key()]; orig != nil && sameChange(orig.Mail, p.Mail) {
					s.BackportOf = orig
					quoteTags(orig, p.Mail)
				}
			}
		}
	}
	for _, m := range mails {
		if m.Kind != Notice {
			continue
		}
		if orig := byTitle[titleKey(noticeTitle(m.Subject.Title))]; orig != nil {
			quoteTags(orig, m)
		}
	}
}

func sameChange(a, b *Mail) bool {
	return a.Identity.Compare(b.Identity) != diff.OtherChange ||
		trailers.Same(trailers.Person(a.Author), trailers.Person(b.Author), nil) != trailers.Other
}

func quoteTags(p *Patch, m *Mail) {
	for _, t := range m.Trailers {
		if trailers.IsReview(t.Key) {
			p.addQuoted(t, m)
		}
	}
}

// noticeTitle takes the patch's title out of `Patch "…" has been added to …` and `FAILED: patch "…" failed …`.
func noticeTitle(s string) string {
	_, rest, ok := strings.Cut(s, `atch "`)
	if !ok {
		return s
	}
	if end := strings.LastIndex(rest, `"`); end > 0 {
		return rest[:end]
	}
	return rest
}
