package lint

import (
	"strconv"
	"strings"
)

// The same trailer stands twice.
//
// The second line says nothing; people and counting scripts stumble over it. It comes from collecting the
// same review twice.
//
// Delete one. A Cc of the stable list may stand again with another remark.
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
		tags := p.Mail.Trailers
		for i, t := range tags {
			if t.Is("Signed-off-by") || t.Value == "" { // sob-dup
				continue
			}
			for _, o := range tags[:i] {
				if o.Is(t.Key) && strings.EqualFold(o.Value, t.Value) && o.Comment == t.Comment {
					p.Report(Finding{Line: t.Line, Fix: "delete the line",
						Text: quote(t.Key+": "+t.Value) + " stands already on line " + strconv.Itoa(o.Line)})
					break
				}
			}
		}
	},
}
