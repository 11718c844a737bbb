package lint

import "strings"

// A program is named as co-author, or the note it leaves in logs is still there.
//
// A program is no author: it can certify nothing. The kernel has a line of its own for its help.
//
// Replace the line by `Assisted-by: NAME:VERSION`.
//
//	bad:  Co-authored-by: Claude <noreply@anthropic.com>
//	good: Assisted-by: Claude:claude-opus-4-5
//
// See Documentation/process/coding-assistants.rst, "Attribution".
var aiCoauthored = &Rule{
	Name:     "ai-coauthored",
	Severity: Warning,
	Scope:    OnPatch,
	Check: func(p *Pass) {
		for _, t := range p.Mail.Trailers {
			who, ok := t.Person()
			switch {
			case t.Is("Generated-by"),
				(t.Is("Co-authored-by") || t.Is("Co-developed-by")) && ok && assistant(who):
				p.Report(Finding{Line: t.Line, Fix: "Assisted-by: NAME:VERSION",
					Text: quote(t.Key+": "+t.Value) + " names a program as an author; its help is named by Assisted-by"})
			}
		}
		for _, l := range p.Prose() {
			if strings.Contains(l.text, "Generated with [") || strings.Contains(l.text, "Generated with Claude") || strings.Contains(l.text, "Generated with Codex") {
				p.Report(Finding{Line: l.n, Fix: "Assisted-by: NAME:VERSION", Text: "the note a program left is still in the log: " + quote(l.text)})
			}
		}
	},
}
