package lint

import (
	"slices"
	"strings"

	"patchpilot/series"
	"patchpilot/trailers"
)

// isVouch tells the tags that say somebody has looked: Reviewed-by, Acked-by, Tested-by and combinations.
func isVouch(t trailers.Trailer) bool {
	key := strings.ToLower(t.Key)
	return strings.HasSuffix(key, "-by") && (strings.Contains(key, "reviewed") || strings.Contains(key, "acked") || strings.Contains(key, "tested"))
}

// tagText is a trailer as a person reads it.
func tagText(t trailers.Trailer) string { return t.Key + ": " + t.Value }

// carries tells whether a patch's log holds a tag, or another tag by the same person that vouches for more.
func carries(p *series.Patch, t trailers.Trailer) bool {
	signer, ok := t.Person()
	for _, own := range p.Mail.Trailers {
		if !isVouch(own) {
			continue
		}
		if strings.EqualFold(own.Value, t.Value) && own.Is(t.Key) {
			return true
		}
		if who, okOwn := own.Person(); ok && okOwn && trailers.Same(who, signer, nil) != trailers.Other && vouchesFor(own, t) {
			return true
		}
	}
	return false
}

// vouchesFor tells whether having one tag makes another of the same person needless: a Reviewed-by an Acked-by.
func vouchesFor(have, want trailers.Trailer) bool {
	h, w := strings.ToLower(have.Key), strings.ToLower(want.Key)
	return h == w || strings.Contains(h, "reviewed") && strings.Contains(w, "acked") ||
		strings.Contains(h, strings.TrimSuffix(w, "-by"))
}

// tellsOfDrop tells whether a revision's words say that tags were left out: a line that names them and
// what was done to them.
func tellsOfDrop(r *series.Revision, p *series.Patch) bool {
	for _, text := range []string{coverText(r), p.Notes, p.Log} {
		for l := range strings.Lines(strings.ToLower(text)) {
			if hasAny(l, "drop", "remov", "updat", "did not", "didn't", "not pick", "not collect", "not carr") &&
				hasAny(l, "reviewed-by", "acked-by", "tested-by", "r-b", "rb tag", "a-b", "tags", "tag from", "review tag", "t-b", "rvb") {
				return true
			}
		}
	}
	return false
}

func hasAny(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// carriedLater tells whether a later version has the tag again.
func carriedLater(p *series.Patch, t trailers.Trailer) bool {
	for q := p.Next; q != nil; q = q.Next {
		if carries(q, t) {
			return true
		}
	}
	return false
}

// eachGiven calls visit for every tag given in a reply to the series, once a reply.
func eachGiven(p *Pass, visit func(r *series.Revision, f *series.FollowUp, t series.Tag)) {
	for _, r := range p.Series.Revisions {
		for _, f := range r.FollowUps {
			for _, t := range f.Tags {
				visit(r, f, t)
			}
		}
	}
}
