package lint

import (
	"bytes"
)

// The log says nothing but its summary.
//
// The diff shows what changes. The log must say why, what was seen going wrong, and for whom; without it
// nobody can judge whether the change is right, now or in five years.
//
// Describe the problem first, then what the patch does about it. Where lines only move the summary may say it all: that
// is told as info.
//
//	bad:  Signed-off-by: Ada Writer <ada@example.org>
//	good: The ring leaks when probe fails: nobody frees it. Free it.
//
//	      Signed-off-by: Ada Writer <ada@example.org>
//
// See Documentation/process/submitting-patches.rst, "Describe your changes".
var msgNoBody = &Rule{
	Name:     "msg-no-body",
	Severity: Error,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		if !p.Mail.Subject.Patch || hasProse(p) {
			return
		}
		if _, below := saidBelow(p); !below {
			severity := softened(p.Mail, p.rule.severity)
			if moves(p) {
				severity = min(severity, Info) // the summary says it
			}
			line := p.Mail.LogLine
			if p.Mail.Commit != "" && p.Mail.Log == "" { // its message ends with the title
				line = 0
			}
			p.Report(Finding{Line: line, Severity: severity, Text: "the log says nothing but its summary"})
		}
	},
}

// moves tells whether four of five lines that the patch adds it takes away elsewhere.
func moves(p *Pass) bool {
	if p.Mail.Diff == nil {
		return false
	}
	gone := map[string]int{}
	for _, f := range p.Mail.Diff.Files {
		for _, h := range f.Hunks {
			eachHunkLine(h, 0, func(_ int, l []byte) {
				if len(l) > 1 && l[0] == '-' {
					gone[string(bytes.TrimSpace(l[1:]))]++
				}
			})
		}
	}
	all, moved := 0, 0
	for _, l := range p.Added() {
		text := string(bytes.TrimSpace(l.text))
		if text == "" {
			continue
		}
		if all++; gone[text] > 0 {
			gone[text]--
			moved++
		}
	}
	return moved > 0 && 5*moved >= 4*all
}
