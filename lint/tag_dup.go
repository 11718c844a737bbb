package lint

import "strings"

// The same trailer stands twice.
//
// The second line says nothing; people and counting scripts stumble over it. It comes from collecting the
// same review twice.
//
// Delete one. A Cc of the stable list may stand again with another remark, and a link below each of the people
// who reported the same.
//
//	bad:  Reviewed-by: Max Reader <max@example.org>
//	      Reviewed-by: Max Reader <max@example.org>
//	good: Reviewed-by: Max Reader <max@example.org>
//
// See Documentation/dev-tools/checkpatch.rst, BAD_SIGN_OFF.
var tagDup = &Rule{
	Name:     "tag-dup",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		type tag struct{ key, value, comment string }
		seen := map[tag]bool{}
		tags := p.Mail.Trailers
		for i, t := range tags {
			if t.Is("Signed-off-by") || t.Value == "" { // sob-dup
				continue
			}
			if i > 0 && isLink(t) && tags[i-1].Is("Reported-by") {
				continue // two people reported one thing, each with the link
			}
			this := tag{strings.ToLower(t.Key), strings.ToLower(t.Value), t.Comment}
			if seen[this] {
				p.Report(Finding{Line: t.Line, Fix: "delete the line", Edit: takenOut(t),
					Text: quote(t.Key+": "+t.Value) + " stands above already"})
				continue
			}
			seen[this] = true
		}
	},
}
