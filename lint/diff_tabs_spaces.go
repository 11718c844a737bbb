package lint

import (
	"fmt"

	"patchpilot/apply"
)

// A patch has spaces where the file has tabs.
//
// An editor or a mail program turned the tabs into spaces on the way. The lines around a change are not
// found, so the patch does not apply; and what it adds is indented wrongly.
//
// Send with `git send-email`, not by pasting. To apply it all the same, `git am --ignore-whitespace` finds
// the lines; what the patch adds keeps its spaces.
//
//	bad:  a line "        ring = NULL;" where the file has "<tab>ring = NULL;"
//	good: the line as it is in the file
//
// See Documentation/process/email-clients.rst.
var diffTabsSpaces = &Rule{
	Name:     "diff-tabs-spaces",
	Severity: Error,
	Scope:    OnSeries,
	Needs:    NeedsRepo,
	Check: func(p *Pass) {
		name, _ := p.repo.Onto()
		eachLaid(p, func(l *laid) {
			if b := l.blanks; b != nil && l.status == apply.Conflict {
				p.reportLaid(l, Finding{Line: b.line, Path: b.path, PathLine: b.pathLine, Text: fmt.Sprintf(
					"does not apply to %s: has %s where %s:%d has %s, a tab turned into spaces", name, quote(b.want), b.path, b.pathLine, quote(b.got))})
			}
		})
	},
}
