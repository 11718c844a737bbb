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
		type tag struct{ key, value, comment string }
		seen := map[tag]int{}
		for _, t := range p.Mail.Trailers {
			if t.Is("Signed-off-by") || t.Value == "" { // sob-dup
				continue
			}
			this := tag{strings.ToLower(t.Key), strings.ToLower(t.Value), t.Comment}
			if line, twice := seen[this]; twice {
				p.Report(Finding{Line: t.Line, Fix: "delete the line",
					Text: quote(t.Key+": "+t.Value) + " stands already on line " + strconv.Itoa(line)})
				continue
			}
			seen[this] = t.Line
		}
	},
}
